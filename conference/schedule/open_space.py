"""Open space: participants put sessions of their own on free times, and everybody sees them at once.

Who knows the code that is shown at the desk may do it. Two who choose the same time at the same moment are told apart
by the lock, and by the database, which lets nobody into a taken room.
"""

from secrets import compare_digest
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ..models import Conference, OpenTime, Person, Session, SessionLanguage, SessionPerson, Slot
from .locking import lock_schedule
from .refusals import in_plain_words
from .releasing import publish_slot

LONGEST_SLUG = 60


def is_code(conference: Conference, typed: str) -> bool:
    """Capitals and spaces do not count: people read it from a wall."""
    right = folded(conference.open_space_code)
    return bool(right) and compare_digest(right.encode(), folded(typed).encode())


def folded(code: str) -> str:
    return "".join(code.split()).casefold()


@in_plain_words()
@transaction.atomic
def put_up(
    *,
    time: OpenTime,
    key: UUID,
    title: str,
    summary: str = "",
    language: str = "",
    name: str = "",
    written_in: str | None = None,
) -> Session:
    """Publish a participant's session on a free time. The same key again gives back the same session.

    Raises ValidationError: `taken`, `nothing_published`, the codes of `releasing.objections`, `busy`.
    """
    conference = lock_schedule(time.conference)
    if there := Session.objects.filter(conference=conference, guid=key).first():
        return there
    time = OpenTime.objects.select_for_update(of=("self",)).get(pk=time.pk)
    if time.session_id:
        raise ValidationError(
            _("Somebody else has taken this time. Your text is still here: choose another time."), code="taken"
        )
    session = Session.objects.create(
        conference=conference, guid=key, slug=f"open-{key.hex[:8]}-{slugify(title)[:LONGEST_SLUG]}".rstrip("-"),
        title=title, summary=summary, is_open_space=True, language=written_in or settings.LANGUAGE_CODE,
    )  # fmt: skip
    if language:
        SessionLanguage.objects.create(session=session, language=language)
    if name:
        person = Person.objects.create(conference=conference, name=name, slug=f"open-{key.hex[:12]}", is_named=True)
        SessionPerson.objects.create(session=session, person=person)
    slot = Slot.objects.create(
        conference=conference, session=session, room=time.room, starts_at=time.starts_at, ends_at=time.ends_at
    )
    publish_slot(conference=conference, key=slot.key)
    take(time, session)
    return session


@in_plain_words()
@transaction.atomic
def take_off(*, time: OpenTime, by=None) -> None:
    """Free a time again: the session leaves the published schedule and is put aside. Safe to do twice."""
    conference = lock_schedule(time.conference)
    time = OpenTime.objects.select_for_update(of=("self",)).get(pk=time.pk)
    if time.session is None:
        return
    keys = list(Slot.objects.draft().filter(session=time.session).values_list("key", flat=True))
    Slot.objects.draft().filter(session=time.session).delete()
    for key in keys:
        publish_slot(conference=conference, key=key, by=by)
    Session.objects.filter(pk=time.session_id).update(is_set_aside=True)
    take(time, None)


def take(time: OpenTime, session: Session | None) -> None:
    time.session = session
    time.save(update_fields=["session"])
