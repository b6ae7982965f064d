import pytest
from django.urls import reverse

from nisn_site.kit.audit import AuditEntry, record
from tests.html import text_of
from tests.makers import make_network, make_organizer

LIST = "admin:nisn_site_auditentry_changelist"


@pytest.fixture
def history(amina):
    ben = make_organizer(email="ben@example.org", name="")
    chika = make_organizer(email="chika@example.org")
    network = make_network()
    record(amina, "network.change", network, {"version": 2})
    record(ben, "list.export", None, {"rows": 12, "format": "xlsx", "to": None, "ids": [1, 2], "hash": "a" * 64})
    record(chika, "page.publish")
    record(None, "person.erase", None, {"rows": 5})
    number = chika.pk
    chika.delete()
    return number


def test_audit_log_says_who_did_what(desk, history):
    words = text_of(desk.get(reverse(LIST)).text)

    for row in (
        "Amina network.change conference.network:",
        "ben@example.org list.export - ids: 1 2, hash: aaaaaaaaaaaa…, rows: 12, format: xlsx",
        f"account {history}, deleted page.publish",
        "the site itself person.erase - rows: 5",
    ):
        assert row in words


def test_audit_log_is_read_in_as_many_queries_whatever_its_length(desk, amina, django_assert_max_num_queries):
    for number in range(30):
        record(amina, "deed", None, {"number": number})
    with django_assert_max_num_queries(6):
        desk.get(reverse(LIST))


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_nobody_can_write_in_the_audit_log(desk, history, page):
    arguments = [] if page == "add" else [AuditEntry.objects.first().pk]

    assert desk.post(reverse(f"admin:nisn_site_auditentry_{page}", args=arguments)).status_code == 403
