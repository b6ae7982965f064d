import django.utils.timezone
from django.db import migrations, models

import nisn_site.kit.outbox.failures
import nisn_site.kit.privacy.sealing


class Migration(migrations.Migration):
    dependencies = [
        ("nisn_site", "0004_audit"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoppedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address_index", models.CharField(max_length=64, unique=True)),
                (
                    "failure",
                    models.CharField(
                        choices=nisn_site.kit.outbox.failures.failure_choices, max_length=20, verbose_name="reason"
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
            ],
            options={
                "verbose_name": "address without mailings",
                "verbose_name_plural": "addresses without mailings",
                "ordering": ["-since"],
            },
        ),
        migrations.CreateModel(
            name="MailServer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("away_since", models.DateTimeField(blank=True, null=True)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("tries", models.PositiveIntegerField(default=0)),
                (
                    "failure",
                    models.CharField(blank=True, choices=nisn_site.kit.outbox.failures.failure_choices, max_length=20),
                ),
                ("failure_code", models.CharField(blank=True, max_length=20)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="mail_server_is_one_row",
                        violation_error_message="There is one mail server.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=40, verbose_name="purpose")),
                ("key", models.CharField(max_length=100)),
                ("recipient", nisn_site.kit.privacy.sealing.SealedTextField(verbose_name="recipient")),
                ("address_index", models.CharField(db_index=True, max_length=64)),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("subject", nisn_site.kit.privacy.sealing.SealedTextField(blank=True, verbose_name="subject")),
                ("text", nisn_site.kit.privacy.sealing.SealedTextField(blank=True, verbose_name="text")),
                ("html", nisn_site.kit.privacy.sealing.SealedTextField(blank=True)),
                (
                    "headers",
                    nisn_site.kit.privacy.sealing.SealedTextField(
                        blank=True, help_text="JSON: Reply-To and what mailings need; holds links with tokens."
                    ),
                ),
                ("is_mailing", models.BooleanField(default=False, verbose_name="mailing")),
                ("message_id", models.CharField(max_length=200, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("failed", "failed"),
                            ("bounced", "came back"),
                            ("cancelled", "cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True,
                        choices=nisn_site.kit.outbox.failures.failure_choices,
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                (
                    "failure_code",
                    models.CharField(blank=True, help_text="The mail server's number, as in 550 5.1.1", max_length=20),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("next_try_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="next try")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "outbox",
                "ordering": ["-pk"],
                "permissions": [("read_message", "Can read the text of mails in the outbox")],
                "indexes": [
                    models.Index(
                        models.F("is_mailing"),
                        models.F("next_try_at"),
                        models.F("id"),
                        condition=models.Q(("state", "waiting")),
                        name="message_due",
                    ),
                    models.Index(models.F("id"), condition=models.Q(("state", "sending")), name="message_being_sent"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("purpose", "key"),
                        name="message_once_for_its_cause",
                        violation_error_message="This mail has been written already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("key__regex", "^[a-z0-9][a-z0-9._:-]*$"), ("purpose__regex", "^[a-z0-9][a-z0-9._:-]*$")
                        ),
                        name="message_cause_is_no_address",
                        violation_error_message="The cause of a mail is named by small letters, digits and . _ : - only.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("state__in", ("sent", "bounced"))),
                            models.Q(models.Q(("state__in", ("sent", "bounced")), _negated=True), ("sent_at", None)),
                            _connector="OR",
                        ),
                        name="message_sent_at_is_true",
                        violation_error_message="A mail has a moment at which it was sent if, and only if, it was sent.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("waiting", "sending")), _negated=True),
                            ("text__empty", False),
                            _connector="OR",
                        ),
                        name="message_text_is_kept_until_sent",
                        violation_error_message="The text of this mail is deleted already: it cannot be sent again.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("failure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="message_failed_has_reason",
                        violation_error_message="A mail that failed has a reason.",
                    ),
                ],
            },
        ),
    ]
