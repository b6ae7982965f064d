"""Text search that forgives accents: a reader without the right keyboard types "migracion" and finds it."""

from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations

RULES = {
    "nisn_english": ("english", "english_stem"),
    "nisn_spanish": ("spanish", "spanish_stem"),
    "nisn_simple": ("simple", "simple"),
}

CREATE = """
CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.{copy});
ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {stem};
"""


class Migration(migrations.Migration):
    dependencies = [("conference", "0001_initial")]

    operations = [
        UnaccentExtension(),
        *(
            migrations.RunSQL(CREATE.format(name=name, copy=copy, stem=stem), f"DROP TEXT SEARCH CONFIGURATION {name};")
            for name, (copy, stem) in RULES.items()
        ),
    ]
