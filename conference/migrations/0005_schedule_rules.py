"""What Django cannot say in a constraint: a release stays as it was published, and nothing points across conferences.

The triggers hold against bulk updates, raw SQL and TRUNCATE, too. A release is written in one transaction: its row
first, then its slots and appearances, then `published_at`, which closes it. Nobody else sees it open, since a
transaction that would leave it open fails at its end. Each rule has a name; `conference.schedule.refusals` says it
in the reader's language.
"""

from django.db import migrations

from nisn_site.kit.site_version import watch

KEYS = """
ALTER TABLE conference_person
    ADD CONSTRAINT person_organization_of_their_conference
    FOREIGN KEY (organization_id, conference_id) REFERENCES conference_organization (id, conference_id);
ALTER TABLE conference_session
    ADD CONSTRAINT session_topic_of_its_conference
    FOREIGN KEY (topic_id, conference_id) REFERENCES conference_topic (id, conference_id);
ALTER TABLE conference_sessionperson
    ADD CONSTRAINT session_person_in_session_of_its_conference
    FOREIGN KEY (session_id, conference_id) REFERENCES conference_session (id, conference_id),
    ADD CONSTRAINT session_person_of_its_conference
    FOREIGN KEY (person_id, conference_id) REFERENCES conference_person (id, conference_id),
    ADD CONSTRAINT session_person_organization_of_its_conference
    FOREIGN KEY (organization_id, conference_id) REFERENCES conference_organization (id, conference_id);
ALTER TABLE conference_slot
    ADD CONSTRAINT slot_session_of_its_conference
    FOREIGN KEY (session_id, conference_id) REFERENCES conference_session (id, conference_id),
    ADD CONSTRAINT slot_room_of_its_conference
    FOREIGN KEY (room_id, conference_id) REFERENCES conference_room (id, conference_id),
    ADD CONSTRAINT slot_release_of_its_conference
    FOREIGN KEY (release_id, conference_id) REFERENCES conference_release (id, conference_id);
ALTER TABLE conference_appearance
    ADD CONSTRAINT appearance_follows_its_slot
    FOREIGN KEY (slot_id, release_id, starts_at, ends_at)
    REFERENCES conference_slot (id, release_id, starts_at, ends_at);
"""
NO_KEYS = """
ALTER TABLE conference_appearance DROP CONSTRAINT appearance_follows_its_slot;
ALTER TABLE conference_slot
    DROP CONSTRAINT slot_release_of_its_conference, DROP CONSTRAINT slot_room_of_its_conference,
    DROP CONSTRAINT slot_session_of_its_conference;
ALTER TABLE conference_sessionperson
    DROP CONSTRAINT session_person_organization_of_its_conference, DROP CONSTRAINT session_person_of_its_conference,
    DROP CONSTRAINT session_person_in_session_of_its_conference;
ALTER TABLE conference_session DROP CONSTRAINT session_topic_of_its_conference;
ALTER TABLE conference_person DROP CONSTRAINT person_organization_of_their_conference;
"""

REFUSE = """
CREATE FUNCTION conference_refuse(rule text, words text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = rule, MESSAGE = words;
END $$;
CREATE FUNCTION conference_refuse_frozen() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM conference_refuse('release_is_frozen',
        'This schedule is published and cannot be changed. Change the draft, then publish a new release.');
END $$;
"""

GUARD_RELEASES = """
CREATE FUNCTION conference_guard_release() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := '{note,language,published_by_id}';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.published_at IS NOT NULL THEN
            PERFORM conference_refuse('release_begins_open',
                'A release is written first and published at its end.');
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.published_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    -- All other columns are frozen, also those that are added to the table one day.
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - may_change IS DISTINCT FROM to_jsonb(OLD) - may_change THEN
        PERFORM conference_refuse_frozen();
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guards_release BEFORE INSERT OR UPDATE OR DELETE ON conference_release
FOR EACH ROW EXECUTE FUNCTION conference_guard_release();

CREATE FUNCTION conference_guard_open_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM conference_release WHERE id = NEW.id AND published_at IS NULL) THEN
        PERFORM conference_refuse('release_is_closed_at_once',
            'A release is published in the transaction that writes it, or not at all.');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER guards_open_release AFTER INSERT ON conference_release
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION conference_guard_open_release();
"""

GUARD_ROWS = """
CREATE FUNCTION conference_guard_released_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.release_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM conference_release WHERE id = NEW.release_id AND published_at IS NULL
        ) THEN
            PERFORM conference_refuse_frozen();
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.release_id IS NOT NULL OR (TG_OP = 'UPDATE' AND NEW.release_id IS NOT NULL) THEN
        PERFORM conference_refuse_frozen();
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guards_slot BEFORE INSERT OR UPDATE OR DELETE ON conference_slot
FOR EACH ROW EXECUTE FUNCTION conference_guard_released_row();
CREATE TRIGGER guards_appearance BEFORE INSERT OR UPDATE OR DELETE ON conference_appearance
FOR EACH ROW EXECUTE FUNCTION conference_guard_released_row();
"""

# Emptying whole tables is refused as well.
GUARD_TABLES = """
CREATE FUNCTION conference_guard_releases_table() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM conference_release) THEN
        PERFORM conference_refuse_frozen();
    END IF;
    RETURN NULL;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER guards_table BEFORE TRUNCATE ON conference_{table}
FOR EACH STATEMENT EXECUTE FUNCTION conference_guard_releases_table();
"""
    for table in ("release", "slot", "appearance")
)


def drop(*names: str) -> str:
    """Functions and, with them, their triggers."""
    return "".join(f"DROP FUNCTION conference_{name} CASCADE;" for name in names)


class Migration(migrations.Migration):
    dependencies = [("conference", "0004_schedule")]

    operations = [
        migrations.RunSQL(KEYS, NO_KEYS),
        migrations.RunSQL(REFUSE, drop("refuse_frozen", "refuse")),
        migrations.RunSQL(GUARD_RELEASES, drop("guard_release", "guard_open_release")),
        migrations.RunSQL(GUARD_ROWS, drop("guard_released_row")),
        migrations.RunSQL(GUARD_TABLES, drop("guard_releases_table")),
        # Slots and appearances do not move what readers see: the draft is the organizers', the rest never changes.
        watch(
            *(
                f"conference_{name}"
                for name in ("room", "organization", "person", "topic", "session", "sessionlanguage", "release")
            )
        ),
    ]
