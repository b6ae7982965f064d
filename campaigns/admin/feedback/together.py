"""Remarks that somebody ticked in the list, to be answered, hidden or counted as one together."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import Feedback
from .batch import TICKED, Batch, BatchPages, keys_in

MOST = 200


class TogetherPages(BatchPages):
    """Mixed into the admin of feedback."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.together_view)
        return [path("together/", view, name="campaigns_feedback_together"), *super().get_urls()]

    def together_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        keys = keys_in(request.GET.get("ids", "").split(","))[:MOST]
        remarks = Feedback.objects.filter(pk__in=keys).order_by("number")
        first = remarks.select_related("draft__proposal__conference").first()
        if first is None:
            messages.info(request, _("Tick the remarks first."))
            return HttpResponseRedirect(reverse("admin:campaigns_feedback_changelist"))
        first.draft.proposal = first.proposal
        elsewhere = remarks.exclude(proposal=first.proposal_id).count()
        if elsewhere and request.method == "GET":
            words = ngettext(
                "%d of them is about another proposal. Answer it apart.",
                "%d of them are about other proposals. Answer them apart.", elsewhere,
            )  # fmt: skip
            messages.warning(request, words % elsewhere)
        remarks = remarks.filter(proposal=first.proposal_id)
        batch = Batch(_("These remarks together"), first.draft, remarks, size=MOST)
        return self.batch_page(request, "admin/campaigns/feedback/together.html", batch)


def together_url(keys: Iterable[int]) -> str:
    return f"{reverse('admin:campaigns_feedback_together')}?ids={','.join(map(str, keys))}&{TICKED}=yes"
