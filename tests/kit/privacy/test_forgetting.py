from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import get_content_type_for_model
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from nisn_site.kit.audit import AuditEnd, AuditEntry, faults, record
from nisn_site.kit.jobs import jobs
from nisn_site.kit.outbox.messages import Message, State
from nisn_site.kit.privacy import forgetting
from nisn_site.kit.privacy.forgetting import delete_due, erase_person
from nisn_site.kit.privacy.holdings import ErasureRefusedError
from tests.kit.privacy.sealed_rows import HOLDINGS, holding_of, make_guest, stored

NOW = timezone.now()
LONG_AGO = NOW - timedelta(days=8)


def run(command: str, *arguments: str) -> list[str]:
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return out.getvalue().splitlines()


def names(model) -> list[str]:
    return sorted(row.name for row in model.objects.all())


def note_in_admin(user, row):
    LogEntry.objects.create(
        user=user,
        content_type=get_content_type_for_model(row),
        object_id=row.pk,
        object_repr=str(row),
        action_flag=CHANGE,
    )


# -- when the term is over ---------------------------------------------------------------------------------------------


def test_delete_due_deletes_what_is_due_and_nothing_else(guests):
    make_guest(guests, name="Ana", since=LONG_AGO)
    make_guest(guests, name="Ben", since=NOW)

    assert [str(outcome) for outcome in delete_due(NOW)] == ["nisn_site.guest: 1 deleted"]
    assert names(guests) == ["Ben"]
    assert run("delete_due") == ["nisn_site.guest: 0 deleted"]


def test_delete_due_dry_run_only_counts(guests):
    make_guest(guests, since=LONG_AGO)

    assert run("delete_due", "--dry-run") == ["nisn_site.guest: 1 would be deleted"]
    assert guests.objects.count() == 1


def test_delete_due_goes_on_batch_by_batch_and_deletes_what_the_admin_remembers(guests, amina, monkeypatch):
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for number in range(5):
        note_in_admin(amina, make_guest(guests, name=f"Guest {number}", since=LONG_AGO))
    kept = make_guest(guests, name="Ben")
    note_in_admin(amina, kept)

    assert [outcome.rows for outcome in delete_due(NOW)] == [5]
    assert names(guests) == ["Ben"]
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Ben"]


def test_delete_due_needs_no_key(guests, settings):
    make_guest(guests, since=LONG_AGO)
    settings.PERSONAL_DATA_KEYS = [b"n" * 32]

    assert [outcome.rows for outcome in delete_due(NOW)] == [1]


def test_delete_due_can_strip_a_row_instead_and_ends_even_if_the_row_stays_due(guests):
    def strip(row):
        row.name = "(somebody)"
        row.save()

    HOLDINGS[:] = [holding_of(guests, on_due=strip)]
    make_guest(guests, name="Ana", since=LONG_AGO)

    assert run("delete_due") == ["nisn_site.guest: 1 stripped"]
    assert names(guests) == ["(somebody)"]


def test_delete_due_goes_on_after_a_failure_and_tells_it(guests):
    def fail(row):
        raise ZeroDivisionError

    HOLDINGS[:] = [holding_of(guests, on_due=fail), holding_of(guests)]
    make_guest(guests, since=LONG_AGO)
    out = StringIO()

    with pytest.raises(CommandError, match=r"Not all could be deleted: nisn_site\.guest\."):
        call_command("delete_due", stdout=out)
    assert out.getvalue().splitlines() == [
        "nisn_site.guest: 0 stripped, then ZeroDivisionError",
        "nisn_site.guest: 1 deleted",
    ]


@pytest.mark.django_db(transaction=True)
def test_delete_due_leaves_a_row_that_somebody_works_on_for_the_next_night():
    old = {"recipient": "ana@example.org", "address_index": "0" * 64, "state": State.CANCELLED}
    for key in ("ana", "ben"):
        Message.objects.create(purpose="test", key=key, message_id=key, created_at=NOW - timedelta(days=100), **old)

    def delete():
        try:
            return [str(outcome) for outcome in delete_due(NOW) if outcome.rows]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            Message.objects.select_for_update().get(key="ana")
            assert other.submit(delete).result(timeout=20) == ["nisn_site.message: 1 deleted"]
        assert list(Message.objects.values_list("key", flat=True)) == ["ana"]
        assert other.submit(delete).result(timeout=20) == ["nisn_site.message: 1 deleted"]


def test_every_night_what_is_due_is_deleted(guests, capsys):
    make_guest(guests, since=LONG_AGO)
    jobs.tasks["privacy.delete_due"](timestamp=0)

    assert capsys.readouterr().out == "nisn_site.guest: 1 deleted\n"
    assert [str(task.cron) for task in nightly("privacy.delete_due")] == ["10 8 * * *"]


def nightly(name: str) -> list:
    return [task for (known, _id), task in jobs.periodic_registry.periodic_tasks.items() if known == name]


# -- when somebody asks ------------------------------------------------------------------------------------------------


def test_erase_person_removes_every_trace_and_says_what_there_was(guests, amina):
    ana = make_guest(guests)
    make_guest(guests, name="Ana, again", address="ANA@Example.org ")
    ben = make_guest(guests, name="Ben", address="ben@example.org")
    for row in (ana, ben):
        note_in_admin(amina, row)
        record(amina, "address.read", row)

    assert run("erase_person", " Ana@EXAMPLE.org") == [
        "nisn_site.guest: 2 deleted",
        "the admin's history of nisn_site.guest: 1 deleted",
        "the audit log's references to nisn_site.guest: 1 stripped",
        "Done. It is gone from the site now, and from the backups when the last one with it is 30 days old.",
    ]
    assert names(guests) == ["Ben"]
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Ben"]
    log = list(AuditEntry.objects.order_by("number"))
    assert [(entry.action, entry.target) for entry in log] == [
        ("address.read", ""),
        ("address.read", f"nisn_site.guest:{ben.pk}"),
        ("person.erase", ""),
    ]
    assert list(faults(log, AuditEnd.objects.get().end)) == []


def test_erase_person_dry_run_says_the_same_and_changes_nothing(guests, amina):
    record(amina, "address.read", make_guest(guests))

    assert run("erase_person", "ana@example.org", "--dry-run") == [
        "nisn_site.guest: 1 would be deleted",
        "the audit log's references to nisn_site.guest: 1 would be stripped",
        "Nothing was removed: this was a dry run.",
    ]
    assert names(guests) == ["Ana Paz"]
    assert [entry.action for entry in AuditEntry.objects.all()] == ["address.read"]


def test_erase_person_says_so_when_the_address_is_unknown(guests):
    make_guest(guests)

    assert run("erase_person", "dao@example.org") == [
        "There is nothing about this address here. Was it written in the same way?"
    ]
    assert AuditEntry.objects.count() == 0


def test_erase_person_refuses_what_is_no_address(guests):
    with pytest.raises(CommandError, match=r"This is no email address\. An email address has one @"):
        run("erase_person", "ana")


def test_erase_person_can_strip_a_row_that_must_stay(guests):
    def strip(row):
        row.name, row.address, row.address_index = "(erased)", "", ""
        row.save()

    HOLDINGS[:] = [holding_of(guests, on_erase=strip)]
    make_guest(guests)

    assert str(erase_person("ana@example.org")[0]) == "nisn_site.guest: 1 stripped"
    assert (names(guests), stored(guests, "address")) == (["(erased)"], [b""])


def test_erase_person_removes_all_or_nothing(guests):
    def refuse(row):
        raise ErasureRefusedError("Settle the gift first.")

    HOLDINGS[:] = [holding_of(guests, on_erase=refuse), holding_of(guests)]
    make_guest(guests)

    with pytest.raises(CommandError, match=r"Nothing was removed\. Settle the gift first\."):
        run("erase_person", "ana@example.org")
    assert names(guests) == ["Ana Paz"]


def test_erase_person_needs_no_key_to_open_what_it_deletes(guests, settings):
    make_guest(guests)
    settings.PERSONAL_DATA_KEYS = [b"n" * 32]

    assert guests.objects.exists()
    assert erase_person("ana@example.org")[0].rows == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM nisn_site_guest")
        assert cursor.fetchone() == (0,)
