"""Deeds that publish: the draft, one slot of it, or an earlier release again. Nothing double-booked gets through.

Each writes a complete release in one transaction: lock, check, copy, note what changed, close. The database refuses
two sessions in one room and one person in two sessions, whoever writes; `objections` says it in words before.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.translation import Translation

from ..findable import index_sessions
from ..models import Appearance, Conference, Release, Slot
from .arranging import Opened, change_slot
from .changes import changes_between
from .clashes import Clash, clashes_in
from .layout import Layout, Placed
from .locking import lock_schedule
from .refusals import in_plain_words


@in_plain_words()
@transaction.atomic
def publish_draft(*, conference: Conference, note: str = "", by=None, seen: str | None = None) -> Release:
    """Publish the whole draft as the next release.

    `seen` is the fingerprint of the draft that somebody looked at. Raises ValidationError: `draft_is_empty`,
    `draft_changed` (somebody arranged it since), `nothing_changed`, the codes of `objections`, `busy`.
    """
    conference = lock_schedule(conference)
    draft = Layout.of_draft(conference)
    if seen is not None and seen != draft.fingerprint:
        raise ValidationError(
            _("Somebody changed the draft since you opened this page. Look at it again, then publish."),
            code="draft_changed",
        )
    if not draft.placed:
        raise ValidationError(_("The draft is empty. Give a session a time first."), code="draft_is_empty")
    return write_release(draft, note=note, by=by)


@in_plain_words()
@transaction.atomic
def publish_slot(*, conference: Conference, key: UUID, note: str = "", by=None) -> Release:
    """The quick change: one slot as it is in the draft (or is not there any more), all others as they are published.

    Raises ValidationError: `nothing_published`, `nothing_changed`, the codes of `objections`, `busy`.
    """
    conference = lock_schedule(conference)
    published = Layout.of_release(latest_release(conference), conference)
    if not published.placed:
        raise ValidationError(
            _("Nothing is published yet. Publish the whole schedule first."), code="nothing_published"
        )
    return write_release(published.with_slot_from(Layout.of_draft(conference), key), note=note, by=by)


@in_plain_words()
@transaction.atomic
def publish_change(*, conference: Conference, opened: Opened, by=None, **values) -> Release:
    """Change a slot and publish that one change, or neither. Raises what `change_slot` and `publish_slot` raise."""
    slot = change_slot(conference=conference, opened=opened, **values)
    return publish_slot(conference=conference, key=slot.key, by=by)


@in_plain_words()
@transaction.atomic
def publish_again(*, release: Release, note: str = "", by=None) -> Release:
    """Undo: an earlier release becomes the newest one. The draft stays as it is.

    Raises ValidationError: `nothing_changed`, `busy`.
    """
    lock_schedule(release.conference)
    return write_release(Layout.of_release(release), note=note, by=by, repeats=release)


def latest_release(conference: Conference) -> Release | None:
    """The one that everybody sees."""
    return Release.objects.of(conference).select_related("conference").first()


def objections(layout: Layout) -> list[Clash]:
    """What stands against publishing a layout: exactly what the database would refuse."""
    return [clash for clash in clashes_in(layout) if clash.stops]


def write_release(layout: Layout, *, note: str, by, repeats: Release | None = None) -> Release:
    """The layout as the next release of its conference, which must be locked."""
    if found := objections(layout):
        raise ValidationError([ValidationError(clash.words, code=clash.code) for clash in found])
    conference, previous = layout.conference, latest_release(layout.conference)
    before = Layout.of_release(previous, conference)
    if before.fingerprint == layout.fingerprint:
        raise ValidationError(
            _("This is exactly what is published already. There is nothing to publish."), code="nothing_changed"
        )
    number = previous.number + 1 if previous else 1
    release = Release(conference=conference, number=number, note=note.strip(), published_by=by, repeats=repeats)
    release.full_clean(exclude=["published_by", "repeats"], validate_constraints=False)
    changes = changes_between(before, layout)
    release.changes = [change.to_json() for change in changes]
    release.save()
    copy_slots(layout, release, before=before, changed={change.slot for change in changes})
    release.published_at = timezone.now()
    release.save(update_fields=["published_at"])
    index_sessions(conference)
    return release


def copy_slots(layout: Layout, release: Release, *, before: Layout, changed: set[UUID]) -> None:
    copies = Slot.objects.bulk_create(
        released_copy(one, release, before=before.by_key.get(one.key), is_changed=one.key in changed)
        for one in layout.placed
    )
    Appearance.objects.bulk_create(
        appearance(copy, presence) for one, copy in zip(layout.placed, copies, strict=True) for presence in one.people
    )
    copy_note_translations({one.slot.pk: copy for one, copy in zip(layout.placed, copies, strict=True) if copy.note})


def released_copy(one: Placed, release: Release, *, before: Placed | None, is_changed: bool) -> Slot:
    slot = one.slot
    counted = before.slot if before else None
    return Slot(
        conference_id=slot.conference_id, release=release, key=slot.key, session_id=slot.session_id,
        room_id=slot.room_id, starts_at=slot.starts_at, ends_at=slot.ends_at, shares_room=one.shares_room,
        cancelled=slot.cancelled, note=slot.note, language=slot.language,
        sequence=(counted.sequence + is_changed) if counted else 0,
        changed_in=release.number if is_changed or not counted else counted.changed_in,
    )  # fmt: skip


def appearance(slot: Slot, presence) -> Appearance:
    return Appearance(
        release_id=slot.release_id, slot=slot, person=presence.person, organization_id=presence.organization_id,
        role=presence.role, position=presence.position, starts_at=slot.starts_at, ends_at=slot.ends_at,
        may_overlap=presence.may_overlap or slot.cancelled,
    )  # fmt: skip


def copy_note_translations(copies: dict[int, Slot]) -> None:
    """Notes are in the readers' languages, too, as far as they were translated when they were published."""
    originals = [Slot(pk=key) for key in copies]
    translations = list(Translation.objects.of(originals).filter(field="note"))
    for translation in translations:
        translation.pk, translation.object_id = None, copies[translation.object_id].pk
    Translation.objects.bulk_create(translations)
