from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.privacy import resealing
from nisn_site.kit.privacy.ciphers import newest_head
from nisn_site.kit.privacy.resealing import reseal as reseal_all
from nisn_site.kit.privacy.sealing import CannotUnsealError, address_index
from tests.kit.privacy.sealed_rows import make_guest, stored
from tests.races import second_waits

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32


@pytest.fixture
def two_keys(guests, settings):
    """Three guests sealed with the old key; the newest is another one now."""
    settings.PERSONAL_DATA_KEYS = [OLD]
    for name in ("ana", "ben", "chika"):
        make_guest(guests, name=name, note=None, address=f"{name}@example.org")
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    return guests


def reseal(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("reseal", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_reseal_makes_the_old_key_needless(two_keys, settings, monkeypatch):
    monkeypatch.setattr(resealing, "BATCH", 2)

    assert reseal() == [
        "Sealing anew:",
        "  nisn_site.guest: 2 of 3",
        "  nisn_site.guest: 3 of 3",
        "Finding anew:",
        "  nisn_site.guest: 2 of 3",
        "  nisn_site.guest: 3 of 3",
        "Done.",
    ]
    settings.PERSONAL_DATA_KEYS = [NEW]
    assert [row.name for row in two_keys.objects.order_by("id")] == ["ana", "ben", "chika"]
    assert stored(two_keys, "note") == [None] * 3


def test_without_reseal_the_old_key_is_needed(two_keys, settings):
    settings.PERSONAL_DATA_KEYS = [NEW]
    with pytest.raises(CannotUnsealError):
        two_keys.objects.first()


def test_reseal_twice_writes_nothing_the_second_time(two_keys):
    reseal()
    before = stored(two_keys, "name")

    assert reseal() == ["Sealing anew:", "Finding anew:", "  nisn_site.guest: 3 of 3", "Done."]
    assert stored(two_keys, "name") == before


def test_reseal_takes_up_where_it_was_stopped(two_keys):
    two_keys.objects.filter(name__isnull=False, id=two_keys.objects.first().pk).update(
        name="ana"
    )  # now with the newest

    assert reseal()[1] == "  nisn_site.guest: 3 of 3"  # its address is still of the old key
    assert all(sealed.startswith(newest_head()) for sealed in stored(two_keys, "name") + stored(two_keys, "address"))


def test_reseal_dry_run_opens_everything_and_writes_nothing(two_keys):
    before = stored(two_keys, "name")

    assert reseal("--dry-run") == [
        "Sealing anew (dry run):",
        "  nisn_site.guest: 3 of 3",
        "Finding anew (dry run):",
        "  nisn_site.guest: 3 of 3",
        "Nothing was written: this was a dry run.",
    ]
    assert stored(two_keys, "name") == before


def test_reseal_dry_run_proves_that_the_keys_fit_also_when_nothing_is_to_do(two_keys, settings):
    reseal()
    reseal("--dry-run")
    settings.PERSONAL_DATA_KEYS = [OTHER]

    with pytest.raises(CommandError, match="open with no key"):
        reseal("--dry-run")


def test_reseal_tells_of_texts_that_no_key_opens_and_does_the_rest(two_keys, settings):
    settings.PERSONAL_DATA_KEYS = [OTHER]
    make_guest(two_keys, name="dao", address="dao@example.org")
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    out = StringIO()

    with pytest.raises(CommandError, match=r"open with no key\. Is an old one missing\? nisn_site\.guest"):
        call_command("reseal", stdout=out)
    assert "  nisn_site.guest: 3 of 4, 1 cannot be opened with any key" in out.getvalue()
    assert [sealed.startswith(newest_head()) for sealed in stored(two_keys, "name")] == [True, True, True, False]


def test_reseal_computes_the_index_anew_when_its_key_was_changed(two_keys, settings):
    before = address_index("ana@example.org")
    settings.ADDRESS_INDEX_KEY = OTHER

    assert two_keys.objects.filter(address_index=address_index("ana@example.org")).count() == 0
    reseal()
    assert two_keys.objects.filter(address_index=address_index("ana@example.org")).count() == 1
    assert two_keys.objects.filter(address_index=before).count() == 0


def test_reseal_leaves_the_index_of_a_row_without_address(two_keys, settings):
    two_keys.objects.update(address="")
    settings.ADDRESS_INDEX_KEY = OTHER
    before = list(two_keys.objects.values_list("address_index"))
    reseal()

    assert list(two_keys.objects.values_list("address_index")) == before


@pytest.fixture
def mail(transactional_db, settings):
    """A mail sealed with the old key; the newest is another one now."""
    settings.PERSONAL_DATA_KEYS = [OLD]
    mail = Message.objects.create(
        purpose="test",
        key="1",
        message_id="1",
        recipient="ana@example.org",
        address_index="0",
        text="old",
        subject="old",
    )
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]
    return mail


def correct():
    Message.objects.update(subject="corrected")


def test_reseal_loses_nothing_that_somebody_writes_at_the_same_moment(mail, settings):
    second_waits(correct, lambda: list(reseal_all()))
    settings.PERSONAL_DATA_KEYS = [NEW]
    mail.refresh_from_db()

    assert (mail.subject, mail.text) == ("corrected", "old")


def test_resealing_what_was_read_without_a_lock_would_lose_it(mail):
    """The control."""

    def reseal_without_lock():
        row = Message.objects.get()
        Message.objects.update(subject=row.subject)

    second_waits(correct, reseal_without_lock)
    mail.refresh_from_db()

    assert mail.subject == "old"
