"""What an import made and replaced, so that it can be taken back as long as nobody worked on the draft since."""

import json
from collections import defaultdict
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from ...models import (
    Conference,
    Organization,
    Person,
    Release,
    Room,
    ScheduleImport,
    Session,
    SessionLanguage,
    SessionPerson,
    Slot,
    Topic,
)  # fmt: skip
from ..locking import lock_schedule
from ..refusals import in_plain_words
from .current import current_of

# In the order in which they lean on each other: what stands later points to what stands earlier.
MODELS = {
    model._meta.model_name: model
    for model in (Room, Topic, Organization, Person, Session, SessionLanguage, SessionPerson, Slot)
}
LEAVES = ("slot", "sessionperson", "sessionlanguage")  # new ones go before old ones can come back in their place
NOT_DONE = _("This import is not in the draft, or was taken back already.")
CHANGED_SINCE = _(
    "Somebody worked on the schedule after this import, so it cannot be taken back as a whole. Change the draft by hand."
)
PUBLISHED_SINCE = _("The schedule was published after this import, so its sessions stay. Change the draft by hand.")


class Journal:
    """Writes many rows at once and notes down what is new and what was there before.

    Rows must be given to `about_to_change` before they are changed.
    """

    def __init__(self):
        self.made: dict[str, list[int]] = defaultdict(list)
        self.was: dict[str, list[dict]] = defaultdict(list)

    def create(self, model: type[models.Model], rows: list[models.Model]) -> None:
        model.objects.bulk_create(rows)
        self.made[model._meta.model_name] += [row.pk for row in rows]

    def about_to_change(self, row: models.Model) -> None:
        values = {field.attname: getattr(row, field.attname) for field in stored_fields(type(row))}
        self.was[row._meta.model_name].append(values)

    def update(self, model: type[models.Model], rows: list[models.Model], fields: Iterable[str]) -> None:
        """Versions move on, so that whoever has a row open in a form notices."""
        for row in rows:
            row.version += 1
        model.objects.bulk_update(rows, [*fields, "version"], batch_size=200)

    def delete(self, model: type[models.Model], rows: list[models.Model]) -> None:
        for row in rows:
            self.about_to_change(row)
        model.objects.filter(pk__in=[row.pk for row in rows]).delete()

    def to_json(self, conference: Conference) -> dict:
        content = {"made": self.made, "was": self.was, "release": latest_number(conference)}
        return json.loads(json.dumps(content, cls=DjangoJSONEncoder))


def latest_number(conference: Conference) -> int | None:
    return Release.objects.of(conference).values_list("number", flat=True).first()


def stored_fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


@in_plain_words()
@transaction.atomic
def take_back(*, upload: ScheduleImport) -> None:
    """The draft as it was before the import. Raises ValidationError: `not_done`, `changed_since`, `published_since`, `busy`."""
    conference = lock_schedule(upload.conference)
    upload = ScheduleImport.objects.select_for_update(of=("self",)).get(pk=upload.pk)
    if upload.state != ScheduleImport.State.DONE or not upload.before:
        raise ValidationError(NOT_DONE, code="not_done")
    if current_of(conference).seen != upload.left_behind:
        raise ValidationError(CHANGED_SINCE, code="changed_since")
    made, was = upload.before["made"], upload.before["was"]
    if latest_number(conference) != upload.before["release"]:
        raise ValidationError(PUBLISHED_SINCE, code="published_since")
    delete_made(made, LEAVES)
    for name, model in MODELS.items():
        restore(model, was.get(name, []))
    delete_made(made, reversed(MODELS))
    upload.state, upload.before = ScheduleImport.State.TAKEN_BACK, None
    upload.save(update_fields=["state", "before"])


def delete_made(made: dict[str, list[int]], names: Iterable[str]) -> None:
    for name in names:
        MODELS[name].objects.filter(pk__in=made.get(name, [])).delete()


def restore(model: type[models.Model], rows: list[dict]) -> None:
    """Rows as they were, under their own numbers; versions go on, so that forms which were opened meanwhile notice."""
    fields = stored_fields(model)
    found = []
    for values in rows:
        row = model(**{field.attname: field.to_python(values[field.attname]) for field in fields})
        if hasattr(row, "version"):
            row.version += 2
        found.append(row)
    if found:
        names = [field.name for field in fields if not field.primary_key]
        model.objects.bulk_create(found, update_conflicts=True, unique_fields=["id"], update_fields=names)
