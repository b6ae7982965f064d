"""How many people think so too is kept with each remark, by the database, whichever way a support comes or goes."""

from importlib import import_module

from django.db import migrations

guard = import_module("campaigns.migrations.0004_feedback_rules").GUARD_FEEDBACK.partition("CREATE TRIGGER")[0]
guard = guard.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
# The number moves also when a remark is public and all else in it stays.
WITH_SUPPORTERS = guard.replace("hidden_reason,same_as_id}", "hidden_reason,same_as_id,supporters}")

COUNT = """
CREATE FUNCTION campaigns_count_support() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    remark bigint := CASE TG_OP WHEN 'DELETE' THEN OLD.feedback_id ELSE NEW.feedback_id END;
BEGIN
    -- One after the other: two who count at once would not see each other.
    PERFORM FROM campaigns_feedback WHERE id = remark FOR NO KEY UPDATE;
    UPDATE campaigns_feedback SET supporters =
        (SELECT count(*) FROM campaigns_support WHERE feedback_id = remark AND stage = 'confirmed')
    WHERE id = remark;
    RETURN NULL;
END $$;
CREATE TRIGGER counts_support AFTER INSERT OR DELETE OR UPDATE OF stage, feedback_id ON campaigns_support
FOR EACH ROW EXECUTE FUNCTION campaigns_count_support();
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0010_senders")]

    operations = [
        migrations.RunSQL(WITH_SUPPORTERS, guard),
        migrations.RunSQL(COUNT, "DROP FUNCTION campaigns_count_support CASCADE;"),
    ]
