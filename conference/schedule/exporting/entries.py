"""One entry of the timetable in the active language, as all files say it. Its texts must have been read before."""

from django.utils.translation import gettext as _

from ..labels import EVERYWHERE
from ..timetable import Entry


def text(one: Entry, field: str) -> str:
    return one.session.read(field).text.strip()


def title_of(one: Entry) -> str:
    """With the word before it when it is cancelled, since many programs show nothing else of that."""
    title = text(one, "title")
    return _("Cancelled: %(title)s") % {"title": title} if one.slot.cancelled else title


def topic_of(one: Entry) -> str:
    return one.session.topic.read("name").text if one.session.topic else ""


def room_name(one: Entry) -> str:
    """Where it is; what is in no room and at no place is for everybody."""
    return one.room.read("name").text if one.room else text(one, "place") or _(EVERYWHERE)


def group_of(person) -> str:
    """The organization for which somebody is there; empty for none."""
    group = person.organization or person.person.organization
    return group.name if group else ""
