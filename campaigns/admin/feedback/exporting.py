"""The page on which organizers take all feedback along: at once as CSV, or as a spreadsheet that is made in the background."""

from base64 import b64decode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from nisn_site.kit.audit import record
from nisn_site.kit.spreadsheets import XLSX, as_file, csv_download

from ...feedback.exporting import Reach, rows
from ...jobs import start_export
from ...models import FeedbackExport, Proposal

SEES_ADDRESSES = "campaigns.view_feedbacksender"


class ExportPages:
    """Mixed into the admin of feedback."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("export/<int:proposal_id>/", view(self.export_view), name="campaigns_feedback_export"),
            path("export/<int:proposal_id>/<int:key>/", view(self.file_view), name="campaigns_feedback_file"),
            *super().get_urls(),
        ]

    def proposal_to_export(self, request, proposal_id: int) -> Proposal:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(Proposal.objects.select_related("conference"), pk=proposal_id)

    def export_view(self, request, proposal_id: int):
        """Files that somebody asked for are their own; they are gone after a day."""
        proposal = self.proposal_to_export(request, proposal_id)
        may_see_addresses = request.user.has_perm(SEES_ADDRESSES)
        if request.method == "POST":
            has_addresses = may_see_addresses and bool(request.POST.get("addresses"))
            return self.make(request, proposal, Reach(is_for_organizers=True, has_addresses=has_addresses))
        exports = FeedbackExport.objects.filter(proposal=proposal, asked_by=request.user).defer("file")
        context = self.admin_site.each_context(request) | {
            "title": _("Take all feedback along"), "opts": self.opts, "proposal": proposal, "exports": exports,
            "may_see_addresses": may_see_addresses, "has_amendments": proposal.amendments.exists(),
        }  # fmt: skip
        return render(request, "admin/campaigns/feedback/export.html", context)

    def make(self, request, proposal: Proposal, reach: Reach):
        record(request.user, "feedback.exported", proposal, {"addresses": reach.has_addresses})
        if request.POST.get("do") == "csv":
            return csv_download(rows(proposal, reach, address=request.build_absolute_uri), name=name_of(proposal))
        start_export(proposal=proposal, reach=reach, by=request.user)
        return HttpResponseRedirect(reverse("admin:campaigns_feedback_export", args=[proposal.pk]), status=303)

    def file_view(self, request, proposal_id: int, key: int):
        proposal = self.proposal_to_export(request, proposal_id)
        found = FeedbackExport.objects.filter(proposal=proposal, asked_by=request.user, finished_at__isnull=False)
        export = get_object_or_404(found, pk=key)
        if export.has_addresses and not request.user.has_perm(SEES_ADDRESSES):
            raise Http404("their role does not allow it any more")
        return as_file(HttpResponse(b64decode(export.file), content_type=XLSX), f"{name_of(proposal)}.xlsx")


def name_of(proposal: Proposal) -> str:
    return f"{proposal.conference.slug}-{proposal.slug}-feedback"
