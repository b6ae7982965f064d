"""What only the running server can tell about a deployment: `manage.py check --deploy --database default`."""

from django.core import checks
from django.db import connections

# PostgreSQL's own log would keep people's words: by default it writes the row that failed and the statement with it.
DISCREET = {
    "log_error_verbosity": {"terse"},
    "log_min_error_statement": {"fatal", "panic"},
    "log_statement": {"none", "ddl"},
    "log_min_duration_statement": {"-1"},
}


@checks.register(checks.Tags.database, deploy=True)
def check_log_of_the_database(databases=None, **options):
    return [warning for alias in databases or [] for warning in talkative_settings(alias)]


def talkative_settings(alias: str) -> list[checks.Warning]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s) ORDER BY name", [list(DISCREET)])
        return [
            checks.Warning(
                f"PostgreSQL's log repeats what people write: {name} is {value}.", hint=hint(name), id="nisn_site.W001"
            )
            for name, value in cursor.fetchall()
            if value not in DISCREET[name]
        ]


def hint(name: str) -> str:
    return f"ALTER SYSTEM SET {name} = '{min(DISCREET[name])}'; see deploy/README.md, Database."
