"""Somebody's name leaves the schedule. The row stays, since releases that were published point to it."""

from django.db import transaction

from ..models import Person

FORGOTTEN = "removed-"  # how the address begins of somebody who was forgotten
NO_NAME = "—"


@transaction.atomic
def forget_person(person: Person) -> None:
    """Strip everything that tells who it was, in all languages. Where and when they were needed stays."""
    person.name, person.slug, person.pronouns, person.about = NO_NAME, f"{FORGOTTEN}{person.pk}", "", ""
    person.organization, person.is_named = None, False
    person.save()
    person.translations.all().delete()
