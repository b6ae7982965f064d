"""Organizers' accounts. The models of the kit live there, since every app uses them; their tables are made here."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nisn_site.kit.audit import AuditEnd, AuditEntry
from nisn_site.kit.outbox.mail_server import MailServer
from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.outbox.stopping import StoppedAddress
from nisn_site.kit.translation import Translation

__all__ = ["AuditEnd", "AuditEntry", "MailServer", "Message", "StoppedAddress", "Translation", "User"]


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, **fields | {"is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """An organizer. Visitors and allies never have an account."""

    email = models.EmailField(_("email"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("may use the organizers' pages"), default=False)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Take this away instead of deleting the account of somebody who left.")
    )
    date_joined = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = _("organizer")
        verbose_name_plural = _("organizers")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("An organizer with this email address is already here."),
            )
        ]

    def __str__(self):
        return self.name or self.email

    def get_short_name(self):
        return self.name or self.email
