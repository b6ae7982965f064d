"""What about the campaign proposals needs an organizer today: a part of the admin's home page."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Amendment, Draft, Feedback, Follower, Support

CLOSES_SOON = timedelta(days=3)
MOST_NAMED = 5  # more of a kind become one line


@dataclass(frozen=True, slots=True)
class Task:
    words: str
    url: str
    is_urgent: bool = False


def tasks() -> list[Task]:
    """Everything to do, most urgent first. Seven queries, however many proposals there are."""
    found = [*closing_tasks(), *conference_tasks(), *feedback_tasks(), *people_tasks(), *working_tasks()]
    return sorted(found, key=lambda task: not task.is_urgent)


def working_tasks() -> Iterator[Task]:
    drafts = (
        Draft.objects.working()
        .select_related("proposal")
        .order_by("-proposal__conference__starts_on", "proposal__number")
    )
    waiting = list(drafts)
    if len(waiting) > MOST_NAMED:
        words = ngettext(
            "%d working draft is not published yet", "%d working drafts are not published yet", len(waiting)
        )
        yield Task(words % len(waiting), f"{reverse('admin:campaigns_draft_changelist')}?state__exact=working")
        return
    for draft in waiting:
        words = _("The working draft of “%(proposal)s” is not published yet")
        yield Task(words % {"proposal": draft.proposal}, reverse("admin:campaigns_draft_write", args=[draft.pk]))


def closing_tasks() -> Iterator[Task]:
    """Drafts whose readers soon cannot answer any more, or never could although the conference is still to come."""
    now = timezone.now()
    drafts = Draft.objects.current().filter(kind=Draft.Kind.DRAFT)
    for draft in drafts.select_related("proposal__conference").order_by("proposal__number"):
        url, proposal = reverse("admin:campaigns_draft_closing", args=[draft.pk]), {"proposal": draft.proposal}
        if draft.feedback_closes_at is None:
            if draft.proposal.conference.ends_on >= timezone.localdate(now):
                yield Task(_("“%(proposal)s” has no day on which feedback closes") % proposal, url)
        elif now < draft.feedback_closes_at <= now + CLOSES_SOON:
            yield Task(_("Feedback on “%(proposal)s” closes in three days or less") % proposal, url, is_urgent=True)


def people_tasks() -> Iterator[Task]:
    """Who was held because very many came from their network."""
    for model, name in ((Support, "support"), (Follower, "follower")):
        if number := model.objects.held().count():
            words = ngettext(
                "%d person waits for you to let them pass", "%d people wait for you to let them pass", number
            )
            yield Task(words % number, f"{reverse(f'admin:campaigns_{name}_changelist')}?stage__exact=held")


def feedback_tasks() -> Iterator[Task]:
    """What people said and nobody answered, by draft; and what nobody can read before an organizer looked at it."""
    held = Count("pk", filter=Q(state=Feedback.State.HELD))
    waiting = Count("pk", filter=Q(state=Feedback.State.PUBLIC, same_as=None, is_settled=False))
    rows = Feedback.objects.with_settled().values("draft", "draft__proposal__title")
    for row in rows.annotate(held=held, waiting=waiting).filter(Q(held__gt=0) | Q(waiting__gt=0)).order_by("-draft"):
        proposal = {"proposal": row["draft__proposal__title"]}
        if number := row["held"]:
            words = ngettext(
                "%(number)d remark on “%(proposal)s” is held", "%(number)d remarks on “%(proposal)s” are held", number
            )
            url = f"{reverse('admin:campaigns_feedback_changelist')}?state__exact=held&on={row['draft']}"
            yield Task(words % {"number": number, **proposal}, url, is_urgent=True)
        if number := row["waiting"]:
            words = ngettext(
                "%(number)d remark on “%(proposal)s” wants an answer",
                "%(number)d remarks on “%(proposal)s” want an answer", number,
            )  # fmt: skip
            yield Task(
                words % {"number": number, **proposal}, reverse("admin:campaigns_draft_feedback", args=[row["draft"]])
            )


def conference_tasks() -> Iterator[Task]:
    """Texts that lie before a conference: their amendments, then the text as a whole."""
    open_ones = Counter(Amendment.objects.open().order_by().values_list("proposal", flat=True))
    for draft in Draft.objects.before_the_conference().select_related("proposal").order_by("proposal__number"):
        url, proposal = reverse("admin:campaigns_proposal_hall", args=[draft.proposal_id]), {"proposal": draft.proposal}
        if number := open_ones[draft.proposal_id]:
            words = ngettext(
                "“%(proposal)s”: the conference has %(number)d amendment to decide on",
                "“%(proposal)s”: the conference has %(number)d amendments to decide on",
                number,
            )
            yield Task(words % (proposal | {"number": number}), url)
        else:
            yield Task(_("“%(proposal)s”: the conference has the text as a whole to decide on") % proposal, url)
