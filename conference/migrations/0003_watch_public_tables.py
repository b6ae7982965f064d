from django.db import migrations

from nisn_site.kit.site_version import watch

SHOWN = (
    "action",
    "announcement",
    "conference",
    "housingoption",
    "mainpage",
    "network",
    "page",
    "phoneline",
    "picture",
    "recordedfact",
    "term",
    "traveloption",
    "venue",
)


class Migration(migrations.Migration):
    dependencies = [("conference", "0002_search_rules"), ("nisn_site", "0002_site_version")]

    operations = [watch(*(f"conference_{name}" for name in SHOWN))]
