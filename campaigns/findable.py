"""What of campaigns can be found: the current draft of each proposal, section by section, and Points of Unity."""

from django.utils.html import strip_tags

from conference.models import SearchEntry
from conference.models.search import Findable

from .models import Draft, PointOfUnity, SectionText, UnityStatement

Kind = SearchEntry.Kind


def current_drafts():
    return Draft.objects.on_site().current()


def current_texts():
    return SectionText.objects.filter(draft__in=current_drafts().values("pk")).exclude(heading="")


def points_in_force():
    return PointOfUnity.objects.on_site().in_force()


SOURCES = {Kind.PROPOSAL: current_drafts, Kind.SECTION: current_texts, Kind.POINT: points_in_force}


def index_draft(draft: Draft) -> None:
    """The draft that is the current one of its proposal now; nothing else of the proposal is found any more."""
    proposal = draft.proposal
    conference = proposal.conference
    home = f"{conference.slug}/proposals/{proposal.slug}/"
    whole = Findable(draft.pk, home, [draft, proposal], lambda: (proposal.read("title"), about(draft)))
    texts = draft.texts.in_order().select_related("section").exclude(heading="")
    parts = [Findable(one.pk, f"{home}#{one.section.key}", [one], words_of(one)) for one in texts]
    SearchEntry.objects.renew(Kind.PROPOSAL, proposal.pk, [whole], conference=conference)
    SearchEntry.objects.renew(Kind.SECTION, proposal.pk, parts, conference=conference)


def about(draft: Draft) -> str:
    words = (draft.proposal.read("summary").text, draft.read("plain_summary").text, draft.read("label").text)
    return " ".join(filter(None, words))


def words_of(text: SectionText):
    return lambda: (text.read("heading"), strip_tags(text.read("body").html))


def index_points(statement: UnityStatement) -> None:
    points = statement.points.in_order().select_related("text")
    found = [
        Findable(
            one.pk, f"{statement.year}/unity/{one.number}/", [one, one.text] if one.text else [one], words_of_point(one)
        )
        for one in points
    ]
    SearchEntry.objects.renew(Kind.POINT, statement.pk, found, conference=statement.conference)


def words_of_point(point: PointOfUnity):
    def read():
        words = [point.read("sentence").text]
        if point.text:
            words += [point.text.read("heading").text, strip_tags(point.text.read("body").html)]
        return point.read("title"), " ".join(filter(None, words))

    return read
