"""Reports of a mail service, as Postmark sends them (its documentation's examples, shortened)."""

import json
from base64 import b64encode

import pytest
from django.core.exceptions import ImproperlyConfigured

from nisn_site import mail_reports, urls
from nisn_site.kit.outbox.failures import Failure
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.outbox.stopping import StoppedAddress
from nisn_site.kit.privacy.ciphers import address_index
from tests.kit.outbox.makers import BEN, make_mail
from tests.makers import make_network

SECRET = "reports:correct-horse"
HARD_BOUNCE = {"RecordType": "Bounce", "Type": "HardBounce", "Email": BEN, "Description": "no such mailbox"}
COMPLAINT = {"RecordType": "SpamComplaint", "Type": "SpamComplaint", "Email": BEN}


@pytest.fixture
def service(settings, rf, db):
    """Posts a report; returns the status."""
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}
    view = mail_reports.report_view("postmark")

    def report(content, *, secret=SECRET) -> int:
        body = content if isinstance(content, str) else json.dumps(content)
        login = {"HTTP_AUTHORIZATION": f"Basic {b64encode(secret.encode()).decode()}"} if secret else {}
        return view(rf.post("/mail/reports/", body, content_type="application/json", **login)).status_code

    return report


@pytest.fixture
def sent(run_jobs):
    make_network()
    make_mail(key="older")
    message = make_mail(key="newer")
    run_jobs()
    return message


def marks() -> list[tuple]:
    return list(Message.objects.order_by("pk").values_list("key", "state", "failure"))


def stopped() -> list[tuple]:
    return list(StoppedAddress.objects.values_list("address_index", "failure"))


def test_bounce_marks_the_mail_and_stops_mailings(service, sent):
    assert service(HARD_BOUNCE | {"MessageID": sent.message_id.strip("<>")}) == 200
    assert marks() == [("older", State.SENT, ""), ("newer", State.BOUNCED, Failure.BOUNCED)]
    assert stopped() == [(address_index(BEN), Failure.BOUNCED)]


def test_bounce_named_by_the_services_own_number_means_the_newest_mail_to_that_address(service, sent):
    assert service(HARD_BOUNCE | {"MessageID": "883953f4-6105-42a2-a16a-77a8eac79483"}) == 200
    assert marks() == [("older", State.SENT, ""), ("newer", State.BOUNCED, Failure.BOUNCED)]


def test_complaint_marks_the_mail_and_stops_mailings(service, sent):
    assert service(COMPLAINT) == 200
    assert marks() == [("older", State.SENT, ""), ("newer", State.SENT, Failure.COMPLAINED)]
    assert stopped() == [(address_index(BEN), Failure.COMPLAINED)]


def test_reports_may_come_twice(service, sent):
    for _ in range(2):
        assert service(HARD_BOUNCE) == 200
        assert service(COMPLAINT) == 200
    assert stopped() == [(address_index(BEN), Failure.BOUNCED)]


def test_report_about_somebody_we_never_wrote_to_still_stops_mailings(service):
    assert service(HARD_BOUNCE) == 200
    assert stopped() == [(address_index(BEN), Failure.BOUNCED)]


@pytest.mark.parametrize(
    "report",
    [
        {"RecordType": "Delivery", "Recipient": BEN},
        {"RecordType": "Bounce", "Type": "Transient", "Email": BEN},
        {"RecordType": "Bounce", "Type": "HardBounce", "Email": "nonsense"},
        {"RecordType": "Open", "Recipient": BEN},
    ],
)
def test_other_reports_change_nothing(service, sent, report):
    assert service(report) == 200
    assert marks() == [("older", State.SENT, ""), ("newer", State.SENT, "")]
    assert stopped() == []


@pytest.mark.parametrize("secret", ["", "reports:wrong", "reports:", "\x00:é"])
def test_report_of_a_stranger_is_refused(service, sent, secret):
    assert service(HARD_BOUNCE, secret=secret) == 400
    assert stopped() == []


@pytest.mark.parametrize("nonsense", ["", "{", "[]", "null", '"x"', '{"RecordType": ["Bounce"]}', "é"])
def test_report_that_makes_no_sense_is_refused(service, sent, nonsense):
    assert service(nonsense) in {200, 400}
    assert stopped() == []


def test_without_a_service_the_address_is_not_there(client, db):
    assert urls.mail_reports() == []
    assert client.post("/mail/reports/").status_code == 404


def test_with_a_service_it_is_there(settings):
    settings.MAIL_SERVICE, settings.MAIL_REPORTS_SECRET = "postmark", SECRET
    (pattern,) = urls.mail_reports()
    assert pattern.resolve("mail/reports/").url_name == "mail_reports"


def test_unknown_service_is_named_at_the_start():
    with pytest.raises(ImproperlyConfigured, match="must be one of brevo, mailersend, mailgun"):
        mail_reports.report_view("pigeon")


def test_reports_need_no_csrf_token():
    assert mail_reports.report_view("postmark").csrf_exempt
