from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max, Prefetch
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.models import Conference
from nisn_site.kit.edit_conflicts import ConflictCheckedForm
from nisn_site.kit.translation_admin import TranslatableAdmin, change_url

from ..drafting.beginning import start_working_draft
from ..drafting.discarding import delete_proposal
from ..findable import index_draft
from ..models import Draft, Proposal
from ..refusals import in_plain_words
from .hall import HallPages
from .importing import ImportPages

STAYS_ONCE_PUBLISHED = ["conference", "number", "slug"]


class ProposalForm(ConflictCheckedForm):
    """`refusal` is what the database said to these very values a moment ago."""

    refusal: ValidationError | None = None

    def clean(self):
        if self.refusal:
            self.add_error(None, self.refusal)
        return super().clean()


@admin.register(Proposal)
class ProposalAdmin(HallPages, ImportPages, TranslatableAdmin):
    form = ProposalForm
    change_form_template = "admin/campaigns/proposal/change_form.html"
    actions = None
    list_display = ["number", "title", "year", "state_in_words", "latest_draft", "is_sample"]
    list_display_links = ["number", "title"]
    list_filter = ["conference", "is_sample"]
    search_fields = ["title", "summary"]
    list_select_related = ["conference"]
    prepopulated_fields = {"slug": ["title"]}
    fieldsets = [
        (gettext_lazy("What readers see"), {"fields": ["title", "summary", "is_sample"]}),
        (gettext_lazy("Where it is"), {"fields": ["conference", "number", "slug", "language"]}),
    ]

    def after_text_change(self, obj):
        if current := obj.drafts.current().first():
            index_draft(current)

    def get_queryset(self, request):
        drafts = Prefetch("drafts", Draft.objects.newest_first(), to_attr="newest_drafts")
        return super().get_queryset(request).prefetch_related(drafts)

    # -- the list ---------------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("conference"), ordering="conference__starts_on")
    def year(self, obj):
        return obj.conference.slug

    @admin.display(description=gettext_lazy("state"))
    def state_in_words(self, obj):
        working = next((draft for draft in obj.newest_drafts if not draft.is_published), None)
        newest = newest_published(obj)
        if newest is None:
            return _("Being written, nothing is published") if working else _("No draft yet")
        words = _("Published") if newest.state == Draft.State.CURRENT else newest.get_state_display()
        return _("%(state)s; the next draft is being written") % {"state": words} if working else words

    @admin.display(description=gettext_lazy("latest published draft"))
    def latest_draft(self, obj):
        return newest_published(obj)

    # -- the form ---------------------------------------------------------------------------------------------------

    def view_on_site(self, obj):
        return obj.get_absolute_url() if newest_published(obj) and obj.conference.is_public else None

    def get_readonly_fields(self, request, obj=None):
        return STAYS_ONCE_PUBLISHED if obj and newest_published(obj) else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else self.prepopulated_fields

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("Form", (form,), {"refusal": getattr(request, "refusal", None)})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What only the database sees, as two people who take the same number, comes back as a message in the form."""
        try:
            with in_plain_words():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            request.refusal = error
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["drafts"] = obj.newest_drafts
            context["working"] = next((draft for draft in obj.newest_drafts if not draft.is_published), None)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_changeform_initial_data(self, request):
        current = Conference.objects.filter(is_current=True).first()
        if current is None:
            return super().get_changeform_initial_data(request)
        highest = current.proposals.aggregate(highest=Max("number"))["highest"] or 0
        return {"conference": current.pk, "number": highest + 1} | super().get_changeform_initial_data(request)

    def response_post_save_add(self, request, obj):
        """On to the page with the button to write the first draft."""
        return HttpResponseRedirect(change_url(obj))

    # -- drafts -----------------------------------------------------------------------------------------------------

    def get_urls(self):
        view = self.admin_site.admin_view(self.start_view)
        return [path("<int:object_id>/start/", view, name="campaigns_proposal_start"), *super().get_urls()]

    def start_view(self, request, object_id: int):
        """Start a working draft, or go on with the one that is there."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        proposal = get_object_or_404(self.get_queryset(request), pk=object_id)
        if not self.has_change_permission(request, proposal):
            raise PermissionDenied
        try:
            draft = start_working_draft(proposal=proposal)
        except ValidationError as error:
            draft = proposal.drafts.working().first()
            if draft is None:
                messages.error(request, " ".join(error.messages))
                return HttpResponseRedirect(change_url(proposal))
            messages.info(request, _("There is a working draft already. Go on with this one."))
        return HttpResponseRedirect(reverse("admin:campaigns_draft_write", args=[draft.pk]))

    # -- deleting ---------------------------------------------------------------------------------------------------

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and newest_published(obj))

    def get_deleted_objects(self, objs, request):
        """A working draft goes along, which the stock page would take for a reason to refuse."""
        drafts = [draft for one in objs for draft in one.drafts.all()]
        counts = {self.opts.verbose_name_plural: len(objs), Draft._meta.verbose_name_plural: len(drafts)}
        return [str(one) for one in [*objs, *drafts]], counts, set(), []

    def delete_model(self, request, obj):
        delete_proposal(proposal=obj)

    def delete_view(self, request, object_id, extra_context=None):
        try:
            with in_plain_words():
                return super().delete_view(request, object_id, extra_context)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect("../change/")


def newest_published(proposal: Proposal) -> Draft | None:
    drafts = getattr(proposal, "newest_drafts", None)
    if drafts is None:
        drafts = proposal.drafts.newest_first()
    return next((draft for draft in drafts if draft.is_published), None)
