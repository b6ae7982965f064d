"""The outbox on the organizers' desk: what waits, what failed and why, send again, put aside."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nisn_site.kit import audit
from nisn_site.kit.privacy.ciphers import address_index

from .handling import MAY_BE_PUT_ASIDE, MAY_GO_AGAIN, may_read, put_aside, send_again
from .holding_back import far_off, held_back
from .messages import Message, State
from .results import results
from .words import masked

DEEDS = {"send_again": send_again, "put_aside": put_aside}


class AddressSearch:
    """Finds rows by a whole email address, which the database holds only as a keyed hash."""

    search_help_text = gettext_lazy("An email address, in full.")

    def get_search_results(self, request, queryset, search_term):
        if "@" not in search_term:
            return super().get_search_results(request, queryset, search_term)
        try:
            return queryset.filter(address_index=address_index(search_term)), False
        except ValidationError:
            return queryset.none(), False

    def has_add_permission(self, request):
        return False


class StoppedAddressAdmin(AddressSearch, admin.ModelAdmin):
    """Delete a row, and mailings go there again."""

    list_display = ["__str__", "failure", "since"]
    list_filter = ["failure"]
    search_fields = ["address_index"]
    fields = readonly_fields = ["failure", "since"]

    def has_change_permission(self, request, obj=None):
        return False


class MessageAdmin(AddressSearch, admin.ModelAdmin):
    """Addresses are shown in part; search for a whole one to find its mails. Texts need a permission of their own."""

    change_form_template = "admin/outbox/message.html"
    list_display = ["purpose", "state", "reason", "attempts", "created_at", "next_try", "sent_at"]
    list_filter = ["state", "is_mailing", "purpose"]
    search_fields = ["purpose"]
    search_help_text = gettext_lazy("An email address, in full, or the purpose of a mail.")
    show_full_result_count = False
    list_per_page = 50
    fields = [
        ("purpose", "key"), ("recipient_in_part", "language"), ("state", "reason"), ("attempts", "next_try"),
        ("created_at", "sent_at"),
    ]  # fmt: skip
    readonly_fields = [name for line in fields for name in line]
    actions = ["send_again", "put_aside"]

    def get_queryset(self, request):
        return super().get_queryset(request).unopened()

    def has_delete_permission(self, request, obj=None):
        return False  # mails are deleted when their term is over

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Outbox")} | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST":
            return self.do(request, object_id)
        message = self.get_object(request, object_id)
        shown = {"title": _("A mail"), "show_save": False}
        if message:
            shown |= {
                "may_go_again": message.state in MAY_GO_AGAIN and not (message.is_emptied or is_held_back(message)),
                "may_be_put_aside": message.state in MAY_BE_PUT_ASIDE,
                "may_read": may_read(request.user, message),
            }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | shown)

    def do(self, request, object_id):
        """A button on the page of one mail; nothing on that page can be edited."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        chosen = Message.objects.filter(pk=int(object_id) if object_id.isdecimal() else None)
        name = request.POST.get("do")
        if name == "read" and (message := chosen.first()) and may_read(request.user, message):
            audit.record(request.user, "mail.read", message)
            shown = {"text_of_mail": message.text, "subject_of_mail": message.subject}
            request.method = "GET"
            return self.change_view(request, object_id, extra_context=shown)
        if name in DEEDS:
            self.act(request, name, chosen)
        return HttpResponseRedirect(request.get_full_path(), status=303)

    @admin.action(description=gettext_lazy("Send again"), permissions=["change"])
    def send_again(self, request, queryset):
        self.act(request, "send_again", queryset)

    @admin.action(description=gettext_lazy("Put aside: do not send"), permissions=["change"])
    def put_aside(self, request, queryset):
        self.act(request, "put_aside", queryset)

    def act(self, request, name: str, chosen) -> None:
        paused = held_back(chosen).count() if name == "send_again" else 0
        number = DEEDS[name](messages=chosen, by=request.user)
        for level, words in results(name, number, paused=paused):
            messages.add_message(request, level, words)

    @admin.display(description=gettext_lazy("to"))
    def recipient_in_part(self, message):
        return masked(message.recipient)

    @admin.display(description=gettext_lazy("reason"), ordering="failure")
    def reason(self, message):
        return (
            f"{message.get_failure_display()} ({message.failure_code})"
            if message.failure_code
            else message.get_failure_display()
        )

    @admin.display(description=gettext_lazy("next try"), ordering="next_try_at")
    def next_try(self, message):
        if message.state != State.WAITING:
            return "-"
        if is_held_back(message):
            return _("when its mailing goes on")
        return date_format(timezone.localtime(message.next_try_at), "DATETIME_FORMAT")


def is_held_back(message: Message) -> bool:
    return message.next_try_at > far_off()
