"""Feedback on one draft: how much waits in which section, and each section's remarks beside its text."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...feedback.desk import beside, places_of, total
from ...feedback.lists import BY_PLACE, MOST_PEOPLE, NEWEST, READY, UNANSWERED, WHOLE, Wanted, narrowed
from ...feedback.releasing import release_answers
from ...models import Draft, Feedback
from ..pages import DraftPages
from .batch import Batch, BatchPages

SHOWN = {UNANSWERED, READY, "held", "all"}


class FeedbackPages(DraftPages, BatchPages):
    """Mixed into the admin of drafts."""

    def get_urls(self):
        pages = [
            ("feedback/", "feedback", self.feedback_view),
            ("feedback/<slug:key>/", "feedback_section", self.feedback_section_view),
        ]
        return [*self.pages_of_a_draft(pages), *super().get_urls()]

    def feedback_view(self, request, object_id: int):
        """All sections with what waits in them; one button publishes the answers that are ready."""
        draft = self.draft_with_feedback(request, object_id)
        if request.method == "POST":
            return self.release(request, draft)
        places = places_of(draft)
        ready = draft.proposal.responses.ready().count()
        title = _("Feedback: %(proposal)s") % {"proposal": draft.proposal}
        drafts = draft.proposal.drafts.published().newest_first()
        return self.draft_page(
            request,
            "feedback/overview",
            draft,
            title=title,
            places=places,
            total=total(place.counts for place in places),
            ready=ready,
            drafts=drafts,
        )

    def release(self, request, draft: Draft):
        try:
            count = len(release_answers(proposal=draft.proposal, by=request.user))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, ngettext("%d answer is public now.", "%d answers are public now.", count) % count)
        return HttpResponseRedirect(reverse("admin:campaigns_draft_feedback", args=[draft.pk]), status=303)

    def feedback_section_view(self, request, object_id: int, key: str):
        draft = self.draft_with_feedback(request, object_id)
        places = places_of(draft)
        at = next((index for index, one in enumerate(places) if one.key == key), None)
        if at is None:
            raise Http404("no such section in this draft")
        place = places[at]
        show, order = request.GET.get("show", UNANSWERED), request.GET.get("order", MOST_PEOPLE)
        show, order = show if show in SHOWN else UNANSWERED, order if order in {NEWEST, MOST_PEOPLE} else BY_PLACE
        wanted = Wanted(
            section=key if place.text else WHOLE, kind=request.GET.get("kind", ""), language=request.GET.get("language", ""),
            answer=show if show in {UNANSWERED, READY} else "", order=order,
        )  # fmt: skip
        remarks = narrowed(shown(draft, show), wanted)
        batch = Batch(place.name, draft, remarks, beside(draft, place.text.section if place.text else None))
        return self.batch_page(
            request, "admin/campaigns/feedback/section.html", batch, place=place, show=show, order=order, wanted=wanted,
            earlier=places[at - 1] if at else None, later=places[at + 1] if at + 1 < len(places) else None,
            kinds=Feedback.Kind.choices,
            languages=sorted(set(Feedback.objects.filter(draft=draft).values_list("language", flat=True))),
        )  # fmt: skip

    def draft_with_feedback(self, request, object_id: int) -> Draft:
        draft = self.draft_to_change(request, object_id)
        if not draft.is_published:
            raise Http404("nobody can say anything about a working draft")
        return draft


def shown(draft: Draft, show: str):
    remarks = Feedback.objects.filter(draft=draft)
    if show == "held":
        return remarks.held()
    if show == "all":
        return remarks.exclude(state__in=[Feedback.State.SPAM, Feedback.State.UNCONFIRMED])
    return remarks.standing()
