"""What Django cannot say in a constraint: published drafts stay as they are, and nothing points across proposals.

The triggers hold against bulk updates and raw SQL, too. A text and its draft are decided about one after the other:
writing a text takes a shared lock on the draft's row, publishing changes that row, so each waits for the other.
Each rule has a name; `campaigns.refusals` says it in the reader's language.
"""

from django.db import migrations

from nisn_site.kit.site_version import watch

KEYS = """
ALTER TABLE campaigns_draft
    ADD CONSTRAINT draft_follows_one_of_its_proposal
    FOREIGN KEY (previous_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id);
ALTER TABLE campaigns_sectiontext
    ADD CONSTRAINT text_in_draft_of_its_proposal
    FOREIGN KEY (draft_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id),
    ADD CONSTRAINT text_of_section_of_its_proposal
    FOREIGN KEY (section_id, proposal_id) REFERENCES campaigns_section (id, proposal_id),
    ADD CONSTRAINT text_inside_one_of_its_draft
    FOREIGN KEY (draft_id, parent_id) REFERENCES campaigns_sectiontext (draft_id, section_id)
    DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE campaigns_comparison
    ADD CONSTRAINT comparison_older_of_its_proposal
    FOREIGN KEY (older_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id),
    ADD CONSTRAINT comparison_newer_of_its_proposal
    FOREIGN KEY (newer_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id);
"""
NO_KEYS = """
ALTER TABLE campaigns_comparison
    DROP CONSTRAINT comparison_older_of_its_proposal, DROP CONSTRAINT comparison_newer_of_its_proposal;
ALTER TABLE campaigns_sectiontext
    DROP CONSTRAINT text_inside_one_of_its_draft, DROP CONSTRAINT text_of_section_of_its_proposal,
    DROP CONSTRAINT text_in_draft_of_its_proposal;
ALTER TABLE campaigns_draft DROP CONSTRAINT draft_follows_one_of_its_proposal;
"""

REFUSE = """
CREATE FUNCTION campaigns_refuse(rule text, words text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = rule, MESSAGE = words;
END $$;
"""

GUARD_DRAFTS = """
CREATE FUNCTION campaigns_guard_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'working' THEN
            PERFORM campaigns_refuse('draft_begins_as_working', 'A draft begins as a working draft.');
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF OLD.state <> 'working' THEN
            PERFORM campaigns_refuse('draft_is_not_deleted',
                'This draft is published and cannot be deleted. Withdraw it with a reason instead.');
        END IF;
        RETURN OLD;
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
            (('working', 'current'), ('current', 'past'), ('current', 'withdrawn'), ('past', 'withdrawn')) THEN
        PERFORM campaigns_refuse('draft_goes_forward',
            'A draft is published once. After that it can be followed by another one or withdrawn, never taken back.');
    END IF;
    IF OLD.state <> 'working' THEN
        may_change := CASE OLD.state
            WHEN 'current' THEN '{version,state,withdrawn_at,withdrawn_reason,feedback_closes_at}'::text[]
            WHEN 'past' THEN '{version,state,withdrawn_at,withdrawn_reason}'::text[]
            ELSE '{version}'::text[]
        END;
        -- All other columns are frozen, also those that are added to the table one day.
        IF to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
            PERFORM campaigns_refuse('draft_is_frozen',
                'This draft is published and cannot be changed. Publish a new draft instead.');
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_draft BEFORE INSERT OR UPDATE OR DELETE ON campaigns_draft
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_draft();
"""

GUARD_TEXTS = """
CREATE FUNCTION campaigns_guard_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its_draft bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.draft_id ELSE OLD.draft_id END;
    its_state text;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.draft_id <> OLD.draft_id THEN
        PERFORM campaigns_refuse('text_stays_in_its_draft', 'A text belongs to its draft. Copy it into the other one.');
    END IF;
    -- Waits while the draft is being published, and makes publishing wait for this text.
    SELECT state INTO its_state FROM campaigns_draft WHERE id = its_draft FOR SHARE;
    IF its_state <> 'working' THEN
        PERFORM campaigns_refuse('text_is_frozen',
            'This draft is published, so its text stays as it is. Write your change into the working draft.');
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
        -- One at a time: two moves that are harmless alone can form a circle together.
        PERFORM pg_advisory_xact_lock(hashtextextended('campaigns: outline of draft ' || its_draft, 0));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_text BEFORE INSERT OR UPDATE OR DELETE ON campaigns_sectiontext
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_text();

CREATE FUNCTION campaigns_guard_outline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Reads the row again: at the end of a transaction it may differ from what this call was made for.
    IF EXISTS (
        WITH RECURSIVE around (draft_id, section_id) AS (
            SELECT draft_id, parent_id FROM campaigns_sectiontext WHERE id = NEW.id
            UNION
            SELECT one.draft_id, one.parent_id FROM around
            JOIN campaigns_sectiontext AS one
                ON one.draft_id = around.draft_id AND one.section_id = around.section_id
        )
        SELECT FROM around WHERE section_id = NEW.section_id
    ) THEN
        PERFORM campaigns_refuse('text_not_inside_its_own_part', 'A section cannot lie inside one of its own parts.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guards_outline AFTER INSERT OR UPDATE ON campaigns_sectiontext
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION campaigns_guard_outline();
"""

GUARD_IDENTITIES = """
CREATE FUNCTION campaigns_guard_section() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_published boolean;
BEGIN
    IF NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    SELECT bool_or(state <> 'working') INTO is_published FROM (
        SELECT draft.state FROM campaigns_draft AS draft
        JOIN campaigns_sectiontext AS one ON one.draft_id = draft.id
        WHERE one.section_id = OLD.id FOR SHARE OF draft
    ) AS drafts;
    IF is_published THEN
        PERFORM campaigns_refuse('section_is_for_life',
            'A draft with this section is published, so its key and kind stay. You can leave it out of the next draft.');
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guards_section BEFORE UPDATE OR DELETE ON campaigns_section
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_section();

CREATE FUNCTION campaigns_guard_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_draft WHERE proposal_id = OLD.id AND state <> 'working') THEN
        PERFORM campaigns_refuse('proposal_address_stays',
            'A draft of this proposal is published, so its conference, number and address stay.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_proposal BEFORE UPDATE ON campaigns_proposal
FOR EACH ROW WHEN ((NEW.conference_id, NEW.number, NEW.slug) IS DISTINCT FROM (OLD.conference_id, OLD.number, OLD.slug))
EXECUTE FUNCTION campaigns_guard_proposal();
"""

GUARD_COMPARISONS = """
CREATE FUNCTION campaigns_guard_comparison() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM campaigns_draft AS older, campaigns_draft AS newer
        WHERE older.id = NEW.older_id AND newer.id = NEW.newer_id
            AND ('working' IN (older.state, newer.state) OR older.number >= newer.number)
    ) THEN
        PERFORM campaigns_refuse('comparison_of_published_drafts',
            'Only comparisons of two published drafts are kept, the older one first.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_comparison BEFORE INSERT OR UPDATE ON campaigns_comparison
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_comparison();
"""


def drop(*names: str) -> str:
    """Functions and, with them, their triggers."""
    return "".join(f"DROP FUNCTION campaigns_guard_{name} CASCADE;" for name in names)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(REFUSE, "DROP FUNCTION campaigns_refuse;"),
        migrations.RunSQL(GUARD_DRAFTS, drop("draft")),
        migrations.RunSQL(GUARD_TEXTS, drop("text", "outline")),
        migrations.RunSQL(GUARD_IDENTITIES, drop("section", "proposal")),
        migrations.RunSQL(GUARD_COMPARISONS, drop("comparison")),
        # Published texts never change by themselves: what readers see moves on when a draft does.
        watch("campaigns_proposal", "campaigns_draft"),
    ]
