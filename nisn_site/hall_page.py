"""Where an organizer makes the address for a laptop in a conference hall (see nisn_site.kit.gate.hall)."""

import time
from datetime import UTC, datetime

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from nisn_site.kit.deeds.pages import DeedPages
from nisn_site.kit.gate.hall import hall_pass, hall_query
from nisn_site.kit.qr import qr_svg

HOURS = (2, 4, 8, 12)


class HallForm(forms.Form):
    page = forms.ChoiceField(label=gettext_lazy("Form that people will fill in"))
    hours = forms.TypedChoiceField(
        label=gettext_lazy("For how long"),
        coerce=int,
        choices=[(hours, ngettext_lazy("%d hour", "%d hours", hours) % hours) for hours in HOURS],
        initial=4,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # By address: a form that closes while somebody chooses must not give its place in the list to another.
        places = [(pages, label, place) for pages in DeedPages.every for label, place in pages.hall_places()]
        places = [(pages.url("form", place), label, pages.purpose) for pages, label, place in places]
        self.purposes = {address: purpose for address, _label, purpose in places}
        self.fields["page"].choices = [(address, label) for address, label, _purpose in places]

    def address(self) -> str:
        """The path of the chosen form, with its pass."""
        address = self.cleaned_data["page"]
        return address + hall_query(hall_pass(self.purposes[address], hours=self.cleaned_data["hours"]))


def hall_page(request, context: dict):
    """Nothing is stored: the address holds all it needs, signed."""
    form = HallForm(request.POST if request.method == "POST" else None)
    context |= {"title": _("A page for a conference hall"), "form": form}
    if form.is_valid():
        address = request.build_absolute_uri(form.address())
        ends_at = datetime.fromtimestamp(time.time() + form.cleaned_data["hours"] * 3_600, UTC)
        context |= {"address": address, "qr": qr_svg(address), "ends_at": ends_at}
    return render(request, "admin/hall_page.html", context, status=422 if form.errors else 200)
