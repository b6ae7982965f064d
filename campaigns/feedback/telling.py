"""Mails about a proposal: one to each person when a draft or answers are published, and a reminder before it closes."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from nisn_site.kit.deeds.links import token_of
from nisn_site.kit.outbox.links import absolute
from nisn_site.kit.outbox.writing import Unsubscribe, queue_mail
from nisn_site.kit.translation_lookup import attach_translations

from ..models import Draft, Follower, Proposal, Response
from .following_pages import following
from .letters import Letter, about_answers, about_draft, letters_to
from .pages import give
from .support_pages import support

PAGES = {pages.model: pages for pages in (give, support, following)}
DRAFT, ANSWERS, REMINDER = "campaigns.draft", "campaigns.answers", "campaigns.reminder"


def tell_of_draft(draft: Draft, indexes: list[str]) -> int:
    """One mail to each of these people about a published draft; how many were queued."""
    letters = letters_to(indexes, proposal=draft.proposal, about=about_draft(draft), to_followers=True)
    return post(letters, draft=draft, purpose=DRAFT, key=f"{draft.pk}", template="draft_published")


def tell_of_answers(proposal: Proposal, responses: Iterable[Response], indexes: list[str]) -> int:
    """The same about answers that were published without a draft."""
    responses = list(responses)
    letters = letters_to(indexes, proposal=proposal, about=about_answers(responses), to_followers=False)
    draft = proposal.drafts.standing().newest_first().first()
    key = f"{proposal.pk}-{min(one.pk for one in responses)}-{max(one.pk for one in responses)}"
    return post(letters, draft=draft, purpose=ANSWERS, key=key, template="answers_published")


def remind(draft: Draft, indexes: list[str]) -> int:
    """Feedback closes soon: to followers who asked for it."""
    wanted = Follower.objects.confirmed().filter(proposal=draft.proposal_id, wants_reminder=True)
    letters = [Letter(one, follower=one) for one in wanted.filter(address_index__in=indexes)]
    return post(letters, draft=draft, purpose=REMINDER, key=f"{draft.pk}", template="feedback_closes")


def post(letters: list[Letter], *, draft: Draft, purpose: str, key: str, template: str) -> int:
    """Language by language, so that each finds the translations of all texts at once."""
    by_language = defaultdict(list)
    for letter in letters:
        by_language[letter.deed.language].append(letter)
    for language, some in by_language.items():
        answers = [line.response for letter in some for line in letter.lines if line.response]
        attach_translations([draft, draft.proposal, draft.previous, *answers], language)
        with override(language), transaction.atomic():
            for letter in some:
                write(letter, draft=draft, purpose=purpose, key=key, template=template)
    return len(letters)


def write(letter: Letter, *, draft: Draft, purpose: str, key: str, template: str) -> None:
    deed, follower = letter.deed, letter.follower
    place = draft.proposal if isinstance(deed, Follower) else None
    own = PAGES[type(deed)].own_path(deed) if place is None else following.url("own", place, token=token_of(deed))
    stop = following.url("stop", draft.proposal, token=token_of(follower)) if follower else ""
    queue_mail(
        purpose=purpose, key=f"{key}.{deed.address_index[:40]}", to=deed.address, language=deed.language, template=template,
        mailing=Unsubscribe(absolute(stop)) if stop else None,
        context={
            "draft": draft, "proposal": draft.proposal, "lines": letter.lines, "is_follower": follower is not None,
            "draft_link": absolute(draft.get_absolute_url()), "own_link": absolute(own),
            "changes_link": absolute(changes_path(draft)) if draft.previous_id else "", "now": timezone.now(),
            "lines_with_links": [(line, absolute(line.remark.get_absolute_url())) for line in letter.lines],
        },
    )  # fmt: skip


def changes_path(draft: Draft) -> str:
    proposal = draft.proposal
    numbers = (draft.previous.number, draft.number)
    return reverse("campaigns:changes", args=[proposal.conference.slug, proposal.slug, *numbers])
