"""Emptying a whole table passes by the triggers of its rows, so it has one of its own."""

from django.db import migrations

TABLES = ("draft", "sectiontext")
GUARD = """
CREATE FUNCTION campaigns_guard_tables_of_drafts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_draft WHERE state <> 'working') THEN
        PERFORM campaigns_refuse('draft_is_not_deleted',
            'This draft is published and cannot be deleted. Withdraw it with a reason instead.');
    END IF;
    RETURN NULL;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER guards_table BEFORE TRUNCATE ON campaigns_{table}
FOR EACH STATEMENT EXECUTE FUNCTION campaigns_guard_tables_of_drafts();
"""
    for table in TABLES
)
FREE = "".join(f"DROP TRIGGER guards_table ON campaigns_{table};\n" for table in TABLES)
FREE += "DROP FUNCTION campaigns_guard_tables_of_drafts();"


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0015_names_of_fields")]

    operations = [migrations.RunSQL(GUARD, FREE)]
