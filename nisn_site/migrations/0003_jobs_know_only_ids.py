from django.db import migrations

ADD = """
ALTER TABLE procrastinate_jobs ADD CONSTRAINT jobs_know_only_ids
    CHECK (position('@' IN args::text || coalesce(lock, '') || coalesce(queueing_lock, '')) = 0)
"""
REMOVE = "ALTER TABLE procrastinate_jobs DROP CONSTRAINT jobs_know_only_ids"


class Migration(migrations.Migration):
    """Arguments of jobs are printed in logs: no email address may ever be one."""

    dependencies = [("nisn_site", "0002_site_version"), ("procrastinate", "0041_post_retry_failed_job")]

    operations = [migrations.RunSQL(ADD, REMOVE)]
