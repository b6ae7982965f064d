"""What Django cannot say in a constraint about amendments, decisions and adopted points.

Each rule has a name; `campaigns.rules.conference` says it in the reader's language.
"""

from importlib import import_module

from django.db import migrations

from nisn_site.kit.site_version import watch

KEYS = """
ALTER TABLE campaigns_amendment
    ADD CONSTRAINT amendment_of_draft_of_its_proposal
    FOREIGN KEY (draft_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id),
    ADD CONSTRAINT amendment_of_section_of_its_proposal
    FOREIGN KEY (section_id, proposal_id) REFERENCES campaigns_section (id, proposal_id),
    ADD CONSTRAINT amendment_beside_a_section_of_its_text
    FOREIGN KEY (draft_id, beside_id) REFERENCES campaigns_sectiontext (draft_id, section_id),
    ADD CONSTRAINT amendment_from_feedback_of_its_proposal
    FOREIGN KEY (from_feedback_id, proposal_id) REFERENCES campaigns_feedback (id, proposal_id),
    ADD CONSTRAINT amendment_taken_up_in_its_proposal
    FOREIGN KEY (taken_up_in_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id);
ALTER TABLE campaigns_decision
    ADD CONSTRAINT decision_on_amendment_of_its_proposal
    FOREIGN KEY (amendment_id, proposal_id) REFERENCES campaigns_amendment (id, proposal_id),
    ADD CONSTRAINT decision_on_text_of_its_proposal
    FOREIGN KEY (text_id, proposal_id) REFERENCES campaigns_draft (id, proposal_id);
"""
NO_KEYS = """
ALTER TABLE campaigns_decision
    DROP CONSTRAINT decision_on_text_of_its_proposal, DROP CONSTRAINT decision_on_amendment_of_its_proposal;
ALTER TABLE campaigns_amendment
    DROP CONSTRAINT amendment_taken_up_in_its_proposal, DROP CONSTRAINT amendment_from_feedback_of_its_proposal,
    DROP CONSTRAINT amendment_beside_a_section_of_its_text, DROP CONSTRAINT amendment_of_section_of_its_proposal,
    DROP CONSTRAINT amendment_of_draft_of_its_proposal;
"""

# As in migration 0002, with one more way to go: the current draft becomes the final text that goes to the conference.
GUARD_DRAFTS = """
CREATE OR REPLACE FUNCTION campaigns_guard_draft() RETURNS trigger LANGUAGE plpgsql AS $$
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
        IF NEW.kind <> OLD.kind AND (OLD.state, OLD.kind, NEW.kind) <> ('current', 'draft', 'final') THEN
            PERFORM campaigns_refuse('draft_kind_goes_forward',
                'Only the current draft can become the final text of the conference, and it stays that.');
        END IF;
        may_change := CASE OLD.state
            WHEN 'current' THEN '{version,state,kind,withdrawn_at,withdrawn_reason,feedback_closes_at}'::text[]
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
"""
first_rules = import_module("campaigns.migrations.0002_frozen_drafts")
GUARD_DRAFTS_BEFORE = first_rules.GUARD_DRAFTS.partition("CREATE TRIGGER")[0].replace("CREATE", "CREATE OR REPLACE", 1)

GUARD_AMENDMENTS = """
CREATE FUNCTION campaigns_guard_amendment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its_text record;
    -- A decided amendment keeps its words; the name of who moved it goes when they ask for that.
    may_change_after constant text[] := '{version,taken_up_in_id,mover}';
BEGIN
    IF TG_OP = 'DELETE' THEN
        PERFORM campaigns_refuse('amendment_is_not_deleted',
            'Everybody has seen this amendment, so it cannot be deleted. Withdraw it instead.');
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.proposal_id, NEW.number, NEW.kind, NEW.section_id) IS DISTINCT FROM
                (OLD.proposal_id, OLD.number, OLD.kind, OLD.section_id) THEN
            PERFORM campaigns_refuse('amendment_stays_what_it_is',
                'An amendment keeps its number, its kind and its section. Withdraw it and enter a new one instead.');
        END IF;
        -- The row is locked by now, and so it is by whoever records a decision about it.
        IF to_jsonb(NEW) - may_change_after IS DISTINCT FROM to_jsonb(OLD) - may_change_after AND EXISTS (
            SELECT FROM campaigns_decision AS one WHERE one.amendment_id = OLD.id AND one.result <> 'void'
                AND NOT EXISTS (SELECT FROM campaigns_decision AS later WHERE later.replaces_id = one.id)
        ) THEN
            PERFORM campaigns_refuse('amendment_is_decided',
                'This amendment is decided, so it stays as it is.');
        END IF;
        IF OLD.taken_up_in_id IS NOT NULL AND NEW.taken_up_in_id IS DISTINCT FROM OLD.taken_up_in_id THEN
            PERFORM campaigns_refuse('amendment_is_in_the_text', 'This amendment is part of a published text.');
        END IF;
    END IF;
    IF TG_OP = 'INSERT' OR (NEW.draft_id, NEW.heading, NEW.body, NEW.place, NEW.beside_id) IS DISTINCT FROM
            (OLD.draft_id, OLD.heading, OLD.body, OLD.place, OLD.beside_id) THEN
        -- Waits while the draft is being followed by the next one.
        SELECT state, kind INTO its_text FROM campaigns_draft WHERE id = NEW.draft_id FOR SHARE;
        IF (its_text.state, its_text.kind) <> ('current', 'final') THEN
            PERFORM campaigns_refuse('amendment_to_the_final_text',
                'Amendments are made to the final text that lies before the conference.');
        END IF;
        IF (NEW.kind = 'insert') = EXISTS (
            SELECT FROM campaigns_sectiontext WHERE draft_id = NEW.draft_id AND section_id = NEW.section_id
        ) THEN
            PERFORM campaigns_refuse('amendment_of_a_section_of_its_text', 'The final text does not have this section.');
        END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        INSERT INTO campaigns_lastnumber AS last (proposal_id, feedback, amendment) VALUES (NEW.proposal_id, 0, 1)
        ON CONFLICT (proposal_id) DO UPDATE SET amendment = last.amendment + 1
        RETURNING last.amendment INTO NEW.number;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_amendment BEFORE INSERT OR UPDATE OR DELETE ON campaigns_amendment
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_amendment();
"""

GUARD_DECISIONS = """
CREATE FUNCTION campaigns_guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    its_text record;
    its_amendment record;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM campaigns_refuse('decision_stays',
            'Decisions are never changed or deleted. Record a correction, which takes its place.');
    END IF;
    IF NEW.amendment_id IS NOT NULL THEN
        -- Waits while the amendment is being changed or withdrawn, and makes that wait for this.
        SELECT withdrawn_at, taken_up_in_id INTO its_amendment
        FROM campaigns_amendment WHERE id = NEW.amendment_id FOR SHARE;
        IF its_amendment.withdrawn_at IS NOT NULL THEN
            PERFORM campaigns_refuse('decision_not_on_a_withdrawn_amendment', 'This amendment is withdrawn.');
        END IF;
        IF its_amendment.taken_up_in_id IS NOT NULL AND NEW.result <> 'adopted' THEN
            PERFORM campaigns_refuse('decision_is_in_the_text',
                'A published text holds this amendment. You can correct the numbers, not the result.');
        END IF;
    END IF;
    IF NEW.replaces_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM campaigns_decision AS one WHERE one.id = NEW.replaces_id AND one.proposal_id = NEW.proposal_id
            AND one.amendment_id IS NOT DISTINCT FROM NEW.amendment_id
    ) THEN
        PERFORM campaigns_refuse('decision_replaces_one_about_the_same', 'The other record is about something else.');
    END IF;
    SELECT state, kind, content_sha256 INTO its_text FROM campaigns_draft WHERE id = NEW.text_id FOR SHARE;
    IF its_text.state = 'working' THEN
        PERFORM campaigns_refuse('decision_on_a_published_text', 'A conference decides on a text that is published.');
    END IF;
    IF NEW.amendment_id IS NULL AND NEW.text_sha256 <> its_text.content_sha256 THEN
        PERFORM campaigns_refuse('decision_has_the_fingerprint_of_its_text',
            'The fingerprint is not that of the text. Look at the text again.');
    END IF;
    IF NEW.amendment_id IS NULL AND NEW.result = 'adopted' AND its_text.kind <> 'adopted' THEN
        PERFORM campaigns_refuse('decision_adopts_an_adopted_text',
            'Adopting a text publishes it as the adopted text. Use the page for that.');
    END IF;
    IF NEW.decided_on > (NEW.recorded_at AT TIME ZONE 'UTC')::date + 1 THEN
        PERFORM campaigns_refuse('decision_is_not_of_the_future', 'This day is still to come.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_decision BEFORE INSERT OR UPDATE OR DELETE ON campaigns_decision
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_decision();
CREATE TRIGGER decision_is_not_emptied BEFORE TRUNCATE ON campaigns_decision
FOR EACH STATEMENT EXECUTE FUNCTION campaigns_guard_decision();
"""

GUARD_POINTS = """
CREATE FUNCTION campaigns_guard_point() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.decision_id IS NOT NULL THEN
            PERFORM campaigns_refuse('point_stays', 'A conference adopted this point. It stays, with its number.');
        END IF;
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.statement_id, NEW.number, NEW.text_id, NEW.decision_id) IS DISTINCT FROM
                (OLD.statement_id, OLD.number, OLD.text_id, OLD.decision_id) THEN
            PERFORM campaigns_refuse('point_stays', 'A point keeps its number, its text and its decision.');
        END IF;
    ELSIF NEW.text_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM campaigns_decision AS decision
        JOIN campaigns_sectiontext AS one ON one.draft_id = decision.text_id
        WHERE decision.id = NEW.decision_id AND one.id = NEW.text_id
            AND decision.amendment_id IS NULL AND decision.result = 'adopted'
    ) THEN
        PERFORM campaigns_refuse('point_is_what_was_adopted', 'The decision is not about this text.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_point BEFORE INSERT OR UPDATE OR DELETE ON campaigns_pointofunity
FOR EACH ROW EXECUTE FUNCTION campaigns_guard_point();

CREATE FUNCTION campaigns_guard_unity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_pointofunity WHERE statement_id = OLD.id) THEN
        PERFORM campaigns_refuse('unity_year_stays', 'There are points at this address, so the year stays.');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_unity BEFORE UPDATE ON campaigns_unitystatement
FOR EACH ROW WHEN ((NEW.year, NEW.conference_id) IS DISTINCT FROM (OLD.year, OLD.conference_id))
EXECUTE FUNCTION campaigns_guard_unity();
"""


def drop(*names: str) -> str:
    """Functions and, with them, their triggers."""
    return "".join(f"DROP FUNCTION campaigns_guard_{name} CASCADE;" for name in names)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0006_at_the_conference")]

    operations = [
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(GUARD_DRAFTS, GUARD_DRAFTS_BEFORE),
        migrations.RunSQL(GUARD_AMENDMENTS, drop("amendment")),
        migrations.RunSQL(GUARD_DECISIONS, drop("decision")),
        migrations.RunSQL(GUARD_POINTS, drop("point", "unity")),
        watch(
            "campaigns_amendment",
            "campaigns_decision",
            "campaigns_floor",
            "campaigns_unitystatement",
            "campaigns_pointofunity",
        ),
    ]
