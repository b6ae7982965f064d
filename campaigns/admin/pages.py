"""What all the organizers' own pages about a draft have in common."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import path

from ..models import Draft


class DraftPages:
    """Mixed into the admin of drafts, below what has pages."""

    def pages_of_a_draft(self, pages: list[tuple[str, str, Callable]]) -> list:
        return [
            path(f"<int:object_id>/{address}", self.admin_site.admin_view(view), name=f"campaigns_draft_{name}")
            for address, name, view in pages
        ]

    def draft_to_change(self, request, object_id: int) -> Draft:
        draft = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_change_permission(request, draft):
            raise PermissionDenied
        return draft

    def draft_to_view(self, request, object_id: int) -> Draft:
        draft = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_view_or_change_permission(request, draft):
            raise PermissionDenied
        return draft

    def draft_page(self, request, name: str, draft: Draft, *, title: str, status: int = 200, **values):
        context = self.admin_site.each_context(request) | {
            "title": title, "draft": draft, "proposal": draft.proposal, "opts": self.opts, **values,
        }  # fmt: skip
        return render(request, f"admin/campaigns/{name}.html", context, status=status)


def sent(request):
    """What was posted, also when it is nothing; None where nothing was sent."""
    return request.POST if request.method == "POST" else None
