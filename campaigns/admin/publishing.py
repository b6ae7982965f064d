"""The pages on which organizers publish a draft, look at what changed, withdraw it, and move the day feedback closes."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nisn_site.kit.translation_admin import change_url
from nisn_site.kit.translation_lookup import attach_translations

from ..checklist import Checklist, checklist, publish_as_checked
from ..closing import move_closing
from ..drafting.beginning import last_published
from ..drafting.comparing import compare_drafts
from ..drafting.parts import parts_of
from ..drafting.phrases import closing_in_words
from ..models import Draft
from ..publishing import withdraw_draft
from .forms import ClosingForm, PublishForm, WithdrawForm
from .pages import DraftPages, sent

# Rules of the database, each with the field it is about.
FIELDS = {
    "draft_published_has_a_name": "label",
    "draft_label_once": "label",
    "draft_says_what_changed": "change_summary",
    "draft_feedback_closes_after_publishing": "closes_on",
    "draft_summary_is_short": "plain_summary",
    "draft_withdrawn_has_a_reason": "reason",
    "feedback_unanswered": "leave_unanswered",
}


class PublishingPages(DraftPages):
    """Mixed into the admin of drafts."""

    def get_urls(self):
        pages = [
            ("read/", "read", self.read_view),
            ("changes/", "changes", self.changes_view),
            ("publish/", "publish", self.publish_view),
            ("published/", "published", self.published_view),
            ("closing/", "closing", self.closing_view),
            ("withdraw/", "withdraw", self.withdraw_view),
        ]
        return [*self.pages_of_a_draft(pages), *super().get_urls()]

    def read_view(self, request, object_id: int):
        """The whole text in one piece, as its readers will see it: what is published can never be put right."""
        draft = self.draft_to_view(request, object_id)
        texts = list(draft.texts.select_related("section"))
        attach_translations([draft, *texts])
        title = _("Read: %(proposal)s") % {"proposal": draft.proposal}
        return self.draft_page(request, "read", draft, title=title, parts=parts_of(texts))

    def changes_view(self, request, object_id: int):
        """What a draft changes: a working one against what is published, a published one against the one before it."""
        draft = self.draft_to_view(request, object_id)
        older = draft.previous if draft.is_published else last_published(draft.proposal)
        changes = compare_drafts(one=older, other=draft) if older else None
        title = _("What changed: %(proposal)s") % {"proposal": draft.proposal}
        return self.draft_page(request, "changes", draft, title=title, older=older, changes=changes)

    # -- publishing -----------------------------------------------------------------------------------------------

    def publish_view(self, request, object_id: int):
        """The checklist, and one button that publishes exactly what it shows."""
        draft = self.draft_to_change(request, object_id)
        if draft.is_published:
            messages.info(request, _("This draft is already published."))
            return HttpResponseRedirect(published_url(draft))
        checked = checklist(draft)
        form = publish_form(request, checked)
        if request.method == "POST" and form.is_valid() and (answer := self.publish(request, draft, form)):
            return answer
        if form.errors:
            form.data = form.data.copy()
            form.data["seen"] = checked.seen  # the page that comes back shows the texts as they are now
            form.data["unanswered_seen"] = checked.feedback.waiting
        return self.publish_page(request, draft, form, checked)

    def publish(self, request, draft: Draft, form: PublishForm):
        """The answer, or None when it was refused; then the form says why."""
        values = form.cleaned_data
        try:
            draft = publish_as_checked(
                draft=draft, seen=values["seen"], plain_summary=values["plain_summary"], label=values["label"],
                change_summary=values.get("change_summary", ""), feedback_closes_at=values["closes_at"],
                leaves_unanswered=values.get("unanswered_seen") if values.get("leave_unanswered") else None,
                organizer=request.user,
            )  # fmt: skip
        except ValidationError as error:
            if Draft.objects.published().filter(pk=draft.pk).exists():
                messages.info(request, _("This draft is already published."))
                return HttpResponseRedirect(published_url(draft))
            add_errors(form, error)
            return None
        self.log_change(request, draft, _("Published."))
        return HttpResponseRedirect(published_url(draft))

    def publish_page(self, request, draft: Draft, form: PublishForm, checked: Checklist):
        title = _("Publish: %(proposal)s") % {"proposal": draft.proposal}
        return self.draft_page(
            request, "publish", draft, title=title, form=form, checked=checked,
            conference=draft.proposal.conference, address=public_address(request, draft),
            translations=list(checked.translations), status=422 if form.errors else 200,
        )  # fmt: skip

    def published_view(self, request, object_id: int):
        """What happens next, after a draft was published."""
        draft = self.draft_to_change(request, object_id)
        if not draft.is_published:
            return HttpResponseRedirect(reverse("admin:campaigns_draft_publish", args=[draft.pk]))
        return self.draft_page(
            request, "published", draft, title=_("%(draft)s is published") % {"draft": draft},
            translations=self.translation_links(draft), address=public_address(request, draft),
            closing=closing_in_words(draft),
        )  # fmt: skip

    # -- afterwards -----------------------------------------------------------------------------------------------

    def closing_view(self, request, object_id: int):
        draft = self.draft_to_change(request, object_id)
        form = ClosingForm(sent(request), draft=draft)

        def move():
            move_closing(draft=draft, closes_at=form.cleaned_data["closes_at"])
            return _("The day feedback closes is saved. Everybody sees it now.")

        title = _("When feedback closes: %(draft)s") % {"draft": draft}
        if draft.state != Draft.State.CURRENT:
            messages.info(request, _("Only the current draft takes feedback."))
            return HttpResponseRedirect(change_url(draft))
        return self.one_form(request, draft, form, move, name="closing", title=title)

    def withdraw_view(self, request, object_id: int):
        draft = self.draft_to_change(request, object_id)
        if not draft.is_published or draft.state == Draft.State.WITHDRAWN:
            messages.info(
                request,
                _("This draft is already withdrawn.")
                if draft.is_published
                else _("Only organizers see a working draft."),
            )
            return HttpResponseRedirect(change_url(draft))
        form = WithdrawForm(sent(request))

        def withdraw():
            withdraw_draft(draft=draft, reason=form.cleaned_data["reason"], organizer=request.user)
            return _("The draft is withdrawn. Its page says so, and why.")

        title = _("Withdraw: %(draft)s") % {"draft": draft}
        return self.one_form(request, draft, form, withdraw, name="withdraw", title=title)

    def one_form(self, request, draft: Draft, form, deed, *, name: str, title: str):
        if request.method == "POST" and form.is_valid():
            try:
                words = deed()
            except ValidationError as error:
                add_errors(form, error)
            else:
                self.log_change(request, draft, words)
                messages.success(request, words)
                return HttpResponseRedirect(change_url(draft))
        return self.draft_page(request, name, draft, title=title, form=form, status=422 if form.errors else 200)


def publish_form(request, checked: Checklist) -> PublishForm:
    draft = checked.draft
    initial = {"label": draft.label or checked.suggested_label, "plain_summary": draft.plain_summary}
    initial |= {"change_summary": draft.change_summary, "seen": checked.seen}
    waiting = checked.feedback.waiting
    initial |= {"unanswered_seen": waiting}
    return PublishForm(
        sent(request), draft=draft, is_first=checked.previous is None, unanswered=waiting, initial=initial
    )


def public_address(request, draft: Draft) -> str:
    """Where everybody reads it, in the language it is written in."""
    with override(draft.language):
        return request.build_absolute_uri(draft.get_absolute_url())


def published_url(draft: Draft) -> str:
    return reverse("admin:campaigns_draft_published", args=[draft.pk])


def add_errors(form, error: ValidationError, fields: dict[str, str] = FIELDS) -> None:
    """Each next to the field it is about, all others on top. `fields` says which rule is about which field."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for field, errors in by_field.items():
        for one in errors:
            name = field if field in form.fields else fields.get(one.code)
            form.add_error(name if name in form.fields else None, one)
