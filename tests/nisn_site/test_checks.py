from django.db import connection

from nisn_site.checks import DISCREET, check_log_of_the_database


def test_log_of_the_database_is_discreet_here(db):
    assert check_log_of_the_database(databases=["default"]) == []


def test_database_is_not_asked_unless_wanted():
    assert check_log_of_the_database(databases=None) == []


def test_each_talkative_setting_is_told_with_its_remedy(db):
    with connection.cursor() as cursor:
        for name, value in zip(sorted(DISCREET), ("default", "250", "error", "all"), strict=True):
            cursor.execute(f"SET LOCAL {name} = '{value}'")
    warnings = check_log_of_the_database(databases=["default"])

    assert [(warning.msg.rpartition(": ")[2], warning.hint.partition(";")[0]) for warning in warnings] == [
        ("log_error_verbosity is default.", "ALTER SYSTEM SET log_error_verbosity = 'terse'"),
        ("log_min_duration_statement is 250.", "ALTER SYSTEM SET log_min_duration_statement = '-1'"),
        ("log_min_error_statement is error.", "ALTER SYSTEM SET log_min_error_statement = 'fatal'"),
        ("log_statement is all.", "ALTER SYSTEM SET log_statement = 'ddl'"),
    ]
