"""The database is away while somebody writes: their text comes back, to be sent again with one press.

Made from what was posted and from the form's labels alone. The key of the form comes along, so that the second press
lands once, also when the first one had been stored after all.
"""

from django.forms import HiddenInput
from django.shortcuts import render

from nisn_site.kit.gate.ticket import FIELDS

RETRY_SECONDS = 60


def away_page(request, pages):
    fields = pages.form_class.base_fields
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name in {*fields, *FIELDS, "do", "code"}
        for value in values
    ]
    written = [
        (field.label or name, request.POST[name])
        for name, field in fields.items()
        if request.POST.get(name) and not isinstance(field.widget, HiddenInput) and not hasattr(field, "choices")
    ]
    response = render(
        request, "deeds/away.html", {"sent": sent, "written": written, "leave_quickly": pages.leave_quickly}, status=503
    )
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
