"""Numbers of remarks, and what Django cannot say in a constraint about feedback and answers.

Each rule has a name; `campaigns.rules.feedback` says it in the reader's language.
"""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from nisn_site.kit.site_version import watch

KEYS = """
ALTER TABLE campaigns_feedback
    ADD CONSTRAINT feedback_in_draft_of_its_proposal
    FOREIGN KEY (draft_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id),
    ADD CONSTRAINT feedback_on_a_section_of_its_draft
    FOREIGN KEY (draft_id, section_id) REFERENCES campaigns_sectiontext (draft_id, section_id),
    ADD CONSTRAINT feedback_same_as_one_of_its_proposal
    FOREIGN KEY (same_as_id, proposal_id) REFERENCES campaigns_feedback (id, proposal_id);
ALTER TABLE campaigns_response
    ADD CONSTRAINT response_section_of_its_proposal
    FOREIGN KEY (section_id, proposal_id) REFERENCES campaigns_section (id, proposal_id),
    ADD CONSTRAINT response_shown_in_draft_of_its_proposal
    FOREIGN KEY (shown_in_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id);
ALTER TABLE campaigns_settlement
    ADD CONSTRAINT settlement_of_feedback_of_its_proposal
    FOREIGN KEY (feedback_id, proposal_id) REFERENCES campaigns_feedback (id, proposal_id),
    ADD CONSTRAINT settlement_of_response_of_its_proposal
    FOREIGN KEY (response_id, proposal_id) REFERENCES campaigns_response (id, proposal_id);
"""
NO_KEYS = """
ALTER TABLE campaigns_settlement
    DROP CONSTRAINT settlement_of_response_of_its_proposal, DROP CONSTRAINT settlement_of_feedback_of_its_proposal;
ALTER TABLE campaigns_response
    DROP CONSTRAINT response_shown_in_draft_of_its_proposal, DROP CONSTRAINT response_section_of_its_proposal;
ALTER TABLE campaigns_feedback
    DROP CONSTRAINT feedback_same_as_one_of_its_proposal, DROP CONSTRAINT feedback_on_a_section_of_its_draft,
    DROP CONSTRAINT feedback_in_draft_of_its_proposal;
"""

GUARD_FEEDBACK = """
CREATE FUNCTION campaigns_guard_feedback() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its_state text;
    -- All other columns stay once a remark was public, also those that are added to the table one day.
    may_change constant text[] :=
        '{state,shown_as,name,organization,published_at,hidden_reason,same_as_id}';
    its_words constant text[] :=
        '{body,quote,base_heading,base_body,suggested_heading,suggested_body,occasion}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS (SELECT FROM campaigns_settlement WHERE feedback_id = OLD.id) THEN
            PERFORM campaigns_refuse('feedback_answered_stays',
                'This remark has an answer and cannot be deleted. Hide it with a reason instead.');
        END IF;
        IF OLD.published_at IS NOT NULL THEN
            PERFORM campaigns_refuse('feedback_that_was_public_stays',
                'This remark was public and cannot be deleted. Hide it with a reason instead.');
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'INSERT' THEN
        -- Waits while the draft is being published, withdrawn or followed by the next one.
        SELECT state INTO its_state FROM campaigns_draft WHERE id = NEW.draft_id FOR SHARE;
        IF its_state = 'working' THEN
            PERFORM campaigns_refuse('feedback_on_a_published_draft',
                'Only organizers see this draft yet. There is no feedback on it.');
        END IF;
        NEW.number := NULL;
    ELSE
        NEW.number := OLD.number;
        IF (NEW.proposal_id, NEW.draft_id, NEW.section_id) IS DISTINCT FROM
                (OLD.proposal_id, OLD.draft_id, OLD.section_id) THEN
            PERFORM campaigns_refuse('feedback_stays_where_it_was_said',
                'A remark belongs to the draft and the section that it was made on.');
        END IF;
        IF OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn' THEN
            PERFORM campaigns_refuse('feedback_withdrawn_stays',
                'Its author took this remark back. It stays that way.');
        END IF;
        IF OLD.published_at IS NOT NULL AND to_jsonb(NEW)
                - (CASE NEW.state WHEN 'withdrawn' THEN may_change || its_words ELSE may_change END)
                IS DISTINCT FROM to_jsonb(OLD)
                - (CASE NEW.state WHEN 'withdrawn' THEN may_change || its_words ELSE may_change END) THEN
            PERFORM campaigns_refuse('feedback_words_stay',
                'This remark was public, so its words stay as they are. Its author can take it back; you can hide it.');
        END IF;
    END IF;
    IF NEW.number IS NULL AND NEW.state NOT IN ('unconfirmed', 'spam') THEN
        INSERT INTO campaigns_lastnumber AS last (proposal_id, feedback) VALUES (NEW.proposal_id, 1)
        ON CONFLICT (proposal_id) DO UPDATE SET feedback = last.feedback + 1
        RETURNING last.feedback INTO NEW.number;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_feedback BEFORE INSERT OR UPDATE OR DELETE ON campaigns_feedback
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_feedback();

CREATE FUNCTION campaigns_guard_same_feedback() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_the_other bigint;
BEGIN
    -- Holds the other one as it is: nobody can make it the same as a third one at this moment.
    SELECT same_as_id INTO of_the_other FROM campaigns_feedback WHERE id = NEW.same_as_id FOR SHARE;
    IF of_the_other IS NOT NULL OR EXISTS (SELECT FROM campaigns_feedback WHERE same_as_id = NEW.id) THEN
        PERFORM campaigns_refuse('feedback_same_as_one_that_stands',
            'One of the two is already counted as the same as another remark. Choose that one, or take it out first.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_same_feedback BEFORE INSERT OR UPDATE OF same_as_id ON campaigns_feedback
FOR EACH ROW WHEN (NEW.same_as_id IS NOT NULL) EXECUTE FUNCTION campaigns_guard_same_feedback();
"""

GUARD_ANSWERS = """
CREATE FUNCTION campaigns_guard_response() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        PERFORM campaigns_refuse('response_published_stays',
            'This answer is published and cannot be deleted. Write a new answer instead.');
    END IF;
    IF to_jsonb(NEW) - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'version' THEN
        PERFORM campaigns_refuse('response_is_frozen',
            'This answer is published, so it stays as it is. Write a new answer instead.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_response BEFORE UPDATE OR DELETE ON campaigns_response
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_response();

CREATE FUNCTION campaigns_guard_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_published boolean;
BEGIN
    SELECT published_at IS NOT NULL INTO is_published FROM campaigns_response WHERE id = OLD.response_id FOR SHARE;
    IF is_published AND (TG_OP = 'DELETE' OR OLD.superseded_at IS NOT NULL
            OR to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at') THEN
        PERFORM campaigns_refuse('settlement_published_stays',
            'This answer is published. Write a new answer, which takes its place.');
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guards_settlement BEFORE UPDATE OR DELETE ON campaigns_settlement
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_settlement();
"""

# Letters in threes, for "remarks that read like this one" and for searching inside words of any language.
LIKENESS = """
CREATE INDEX feedback_letters ON campaigns_feedback USING gin ((body || ' ' || suggested_body) gin_trgm_ops);
"""


def drop(*names: str) -> str:
    """Functions and, with them, their triggers."""
    return "".join(f"DROP FUNCTION campaigns_guard_{name} CASCADE;" for name in names)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_feedback")]

    operations = [
        TrigramExtension(),
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(GUARD_FEEDBACK, drop("feedback", "same_feedback")),
        migrations.RunSQL(GUARD_ANSWERS, drop("response", "settlement")),
        migrations.RunSQL(LIKENESS, "DROP INDEX feedback_letters;"),
        watch("campaigns_feedback", "campaigns_response", "campaigns_settlement"),
    ]
