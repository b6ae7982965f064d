import secrets

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from nisn_site.kit.privacy.ciphers import CannotUnsealError, address_index, newest_head, seal, unseal

OLD, NEW = b"o" * 32, b"n" * 32


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_unseal_gives_back_every_text(text):
    assert unseal(seal(text, place="here"), place="here") == text


def test_seal_differs_each_time_and_shows_nothing_but_the_length():
    first, second = seal("ana@example.org"), seal("ana@example.org")

    assert first != second
    assert len(first) == len("ana@example.org") + 33
    assert b"ana" not in first


def test_unseal_opens_with_every_key_and_seal_uses_the_newest(settings):
    settings.PERSONAL_DATA_KEYS = [OLD]
    sealed = seal("Ana")
    settings.PERSONAL_DATA_KEYS = [NEW, OLD]

    assert unseal(sealed) == "Ana"
    assert [text.startswith(newest_head()) for text in (sealed, seal("Ana"))] == [False, True]


def test_unseal_without_the_key_says_so(settings):
    sealed = seal("Ana", place="contact.message.name")
    settings.PERSONAL_DATA_KEYS = [NEW]

    with pytest.raises(CannotUnsealError, match=r"contact\.message\.name: none of PERSONAL_DATA_KEYS"):
        unseal(sealed, place="contact.message.name")


def test_unseal_refuses_what_was_moved_to_another_place():
    with pytest.raises(CannotUnsealError, match="changed or moved"):
        unseal(seal("Ana", place="donor.name"), place="donor.email")


def test_unseal_refuses_every_changed_byte():
    sealed = seal("Ana")
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1 << secrets.randbelow(8)
        with pytest.raises(CannotUnsealError):
            unseal(bytes(changed))


@pytest.mark.parametrize("broken", [b"", b"\x01", b"Ana", b"\x00" * 40])
def test_unseal_refuses_what_was_never_sealed(broken):
    with pytest.raises(CannotUnsealError):
        unseal(broken)


def test_unseal_names_no_text_in_its_error(settings):
    """Errors go to the log."""
    sealed = seal("Ana")
    settings.PERSONAL_DATA_KEYS = [NEW]
    with pytest.raises(CannotUnsealError) as error:
        unseal(sealed)

    assert (error.value.__cause__, error.value.__suppress_context__ or error.value.__context__ is None) == (None, True)
    assert sealed.hex()[:8] not in str(error.value)


def test_address_index_is_the_same_however_the_address_is_written():
    assert len({address_index(typed) for typed in ("Ana@Bücher.example", " ana@xn--bcher-kva.EXAMPLE ")}) == 1


def test_address_index_differs_between_mailboxes_and_keys(settings):
    settings.ADDRESS_INDEX_KEY = OLD
    before = [address_index("ana@example.org"), address_index("a.na@example.org"), address_index("ana+x@example.org")]
    settings.ADDRESS_INDEX_KEY = NEW
    after = address_index("ana@example.org")

    assert len({*before, after}) == 4
    assert {len(index) for index in before} == {64}


def test_address_index_of_no_address_is_refused():
    with pytest.raises(ValidationError):
        address_index("ana")
