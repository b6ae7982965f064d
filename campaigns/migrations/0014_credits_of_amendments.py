"""Which remark an amendment comes from may be noted also once it is decided: that changes nothing it says."""

from importlib import import_module

from django.db import migrations

first_rules = import_module("campaigns.migrations.0007_conference_rules")
BEFORE = first_rules.GUARD_AMENDMENTS.partition("CREATE TRIGGER")[0].replace("CREATE", "CREATE OR REPLACE", 1)
NOW = BEFORE.replace("{version,taken_up_in_id,mover}", "{version,taken_up_in_id,mover,from_feedback_id}")


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0013_search_without_accents")]

    operations = [migrations.RunSQL(NOW, BEFORE)]
