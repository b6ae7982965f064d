"""The address at which a mail service tells us what came back: `/mail/reports/`, there only if one is configured."""

import logging

from anymail import urls as of_anymail
from anymail.exceptions import AnymailError
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse

from nisn_site.kit.outbox.reports import note_report

TRACKING = "_tracking_webhook"
WITHOUT = {"amazon_ses", "resend", "sendinblue"}  # two need packages we do not have, the last is brevo's old name

logger = logging.getLogger(__name__)


class Heard(list):
    """Stands where anymail has a signal; keeps what was said."""

    def send(self, sender, event, esp_name):
        self.append(event)


class ReportsView:
    """anymail checks and understands the report; what is not from our service, or makes no sense, is a 400."""

    def post(self, request, *args, **kwargs):
        self.signal = Heard()
        try:
            super().post(request, *args, **kwargs)
        except (AnymailError, ValueError, LookupError, TypeError, AttributeError) as error:
            logger.warning("A report about mail was refused: %s", type(error).__name__)
            return HttpResponse(status=400)
        for event in self.signal:
            note_report(event)
        return HttpResponse()


def services() -> dict[str, type]:
    """The mail services whose reports can be understood, by name."""
    patterns = [pattern for pattern in of_anymail.urlpatterns if pattern.name.endswith(TRACKING)]
    views = {pattern.name.removesuffix(TRACKING): pattern.callback.view_class for pattern in patterns}
    return {name: view for name, view in views.items() if name not in WITHOUT}


def report_view(service: str):
    if service not in services():
        known = ", ".join(sorted(services()))
        raise ImproperlyConfigured(f"MAIL_SERVICE is {service!r}, but must be one of {known}, or empty.")
    return type("MailReports", (ReportsView, services()[service]), {}).as_view()
