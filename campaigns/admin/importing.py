"""The pages on which an organizer imports a text into the working draft of a proposal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext as _

from nisn_site.kit.translation_admin import change_url

from ..importing.filling import Filled, fill_working_draft
from ..importing.forms import TextForm
from ..importing.planning import basis_of, first_plan
from ..importing.preview import Preview
from ..models import Proposal

LONGEST_PIECE = 200
MOST_PIECES = 10


class ImportPages:
    """Mixed into the admin of proposals."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("<int:object_id>/import/", view, name="campaigns_proposal_import"), *super().get_urls()]

    def import_view(self, request, object_id: int):
        """The form for the text, then the preview of it; both are sent to this address, and only the last step writes."""
        proposal = get_object_or_404(self.get_queryset(request).select_related("conference"), pk=object_id)
        if not self.has_change_permission(request, proposal):
            raise PermissionDenied
        step = request.POST.get("step", "")
        if step in ("look", "fill"):
            return self.preview_view(request, proposal, is_last=step == "fill")
        sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
        form = TextForm(*sent, titles=(proposal.title,))
        if form.is_valid():
            return self.preview_page(request, proposal, new_preview(form, proposal))
        return self.import_page(request, proposal, "import", form=form, status=422 if form.errors else 200)

    def preview_view(self, request, proposal: Proposal, *, is_last: bool):
        preview = Preview(request.POST.dict(), basis_of(proposal))
        if not preview.is_complete:
            form = TextForm({})
            form.add_error(None, _("The form came incomplete, and nothing was written. Begin again with the text."))
            return self.import_page(request, proposal, "import", form=form, status=422)
        if is_last and preview.is_valid() and not preview.divided():
            try:
                filled = fill_working_draft(
                    proposal=proposal, plan=preview.plan(), left_out=preview.left_out, seen=preview.seen
                )
            except ValidationError as error:
                preview.errors += error.messages
            else:
                messages.success(request, words_on(filled))
                return HttpResponseRedirect(writing_url(filled, proposal))
        return self.preview_page(request, proposal, preview.again(is_refused=is_last), is_refused=is_last)

    def preview_page(self, request, proposal: Proposal, preview: Preview, *, is_refused: bool = False):
        status = 422 if is_refused or preview.has_errors else 200
        lines = preview.lines()
        values = {"preview": preview, "lines": lines, "overview": preview.overview(lines)}
        return self.import_page(request, proposal, "import_preview", status=status, **values)

    def import_page(self, request, proposal: Proposal, name: str, *, status: int, **values):
        context = self.admin_site.each_context(request) | {
            "title": _("Put a text into “%(proposal)s”") % {"proposal": proposal},
            "original": proposal, "draft": basis_of(proposal).draft if name == "import" else None, "opts": self.opts, "back_url": change_url(proposal), **values,
        }  # fmt: skip
        return render(request, f"admin/campaigns/{name}.html", context, status=status)


def new_preview(form: TextForm, proposal: Proposal) -> Preview:
    basis = basis_of(proposal)
    pieces = [" ".join(piece.split())[:LONGEST_PIECE] for piece in form.sections.dropped[:MOST_PIECES]]
    notes = [*form.notes, *(_("Not taken over: %(piece)s") % {"piece": piece} for piece in pieces)]
    return Preview.of_rows(first_plan(form.sections.found, basis.existing), basis, notes=notes)


def words_on(filled: Filled) -> str:
    words = _(
        "The text is in the working draft. Sections: %(new)d new, %(changed)d changed, %(same)d as before, %(left_out)d left out."
    )
    return words % {name: getattr(filled, name) for name in ("new", "changed", "same", "left_out")}


def writing_url(filled: Filled, proposal: Proposal) -> str:
    try:
        return reverse("admin:campaigns_draft_write", args=[filled.draft.pk])
    except NoReverseMatch:  # where drafts have no page to write on
        return change_url(proposal)
