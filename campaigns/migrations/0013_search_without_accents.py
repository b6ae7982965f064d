"""Searching in feedback forgives accents and capitals, as searching the site does, and stays quick for long lists."""

from django.db import migrations

# unaccent() alone may not stand in an index, since its dictionary could be changed; nobody does that here.
PLAIN = """
CREATE FUNCTION campaigns_plain(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT lower(public.unaccent('public.unaccent', words))
$$;
DROP INDEX feedback_letters;
CREATE INDEX feedback_letters ON campaigns_feedback
USING gin (campaigns_plain(body || ' ' || suggested_body) gin_trgm_ops);
"""
NOT_PLAIN = """
DROP INDEX feedback_letters;
CREATE INDEX feedback_letters ON campaigns_feedback USING gin ((body || ' ' || suggested_body) gin_trgm_ops);
DROP FUNCTION campaigns_plain;
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0012_feedback_exports"), ("conference", "0002_search_rules")]

    operations = [migrations.RunSQL(PLAIN, NOT_PLAIN)]
