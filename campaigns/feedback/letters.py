"""What one person is told: all their remarks on a proposal with what became of them, in their language, in one mail."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.text import Truncator

from nisn_site.kit.deeds.models import Deed

from ..models import Draft, Feedback, FeedbackSender, Follower, Proposal, Response, Settlement, Support

LONGEST_QUOTE = 200


@dataclass
class Line:
    """One remark in a mail, with its answer if there is one."""

    remark: Feedback
    response: Response | None
    is_own: bool  # else somebody's with whom they agree

    @property
    def words(self) -> str:
        words = " ".join((self.remark.body or self.remark.suggested_body).split())
        return Truncator(words).chars(LONGEST_QUOTE)


@dataclass
class Letter:
    """`deed` is a row of theirs: it has the address, the language and the link to manage it all."""

    deed: Deed
    lines: list[Line] = field(default_factory=list)
    follower: Follower | None = None


def addresses_after(last: str, *, proposal: Proposal, most: int) -> list[str]:
    """Keyed hashes of the next people who said something on this proposal, agreed with somebody or follow it."""
    of_remarks = {"feedback__proposal": proposal, "feedback__state": Feedback.State.PUBLIC}
    people = [
        FeedbackSender.objects.confirmed().filter(**of_remarks),
        Support.objects.confirmed().filter(**of_remarks),
        Follower.objects.confirmed().filter(proposal=proposal),
    ]
    people = [rows.filter(address_proven_at__isnull=False) for rows in people]
    found = [rows.filter(address_index__gt=last).values_list("address_index", flat=True).order_by() for rows in people]
    return sorted(found[0].union(*found[1:]).order_by("address_index")[:most])


def letters_to(indexes: list[str], *, proposal: Proposal, about: Q, to_followers: bool) -> list[Letter]:
    """One for each person with a remark that `about` fits (on `Feedback`), and for followers if they are meant, too."""
    letters: dict[str, Letter] = {}
    answers = {}
    for model, is_own in ((FeedbackSender, True), (Support, False)):
        rows = rows_of(model, indexes, proposal, about)
        answers |= answers_to(row.feedback for row in rows)
        for row in rows:
            letter = letters.setdefault(row.address_index, Letter(row))
            if all(line.remark.pk != row.feedback_id for line in letter.lines):
                letter.lines.append(Line(row.feedback, answers.get(row.feedback_id), is_own=is_own))
    if to_followers:
        for follower in Follower.objects.confirmed().filter(proposal=proposal, address_index__in=indexes):
            letters.setdefault(follower.address_index, Letter(follower)).follower = follower
    return list(letters.values())


def rows_of(model, indexes: list[str], proposal: Proposal, about: Q) -> list:
    meant = Feedback.objects.public().filter(about, proposal=proposal).values("pk")
    rows = model.objects.confirmed().filter(
        address_index__in=indexes, feedback__in=meant, address_proven_at__isnull=False
    )
    rows = list(rows.select_related("feedback__section", "feedback__draft").order_by("feedback__number", "pk"))
    for row in rows:
        row.feedback.proposal = row.feedback.draft.proposal = proposal
    return rows


def answers_to(remarks: Iterable[Feedback]) -> dict[int, Response]:
    """By remark the published answer that stands, its own or that of the one it is counted with."""
    mains = defaultdict(list)
    for one in remarks:
        mains[one.same_as_id or one.pk].append(one.pk)
    live = Settlement.objects.live().filter(feedback__in=mains, response__published_at__isnull=False)
    rows = live.select_related("response__section")
    return {pk: settlement.response for settlement in rows for pk in mains[settlement.feedback_id]}


def about_draft(draft: Draft) -> Q:
    """What was said about the draft before it, and whatever was answered with it."""
    answered = Settlement.objects.live().filter(response__shown_in=draft).values("feedback")
    return Q(draft=draft.previous_id) | Q(pk__in=answered) | Q(same_as__in=answered)


def about_answers(responses: Iterable[Response]) -> Q:
    answered = Settlement.objects.live().filter(response__in=list(responses)).values("feedback")
    return Q(pk__in=answered) | Q(same_as__in=answered)
