import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test.utils import isolate_apps

from nisn_site.kit.privacy.ciphers import CannotUnsealError
from nisn_site.kit.privacy.sealing import SealedTextField
from tests.kit.privacy.sealed_rows import stored


def test_text_is_sealed_in_the_database_and_plain_in_python(guests):
    guests.objects.create(name="Ana Ñandú", note="")

    assert [row.name for row in guests.objects.all()] == ["Ana Ñandú"]
    assert stored(guests, "name")[0][:1] == b"\x01"
    assert b"Ana" not in stored(guests, "name")[0]


def test_empty_text_and_none_stay_what_they_are(guests):
    guests.objects.create(name="Ana", note="")
    guests.objects.create(name="Ben", note=None)

    assert stored(guests, "note") == [b"", None]
    assert list(guests.objects.order_by("id").values_list("note", flat=True)) == ["", None]


def test_every_way_of_writing_seals(guests):
    row = guests.objects.create(name="Ana")
    guests.objects.bulk_create([guests(name="Ben"), guests(name="Chika")])
    guests.objects.filter(pk=row.pk).update(name="Amina")
    dao = guests.objects.get(pk=row.pk + 1)
    dao.name = "Dao"
    dao.save(update_fields=["name"])
    guests.objects.bulk_update([guests(pk=row.pk + 2, name="Esi")], ["name"])

    assert list(guests.objects.order_by("id").values_list("name", flat=True)) == ["Amina", "Dao", "Esi"]
    assert all(sealed.startswith(b"\x01") for sealed in stored(guests, "name"))


@pytest.mark.parametrize(
    "lookup", ["name", "name__exact", "name__icontains", "name__in", "name__startswith", "name__lt"]
)
def test_searching_in_it_is_refused_instead_of_finding_nothing(guests, lookup):
    with pytest.raises(FieldError, match=r"nisn_site\.guest\.name is sealed"):
        guests.objects.filter(**{lookup: ["Ana"] if lookup.endswith("in") else "Ana"}).exists()


def test_empty_and_isnull_can_be_asked_for(guests):
    guests.objects.create(name="Ana", note="")
    guests.objects.create(name="Ben", note="likes tea")
    guests.objects.create(name="Chika", note=None)

    def names(**lookup):
        return [guest.name for guest in guests.objects.filter(**lookup).order_by("id")]

    assert (names(note__empty=True), names(note__empty=False)) == (["Ana"], ["Ben"])
    assert names(note__isnull=True) == ["Chika"]


def test_constraint_can_forbid_an_empty_text_in_the_form_and_in_the_database(guests):
    with pytest.raises(ValidationError, match="guest_has_a_name"):
        guests(name="").validate_constraints()
    guests(name="Ana").validate_constraints()
    with pytest.raises(IntegrityError, match="guest_has_a_name"), transaction.atomic():
        guests.objects.create(name="")


def test_longer_text_than_allowed_is_refused_in_forms_and_by_full_clean(guests):
    with pytest.raises(ValidationError, match="at most 40"):
        guests(name="x" * 41, note="n").full_clean()
    assert guests._meta.get_field("name").formfield().max_length == 40


def test_text_swapped_between_columns_by_hand_does_not_open(guests):
    guests.objects.create(name="Ana", note="likes tea")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {guests._meta.db_table} SET name = note")

    with pytest.raises(CannotUnsealError, match="changed or moved"):
        guests.objects.get()


def test_text_copied_between_columns_by_a_query_does_not_open_either(guests):
    guests.objects.create(name="Ana", note="likes tea")
    guests.objects.update(note=F("name"))

    with pytest.raises(CannotUnsealError, match="changed or moved"):
        guests.objects.get()


@isolate_apps("nisn_site")
def test_place_is_that_of_the_model_with_the_table_and_can_be_kept_over_a_new_name():
    from django.db import models

    class Deed(models.Model):
        name = SealedTextField()
        old = SealedTextField(place="nisn_site.letter.sender")

        class Meta:
            abstract = True

    class Petition(Deed):
        class Meta:
            app_label = "nisn_site"

    class Shown(Petition):
        class Meta:
            app_label = "nisn_site"
            proxy = True

    assert Shown._meta.get_field("name").place == Petition._meta.get_field("name").place == "nisn_site.petition.name"
    assert Petition._meta.get_field("old").place == "nisn_site.letter.sender"
    assert Petition._meta.get_field("old").deconstruct()[3] == {"place": "nisn_site.letter.sender"}
    assert Petition._meta.get_field("name").deconstruct()[3] == {}
