from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nisn_site.kit.outbox.admin import MessageAdmin, StoppedAddressAdmin

from .audit_admin import AuditEntryAdmin
from .models import AuditEntry, Message, StoppedAddress, User

admin.site.register(AuditEntry, AuditEntryAdmin)
admin.site.register(Message, MessageAdmin)
admin.site.register(StoppedAddress, StoppedAddressAdmin)


class UserForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["email", "name", "is_active", "is_staff", "is_superuser", "groups"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Organizers. Nobody types a password for somebody else: a new organizer chooses one by mail."""

    form = UserForm
    list_display = ["email", "name", "is_active", "is_staff", "is_superuser"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "name"]
    filter_horizontal = ["groups"]
    fieldsets = [
        (gettext_lazy("Who"), {"fields": ["email", "name"]}),
        (gettext_lazy("What they may do"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
    ]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        address, _created = EmailAddress.objects.get_or_create(
            user=obj, email=obj.email.lower(), defaults={"verified": True}
        )
        address.set_as_primary()
        if not change:
            words = _("Tell %(email)s to open %(page)s and ask for a password there.")
            page = request.build_absolute_uri(reverse("account_reset_password"))
            messages.info(request, words % {"email": obj.email, "page": page})
