"""Lists of remarks: which ones, in which order, with what stands beside each. For pages, for the desk and for files."""

from dataclasses import dataclass

from django.db.models import Case, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Contains

from ..models import Feedback
from .likeness import Plain, Said

UNANSWERED, READY, ANSWERED = "unanswered", "ready", "answered"
BY_PLACE, NEWEST, MOST_PEOPLE = "place", "newest", "people"
MOST_WORDS = 8
WHOLE = "whole"  # instead of the key of a section
EVERYTHING, PUBLIC = Q(), Q(state=Feedback.State.PUBLIC)
VOICES = F("people") + F("supporters")
ALONG = Feedback.objects.public().filter(same_as=OuterRef("pk")).order_by().values("same_as").annotate(all=Sum(VOICES))
# With those behind remarks that are counted along: saying that two are the same must not move them down.
BY_VOICES = ((VOICES + Coalesce(Subquery(ALONG.values("all")), 0)).desc(),)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for; empty values ask for everything. `section` is a key, or `whole` for whole drafts."""

    draft: int | None = None  # its number
    section: str = ""
    kind: str = ""
    answer: str = ""  # unanswered, answered, or an outcome; on the desk also ready
    language: str = ""
    words: str = ""
    order: str = BY_PLACE


def narrowed(remarks: QuerySet, wanted: Wanted, *, readable: Q = EVERYTHING) -> QuerySet:
    """The remarks that were asked for, in the order that was asked for; only in `readable` ones words are looked for."""
    if wanted.draft is not None:
        remarks = remarks.filter(draft__number=wanted.draft)
    if wanted.section:
        remarks = (
            remarks.filter(section=None) if wanted.section == WHOLE else remarks.filter(section__key=wanted.section)
        )
    if wanted.kind:
        remarks = remarks.filter(kind=wanted.kind)
    if wanted.language:
        remarks = remarks.filter(language=wanted.language)
    remarks = with_words(with_answer(remarks, wanted.answer), wanted.words, readable=readable)
    return ordered(remarks, wanted.order)


def with_answer(remarks: QuerySet, answer: str) -> QuerySet:
    """By the answer that stands. A remark that is the same as another one has that one's."""
    if answer == UNANSWERED:
        return remarks & remarks.model.objects.unanswered()
    if not answer:
        return remarks
    live = Q(settlements__superseded_at=None)
    if answer == READY:
        return remarks.filter(live, settlements__isnull=False, settlements__response__published_at=None)
    answered = live & Q(settlements__response__published_at__isnull=False)
    return remarks.filter(answered if answer == ANSWERED else answered & Q(settlements__response__outcome=answer))


def with_words(remarks: QuerySet, words: str, *, readable: Q = EVERYTHING) -> QuerySet:
    """All of these words stand in it, anywhere, whatever their accents; or it has this number.

    Words that the reader cannot see must not find it either: who guesses a name would learn that it stands there.
    """
    for word in words.split()[:MOST_WORDS]:
        plain = Plain(Value(word))
        # The words themselves are found by their index; names are few letters and need none.
        saying = remarks.model.objects.alias(said=Said()).filter(said__contains=plain).values("pk")
        naming = Q(Contains(Plain("name"), plain)) | Q(Contains(Plain("organization"), plain))
        remarks = remarks.filter((Q(pk__in=saying) | naming) & readable | Q(number__in=numbers_in(word)))
    return remarks


def numbers_in(word: str) -> list[int]:
    number = word.upper().removeprefix("F-")
    return [int(number)] if number.isascii() and number.isdigit() and len(number) < 9 else []


def ordered(remarks: QuerySet, order: str) -> QuerySet:
    if order == NEWEST:
        return remarks.order_by("-said_at", "-pk")
    if order == MOST_PEOPLE:
        return remarks.order_by(*BY_VOICES, "number", "pk")
    place = FilteredRelation("section__texts", condition=Q(section__texts__draft=F("draft")))
    remarks = remarks.alias(place=place, position=Coalesce(F("place__position"), 0))
    return remarks.order_by("-draft__number", "position", "number", "pk")


def with_answers(remarks: QuerySet, *, also_ready: bool = False) -> QuerySet:
    """Each with the answer that stands: `answer_id`, `outcome`, `answered_at`; None without a published one.

    `also_ready`, for organizers alone: also one that is not published, which has no `answered_at`.
    """
    stands = FilteredRelation("settlements", condition=Q(settlements__superseded_at=None))
    remarks = remarks.annotate(stands=stands, answered_at=F("stands__response__published_at"))
    answer, outcome = F("stands__response"), F("stands__response__outcome")
    if not also_ready:
        is_public = Q(stands__response__published_at__isnull=False)
        answer, outcome = Case(When(is_public, then=answer)), Case(When(is_public, then=outcome))
    return remarks.annotate(answer_id=answer, outcome=outcome)


def of_proposal(proposal_id: int) -> QuerySet:
    """Everything with a public page on the drafts of a proposal."""
    return Feedback.objects.listed().filter(proposal=proposal_id)
