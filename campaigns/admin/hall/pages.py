"""What the organizers' pages at a conference have in common."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse

from ...models import Decision, Draft, Proposal

ENTER, CHANGE, RECORD = "campaigns.add_amendment", "campaigns.change_amendment", "campaigns.add_decision"


def need(request, *rights: str) -> None:
    if not request.user.has_perms(rights):
        raise PermissionDenied


def hall_page(admin, request, name: str, proposal: Proposal, *, title: str, status: int = 200, **values):
    context = admin.admin_site.each_context(request) | {
        "title": title, "proposal": proposal, "opts": admin.opts, "desk_url": desk_url(proposal), **values,
    }  # fmt: skip
    return render(request, f"admin/campaigns/hall/{name}.html", context, status=status)


def desk_url(proposal: Proposal) -> str:
    return reverse("admin:campaigns_proposal_hall", args=[proposal.pk])


def addresses(admin, model: str, pages: list[tuple[str, str, Callable]]) -> list:
    return [
        path(f"<int:object_id>/{address}", admin.admin_site.admin_view(view), name=f"campaigns_{model}_{name}")
        for address, name, view in pages
    ]


def proposal_at(object_id: int) -> Proposal:
    return get_object_or_404(Proposal.objects.select_related("conference"), pk=object_id)


def final_text(proposal: Proposal) -> Draft | None:
    final = Draft.objects.before_the_conference().filter(proposal=proposal).first()
    if final:
        final.proposal = proposal
    return final


def is_sure(request, form: Form) -> bool:
    """A record stays for good, so what was typed is shown once more before it is written."""
    return form.is_valid() and request.POST.get("sure") == "yes"


def is_to_confirm(request, form: Form) -> bool:
    """Everything is filled in; "Change something" leads back to the form, with all of it."""
    return form.is_bound and not form.errors and request.POST.get("sure") != "no"


def doubts(form: Form) -> bool:
    """The result is not what the numbers say; it may be right, since some decisions need more than half."""
    values = form.cleaned_data
    if values.get("votes_for") is None:
        return False
    won = values["votes_for"] > values["votes_against"]
    return won != (values["result"] == Decision.Result.ADOPTED)
