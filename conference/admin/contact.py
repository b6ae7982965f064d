from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nisn_site.kit.audit import record
from nisn_site.kit.deeds.confirming import release
from nisn_site.kit.deeds.mailing import forget_mails_of
from nisn_site.kit.deeds.models import Stage
from nisn_site.kit.opening import NotedWhenOpenedAdmin
from nisn_site.kit.spreadsheets import csv_download
from nisn_site.kit.text.fields import ManyLinesField
from nisn_site.kit.translation_admin import TranslatableAdmin

from ..contact.answering import answer, close, open_message
from ..contact.pages import contact
from ..models import ContactMessage, ContactTopic

ANSWER_LENGTH = 8_000


def table_of(rows):
    """Heading and rows: only what its sender has confirmed, or gave without an address, leaves the site."""
    yield [_("sent"), _("topic"), _("name"), _("email"), _("language"), _("message"), _("answered"), _("answer")]
    for row in rows.exclude(stage=Stage.UNCONFIRMED):
        yield [
            row.created_at, row.topic and row.topic.name, row.name, row.address, row.language, row.message,
            row.answered_at, row.answer,
        ]  # fmt: skip


@admin.register(ContactTopic)
class ContactTopicAdmin(TranslatableAdmin):
    list_display = ["name", "position"]
    list_editable = ["position"]
    filter_horizontal = ["recipients"]


class WaitsFilter(admin.SimpleListFilter):
    title = gettext_lazy("waits for an answer")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("sender", _("For its sender to confirm it")), ("no", _("No"))]

    def queryset(self, request, queryset):
        rows = {
            "yes": queryset.to_answer,
            "sender": queryset.unconfirmed,
            "no": lambda: queryset.filter(answered_at__isnull=False),
        }.get(self.value())
        return rows() if rows else queryset


class AnswerForm(forms.ModelForm):
    """The one thing an organizer can do with a message; must live inside a transaction, since it locks the row."""

    answer = ManyLinesField(
        label=gettext_lazy("Your answer"), longest=ANSWER_LENGTH, required=False, rows=12,
        help_text=gettext_lazy("Goes out by mail as you write it, with your name under it. Mail is not secret: repeat nothing of their case."),
    )  # fmt: skip

    class Meta:
        model = ContactMessage
        fields = ["answer"]

    def clean(self):
        cleaned = super().clean()
        if "_close" not in self.data and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", _("Write your answer, or press “Done without an answer”."))
        try:
            open_message(self.instance.pk)
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned


@admin.register(ContactMessage)
class ContactMessageAdmin(NotedWhenOpenedAdmin):
    form = AnswerForm
    change_form_template = "admin/conference/contactmessage/change_form.html"
    list_display = ["__str__", "situation", "beginning", "shown_name", "answered_by"]
    list_filter = [WaitsFilter, "topic"]
    list_select_related = ["topic", "answered_by"]
    list_per_page = 50
    actions = ["export", "let_mail_go_out"]
    READ = ["situation", "created_at", "topic", "language", "shown_name", "shown_address", "shown_message"]
    ANSWERED = ["shown_answer", "answered_at", "answered_by"]

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).readable()

    def get_fields(self, request, obj=None):
        return [*self.READ, *(self.ANSWERED if obj.answered_at else ["answer"] if obj.can_be_answered else [])]

    def get_readonly_fields(self, request, obj=None):
        return [*self.READ, *self.ANSWERED]

    def save_model(self, request, obj, form, change):
        if "_close" in request.POST:
            close(message_id=obj.pk, by=request.user)
        else:
            answer(message_id=obj.pk, text=form.cleaned_data["answer"], by=request.user)

    def response_change(self, request, obj):
        """To the list, and the word is what became of the message, not that a row was changed."""
        messages.success(request, _("Done without an answer") if "_close" in request.POST else _("Answered"))
        return self.response_post_save_change(request, obj)

    def log_change(self, request, obj, message):
        """Who answered is in the row and in the audit log; Django's own log would keep the words after their day."""

    def delete_model(self, request, obj):
        """With its mails, which hold its sender's address; the same in the next one."""
        super().delete_model(request, obj)
        forget_mails_of([obj])

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        messages_gone = list(queryset)
        super().delete_queryset(request, queryset)
        forget_mails_of(messages_gone)

    @admin.display(description=gettext_lazy("state"))
    def situation(self, obj):
        if obj.answered_at:
            return _("Answered") if obj.answer else _("Done without an answer")
        if obj.stage == Stage.UNCONFIRMED:
            return _("Its sender has not confirmed the address yet")
        return _("To answer by mail") if obj.can_be_answered else obj.get_held_for_display()

    @admin.display(description=gettext_lazy("message"))
    def beginning(self, obj):
        return Truncator(obj.message).chars(80)

    @admin.display(description=gettext_lazy("name"))
    def shown_name(self, obj):
        return obj.name or _("No name")

    @admin.display(description=gettext_lazy("email"))
    def shown_address(self, obj):
        return obj.address or _("No email address")

    @admin.display(description=gettext_lazy("message"))
    def shown_message(self, obj):
        return obj.message

    @admin.display(description=gettext_lazy("answer"))
    def shown_answer(self, obj):
        return obj.answer or "–"

    @admin.action(description=gettext_lazy("Save as a list for a spreadsheet (CSV)"), permissions=["change"])
    def export(self, request, queryset):
        """With names and addresses, so it is noted who took it."""
        record(request.user, "contact.exported", None, {"rows": queryset.count()})
        return csv_download(table_of(queryset.select_related("topic")), name="messages")

    @admin.action(description=gettext_lazy("Send the mail that asks for confirmation"), permissions=["change"])
    def let_mail_go_out(self, request, queryset):
        """For messages that were held because very many came at once."""
        held = [message for message in queryset.held() if message.address and not message.address_proven_at]
        for message in held:
            release(pages=contact, deed=message)
        messages.success(request, ngettext("%d mail goes out.", "%d mails go out.", len(held)) % len(held))
