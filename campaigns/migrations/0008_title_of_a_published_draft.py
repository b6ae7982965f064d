"""A published draft keeps the title it had. Those that are there get the title that their proposal has now."""

from django.db import migrations, models

# The guard of published drafts lets nobody fill a new column, so it rests for this one statement.
KEEP_TITLES = """
ALTER TABLE campaigns_draft DISABLE TRIGGER guards_draft;
UPDATE campaigns_draft SET title = proposal.title, title_language = proposal.language
FROM campaigns_proposal AS proposal WHERE proposal.id = proposal_id AND state <> 'working';
ALTER TABLE campaigns_draft ENABLE TRIGGER guards_draft;
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0007_conference_rules")]

    operations = [
        migrations.AddField("draft", "title", models.CharField(blank=True, editable=False, max_length=160)),
        migrations.AddField("draft", "title_language", models.CharField(blank=True, editable=False, max_length=10)),
        migrations.AlterField(
            "proposal",
            "title",
            models.CharField(
                help_text="Drafts that are published keep the title they had then.",
                max_length=160,
                verbose_name="title",
            ),
        ),
        migrations.RunSQL(KEEP_TITLES, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "draft",
            models.CheckConstraint(
                condition=models.Q(state="working", title="") | ~models.Q(state="working") & ~models.Q(title=""),
                name="draft_published_has_a_title",
                violation_error_message="A draft has a title of its own exactly when published.",
            ),
        ),
    ]
