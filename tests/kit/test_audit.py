import random
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction

from conference.models import Network
from nisn_site.kit.audit import START, AuditEnd, AuditEntry, chained, faults, forget, record
from nisn_site.models import User
from tests.makers import make_conference, make_network, make_organizer


def log() -> list[AuditEntry]:
    return list(AuditEntry.objects.order_by("number"))


def end() -> str:
    return AuditEnd.objects.get().end


@pytest.fixture
def ten(amina):
    """Ten entries of several kinds."""
    network = make_network()
    for number in range(10):
        record(amina if number % 2 else None, f"deed.{number}", network if number % 3 else None, {"rows": number})
    return log()


def verify(*arguments) -> str:
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()


def test_record_notes_who_did_what_to_which_row(amina):
    network = make_network()
    record(amina, "network.change", network, {"fields": ["email"], "version": 2})

    (entry,) = log()
    assert (entry.number, entry.actor, entry.action) == (1, amina.pk, "network.change")
    assert (entry.target, entry.data) == (f"conference.network:{network.pk}", {"fields": ["email"], "version": 2})
    assert verify() == f"1 entries are as they were written; the newest hash is {entry.hash}\n"


def test_empty_log_is_in_order(db):
    assert verify() == f"0 entries are as they were written; the newest hash is {START}\n"


@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("export", {"to": "ana@example.org"}),
        ("export", {"name": "Ana Paz"}),
        ("export", {"ana@example.org": 1}),
        ("export", {"rows": [1, ["Ana Paz"]]}),
        ("export", {"share": 0.5}),
        ("export", {"number": "x" * 81}),
        ("wrote to Ana", {}),
    ],
)
def test_record_refuses_what_may_be_personal(db, action, data):
    with pytest.raises(ValueError, match="no names, addresses or sentences"):
        record(None, action, None, data)
    assert log() == []


def test_record_that_is_rolled_back_leaves_no_gap(amina):
    record(amina, "first")
    with transaction.atomic():
        record(amina, "undone")
        transaction.set_rollback(True)
    record(amina, "second")

    assert [entry.action for entry in log()] == ["first", "second"]
    assert verify().startswith("2 entries")


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_the_same_time_form_one_chain():
    amina = make_organizer()

    def write(number):
        record(User(pk=amina.pk), f"deed.{number}")
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))

    assert [entry.number for entry in log()] == list(range(1, 25))
    assert list(faults(log(), end())) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE nisn_site_auditentry SET action = 'other' WHERE number = 3",
        "UPDATE nisn_site_auditentry SET target = 'conference.network:2' WHERE number = 3",
        "UPDATE nisn_site_auditentry SET target = '', target_salt = '', actor = NULL WHERE number = 2",
        "UPDATE nisn_site_auditentry SET target = '' WHERE number = 3",
        "DELETE FROM nisn_site_auditentry WHERE number = 10",
        "DELETE FROM nisn_site_auditend",
    ],
)
def test_database_refuses_to_change_the_past(ten, statement):
    with pytest.raises(IntegrityError, match="The audit log only grows"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", ["auditentry", "auditend"])
def test_database_refuses_to_empty_the_log(ten, table):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE nisn_site_{table} ENABLE TRIGGER ALL")  # the tests switch it off: see conftest
    with pytest.raises(IntegrityError, match="The audit log only grows"), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE nisn_site_{table}")


def test_forget_blanks_the_row_and_the_chain_still_holds(ten):
    network, conference = Network.objects.get(), make_conference()
    record(None, "kept", conference)

    assert forget([network]) == 6
    assert [entry.target for entry in log()] == [""] * 10 + [f"conference.conference:{conference.pk}"]
    assert [entry.target_salt for entry in log()[:10]] == [""] * 10
    assert list(faults(log(), end())) == []


# -- tampering: every way in which somebody with the database in hand might change the past ----------------------------


def change_a_value(entries, dice):
    entry = dice.choice(entries)
    field, value = dice.choice(
        [
            ("action", entry.action + "x"),
            ("actor", dice.randint(1000, 2000)),
            ("data", entry.data | {"rows": dice.randint(1000, 2000)}),
            ("happened_at", entry.happened_at - timedelta(microseconds=dice.randint(1, 10**9))),
            ("target", f"conference.network:{dice.randint(1000, 2000)}"),
            ("target_hash", f"{dice.getrandbits(256):064x}"),
            ("hash", f"{dice.getrandbits(256):064x}"),
            ("number", entry.number + dice.randint(1, 100)),
        ]
    )
    setattr(entry, field, value)


def change_and_hash_again(entries, dice):
    """The attacker knows how entries are chained and repairs the one that was changed."""
    place = dice.randrange(len(entries))
    entries[place].action += "x"
    entries[place].hash = chained(entries[place - 1].hash if place else START, entries[place])


def change_and_hash_all_that_follows(entries, dice):
    """The whole chain is right again; only its end, sealed with a key outside the database, tells."""
    start = dice.randrange(len(entries))
    entries[start].actor = dice.randint(1000, 2000)
    for place in range(start, len(entries)):
        entries[place].hash = chained(entries[place - 1].hash if place else START, entries[place])


def remove_some(entries, dice):
    start = dice.randrange(len(entries))
    del entries[start : start + dice.randint(1, 3)]


def remove_the_newest(entries, dice):
    del entries[-dice.randint(1, len(entries)) :]


def swap(entries, dice):
    one, other = dice.sample(range(len(entries)), 2)
    entries[one].number, entries[other].number = entries[other].number, entries[one].number
    entries[one], entries[other] = entries[other], entries[one]


def add_one(entries, dice):
    forged = copy(dice.choice(entries))
    forged.number = entries[-1].number + 1
    forged.hash = chained(entries[-1].hash, forged)
    entries.append(forged)


TAMPERINGS = [
    change_a_value, change_and_hash_again, change_and_hash_all_that_follows, remove_some, remove_the_newest, swap, add_one,
]  # fmt: skip


def test_each_of_a_thousand_random_tamperings_is_found(ten):
    dice = random.Random(4)
    true_end, missed = end(), []
    for attempt in range(1000):
        entries = [copy(entry) for entry in ten]
        tamper = dice.choice(TAMPERINGS)
        tamper(entries, dice)
        if not list(faults(entries, true_end)):
            missed.append((attempt, tamper.__name__))

    assert missed == []
    assert list(faults(ten, true_end)) == []  # and nothing is found where nothing was done


def test_without_the_sealed_end_a_rewritten_chain_would_pass(ten):
    """The control: this is what the end is for."""
    change_and_hash_all_that_follows(ten, random.Random(4))

    assert list(faults(ten, f"{ten[-1].number} {ten[-1].hash}")) == []


def test_verify_audit_names_what_was_changed_behind_the_sites_back(ten):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE nisn_site_auditentry DISABLE TRIGGER ALL")
        cursor.execute("UPDATE nisn_site_auditentry SET action = 'nothing' WHERE number = 4")
        cursor.execute("DELETE FROM nisn_site_auditentry WHERE number IN (7, 8)")

    with pytest.raises(CommandError) as found:
        verify()
    assert str(found.value).splitlines() == [
        "The audit log is not what was written.",
        "Entry 4 was changed, or the one before it.",
        "Entries are missing between 6 and 9.",
        "Entry 9 was changed, or the one before it.",
    ]


def test_verify_audit_knows_a_hash_it_printed_earlier(ten):
    assert verify("--contains", ten[4].hash).startswith("10 entries")
    with pytest.raises(CommandError, match="not a later one of that"):
        verify("--contains", "f" * 64)


def test_verify_audit_says_when_the_key_is_missing_or_the_end_was_forged(ten, settings):
    AuditEnd.objects.update(end=b"\x01" + b"f" * 60)
    with pytest.raises(CommandError, match="end of the audit log cannot be read"):
        verify()
