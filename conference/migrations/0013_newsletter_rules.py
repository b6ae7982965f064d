"""What has gone out stays as its readers got it, goes one way, and reaches nobody twice."""

from django.db import migrations

GUARD = """
CREATE FUNCTION conference_guard_newsletter_issue() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := '{state,readers,last_reader,version,updated_at}';
    steps text[] := '{draft>sending,draft>sent,sending>paused,sending>sent,paused>sending}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.state IN ('sending', 'paused') THEN
            PERFORM conference_refuse('newsletter_on_its_way_stays',
                'This issue is on its way to its readers. Wait until it is sent, then delete it.');
        END IF;
        RETURN OLD;
    END IF;
    IF OLD.state <> NEW.state AND OLD.state || '>' || NEW.state <> ALL (steps) THEN
        PERFORM conference_refuse('newsletter_goes_one_way', 'An issue goes out once. Write the next one instead.');
    END IF;
    -- All other columns are frozen, also those that are added to the table one day.
    IF OLD.state <> 'draft' AND to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
        PERFORM conference_refuse('newsletter_stays_as_sent',
            'This issue has gone out and stays as its readers got it. Write the next one instead.');
    END IF;
    IF NEW.last_reader < OLD.last_reader THEN
        PERFORM conference_refuse('newsletter_reaches_each_once', 'Some readers would get this issue twice.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_newsletter_issue BEFORE UPDATE OR DELETE ON conference_newsletterissue
FOR EACH ROW EXECUTE FUNCTION conference_guard_newsletter_issue();
"""
FREE = """
DROP TRIGGER guards_newsletter_issue ON conference_newsletterissue;
DROP FUNCTION conference_guard_newsletter_issue();
"""


class Migration(migrations.Migration):
    dependencies = [("conference", "0012_names_of_fields")]

    operations = [migrations.RunSQL(GUARD, FREE)]
