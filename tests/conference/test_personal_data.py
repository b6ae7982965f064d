from datetime import UTC, datetime

import pytest

from conference.models import Person
from nisn_site.kit.privacy.forgetting import delete_due
from tests.makers import make_conference

HALF_A_YEAR_LATER = datetime(2008, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("is_named", "now", "name"),
    [
        (False, HALF_A_YEAR_LATER, "—"),
        (False, datetime(2007, 12, 1, tzinfo=UTC), "Ana"),
        (True, HALF_A_YEAR_LATER, "Ana"),
    ],
)
def test_who_never_agreed_to_be_named_has_no_name_half_a_year_after_the_conference(db, is_named, now, name):
    person = Person.objects.create(
        conference=make_conference(), slug="ana", name="Ana", about="Plans.", pronouns="she", is_named=is_named
    )
    person.translate("about", "es", "Planea.", state="reviewed")
    changed = [
        outcome.rows for _again in range(2) for outcome in delete_due(now) if outcome.label == "conference.person"
    ]
    person.refresh_from_db()

    assert (person.name, person.about == "", person.translations.count()) == (name, name == "—", int(name != "—"))
    assert changed == [int(name == "—"), 0]
