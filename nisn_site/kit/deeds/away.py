"""The database is away while somebody writes: their text comes back, to be sent again with one press.

Made from what was posted and from the form's labels alone. The key of the form comes along, so that the second press
lands once, also when the first one had been stored after all.
"""

from django.forms import HiddenInput
from django.shortcuts import render

from nisn_site.kit.gate.ticket import FIELDS

RETRY_SECONDS = 60


def away_page(request, form_class, *, leave_quickly: bool = False):
    fields = form_class.base_fields
    kept = {*fields, *FIELDS, "do", "code"}
    sent = [(name, value) for name, values in request.POST.lists() if name in kept for value in values]
    written = [
        (field.label or name, request.POST[name])
        for name, field in fields.items()
        if request.POST.get(name) and not isinstance(field.widget, HiddenInput) and not hasattr(field, "choices")
    ]
    context = {"sent": sent, "written": written, "leave_quickly": leave_quickly}
    response = render(request, "deeds/away.html", context, status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
