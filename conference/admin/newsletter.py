from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nisn_site.kit.deeds.confirming import release
from nisn_site.kit.opening import NotedWhenOpenedAdmin
from nisn_site.kit.privacy.addresses import normalized
from nisn_site.kit.privacy.sealing import address_index
from nisn_site.kit.translation_admin import TranslatableAdmin

from ..findable import index_issue
from ..models import NewsletterIssue, Subscriber
from ..newsletter import sending
from ..newsletter.chunks import stands_still
from ..newsletter.editions import languages_of, look
from ..newsletter.leaving import leave
from ..newsletter.pages import subscribe
from ..newsletter.progress import progress_of
from ..newsletter.tasks import situation
from ..newsletter.trial import mail_trial

TEXTS = ["subject", "summary", "body"]
PLACE = ["number", "slug", "language", "is_sample"]


@admin.register(NewsletterIssue)
class NewsletterIssueAdmin(TranslatableAdmin):
    """A draft is written here; what has gone out stays as its readers got it, and may still be translated."""

    change_form_template = "admin/conference/newsletterissue/change_form.html"
    list_display = ["number", "subject", "standing", "published_at"]
    list_display_links = ["subject"]
    list_filter = ["state", "is_sample"]
    search_fields = ["subject", "summary", "body"]
    prepopulated_fields = {"slug": ["subject"]}
    fieldsets = [
        (gettext_lazy("What readers get"), {"fields": TEXTS}),
        (gettext_lazy("Who gets it"), {"fields": ["audience"]}),
        (gettext_lazy("Where it is"), {"fields": PLACE}),
    ]

    def after_text_change(self, obj):
        if not obj.is_draft:
            index_issue(obj)

    def get_readonly_fields(self, request, obj=None):
        return [*TEXTS, *PLACE, "audience"] if obj and not obj.is_draft else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj and not obj.is_draft else self.prepopulated_fields

    def has_delete_permission(self, request, obj=None):
        is_on_the_way = obj and obj.state in {NewsletterIssue.State.SENDING, NewsletterIssue.State.PAUSED}
        return not is_on_the_way and super().has_delete_permission(request, obj)

    def delete_queryset(self, request, queryset):
        queryset.exclude(pk__in=NewsletterIssue.objects.on_the_way()).delete()

    def view_on_site(self, obj):
        return None if obj.is_draft else obj.get_absolute_url()

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(send_url(obj))

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(send_url(obj))

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, obj):
        return situation(obj)

    def get_urls(self):
        view = self.admin_site.admin_view(self.send_view)
        return [path("<int:pk>/send/", view, name="conference_newsletterissue_send"), *super().get_urls()]

    def send_view(self, request, pk: int):
        """Look at the mail, try it, send it, and see how far it is; on a phone and without JavaScript."""
        issue = get_object_or_404(NewsletterIssue, pk=pk)
        if not self.has_change_permission(request, issue):
            raise PermissionDenied
        if request.method != "POST":
            return self.send_page(request, issue)
        try:
            messages.success(request, do(request.POST, issue, request.user))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        return HttpResponseRedirect(send_url(issue))

    def send_page(self, request, issue: NewsletterIssue):
        looks = [{"language": code, "mail": look(issue, code)} for code in languages_of(issue)]
        context = self.admin_site.each_context(request) | {
            "title": str(issue), "issue": issue, "opts": self.opts, "looks": looks, "situation": situation(issue),
            "readers": Subscriber.objects.of_issue(issue).count(), "progress": progress_of(issue),
            "is_stuck": stands_still(issue),
        }  # fmt: skip
        return render(request, "admin/conference/newsletterissue/send.html", context)


def do(posted, issue: NewsletterIssue, by) -> str:
    """What the pressed button says; returns what to tell the organizer. Raises ValidationError."""
    match posted.get("do"):
        case "try":
            count = mail_trial(issue=issue, to=by)
            return (
                ngettext("%d test mail is on its way to you.", "%d test mails are on their way to you.", count) % count
            )
        case "start":
            seen = posted.get("seen", "")
            sending.start(issue_id=issue.pk, seen_version=int(seen) if seen.isdecimal() else -1, by=by)
            return _("It is being sent now. You can close this page.")
        case "pause":
            sending.pause(issue_id=issue.pk, by=by)
            return _("Paused. No mail of it goes out until you let it go on.")
        case "resume":
            sending.resume(issue_id=issue.pk, by=by)
            return _("It goes on.")
        case "archive":
            sending.put_in_archive(issue_id=issue.pk, by=by)
            return _("It is in the archive now. Nobody got a mail.")
    raise ValidationError(_("This button does not exist."), code="unknown")


def send_url(issue: NewsletterIssue) -> str:
    return reverse("admin:conference_newsletterissue_send", args=[issue.pk])


@admin.register(Subscriber)
class SubscriberAdmin(NotedWhenOpenedAdmin):
    """For the reader who calls and asks to be taken off. Nobody can be put on: only the address's owner can do that."""

    list_display = ["__str__", "stage", "language", "created_at"]
    list_filter = ["stage", "language"]
    fields = readonly_fields = ["shown_address", "stage", "held_for", "language", "created_at", "confirmed_at"]
    search_fields = ["address_index"]
    search_help_text = gettext_lazy("The whole email address.")
    list_per_page = 50
    actions = ["let_mail_go_out"]

    def has_add_permission(self, request):
        return False

    def get_search_results(self, request, queryset, search_term):
        """Addresses are stored locked: they are found whole, or not at all."""
        if not search_term:
            return queryset, False
        try:
            return queryset.filter(address_index=address_index(normalized(search_term))), False
        except ValidationError:
            return queryset.none(), False

    def delete_model(self, request, obj):
        leave(obj)

    def delete_queryset(self, request, queryset):
        for reader in queryset:
            leave(reader)

    @admin.display(description=gettext_lazy("email"))
    def shown_address(self, obj):
        return obj.address

    @admin.action(description=gettext_lazy("Send the mail that asks for confirmation"), permissions=["change"])
    def let_mail_go_out(self, request, queryset):
        """For sign-ups that were held because very many came at once."""
        held = list(queryset.held())
        for reader in held:
            release(pages=subscribe, deed=reader)
        messages.success(request, ngettext("%d mail goes out.", "%d mails go out.", len(held)) % len(held))
