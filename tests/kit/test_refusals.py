"""What the database refuses becomes words; what is our own fault stays a fault."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from nisn_site.kit.refusals import Refusals
from tests.makers import make_conference

pytestmark = pytest.mark.django_db

WORDS = Refusals("conference", {"rule_of_a_migration": "Not like this."}, busy="Try again.")
TOO_LONG = "INSERT INTO django_session VALUES (repeat('x', 41), '', now())"


def sql(statement: str):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def refused(statement: str) -> tuple[str, str]:
    with pytest.raises(ValidationError) as caught, WORDS.in_plain_words():
        sql(statement)
    [error] = caught.value.error_list
    return error.code, error.messages[0]


def test_rule_of_a_migration_has_its_words():
    raised = (
        "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rule_of_a_migration'; END $$"
    )

    assert refused(raised) == ("rule_of_a_migration", "Not like this.")


def test_constraint_of_a_model_has_its_words():
    make_conference()

    code, words = refused("UPDATE conference_conference SET ends_on = '1999-01-01'")

    assert (code, words) == ("conference_ends_after_it_starts", "The last day is before the first day.")


@pytest.mark.parametrize("state", ["40P01", "55P03", "57014", "40001"])
def test_who_came_at_a_bad_moment_may_try_again(state):
    assert refused(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$") == ("busy", "Try again.")


def test_text_that_cannot_be_stored_is_said():
    assert refused(TOO_LONG)[0] == "cannot_be_stored"


def test_fault_of_ours_stays_a_fault():
    make_conference()
    with pytest.raises(IntegrityError), WORDS.in_plain_words():
        sql("UPDATE conference_conference SET name = NULL")
    with pytest.raises(DatabaseError), WORDS.in_plain_words():
        sql("SELECT nonsense")


def test_it_also_wraps_a_function():
    @WORDS.in_plain_words()
    def deed():
        sql(TOO_LONG)

    for _turn in "12":
        with pytest.raises(ValidationError):
            deed()
