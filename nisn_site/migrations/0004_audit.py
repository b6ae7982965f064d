"""The audit log only grows. The one change that passes is to forget which row an entry was about."""

from django.db import migrations, models

import nisn_site.kit.privacy.sealing

GUARD = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_only_grows',
        MESSAGE = 'The audit log only grows: its entries cannot be changed or deleted.';
END $$;
CREATE TRIGGER audit_only_grows BEFORE UPDATE ON nisn_site_auditentry FOR EACH ROW
    WHEN (NOT (OLD.target <> '' AND NEW.target = '' AND NEW.target_salt = ''
          AND to_jsonb(NEW) - 'target' - 'target_salt' = to_jsonb(OLD) - 'target' - 'target_salt'))
    EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_loses_nothing BEFORE DELETE ON nisn_site_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON nisn_site_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_end_stays BEFORE DELETE ON nisn_site_auditend
    FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_end_is_not_emptied BEFORE TRUNCATE ON nisn_site_auditend
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
NO_GUARD = """
DROP TRIGGER audit_end_is_not_emptied ON nisn_site_auditend;
DROP TRIGGER audit_end_stays ON nisn_site_auditend;
DROP TRIGGER audit_is_not_emptied ON nisn_site_auditentry;
DROP TRIGGER audit_loses_nothing ON nisn_site_auditentry;
DROP TRIGGER audit_only_grows ON nisn_site_auditentry;
DROP FUNCTION audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("nisn_site", "0003_jobs_know_only_ids"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditEnd",
            fields=[
                ("is_single", models.BooleanField(default=True, primary_key=True, serialize=False)),
                ("end", nisn_site.kit.privacy.sealing.SealedTextField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("is_single", True)), name="audit_has_one_end")
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField(verbose_name="when")),
                (
                    "actor",
                    models.BigIntegerField(help_text="Empty: the site itself.", null=True, verbose_name="account"),
                ),
                ("action", models.CharField(max_length=80, verbose_name="deed")),
                ("target", models.CharField(blank=True, max_length=80, verbose_name="done to")),
                ("target_salt", models.CharField(blank=True, max_length=32)),
                ("target_hash", models.CharField(max_length=64)),
                ("data", models.JSONField(default=dict, verbose_name="details")),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit log",
                "ordering": ["-number"],
                "indexes": [models.Index(fields=["target"], name="audit_target")],
            },
        ),
        migrations.RunSQL(GUARD, NO_GUARD),
    ]
