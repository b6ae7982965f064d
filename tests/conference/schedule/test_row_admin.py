"""Sessions, rooms and people in the admin. What only the database can see comes back as a message, never as a fault."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory
from django.utils import timezone

from conference.models import Appearance, Organization, Person, Room, Session, SessionLanguage, SessionPerson, Slot
from conference.schedule.releasing import publish_draft
from nisn_site.kit.privacy.forgetting import delete_due
from tests.html import text_of
from tests.makers import make_conference, translate

from .makers import at, make_organization, make_person, make_room, make_session, make_slot, make_topic, the_conference

pytestmark = pytest.mark.django_db


def url_of(thing_or_model, page="change") -> str:
    model = thing_or_model._meta.model_name
    key = f"/{thing_or_model.pk}" if isinstance(thing_or_model, (Room, Session, Person, Organization)) else ""
    return f"/admin/conference/{model}{key}/{page}/"


def session_form(session: Session | None = None, *, languages=(), people=(), **changes) -> dict:
    """The form as a browser sends it; rows of `languages` and `people` are new ones."""
    values = {"title": "Raids", "slug": "raids", "kind": "workshop", "language": "en", "press": ""}
    if session:
        values |= {"title": session.title, "slug": session.slug, "opened_version": session.version}
    else:
        values["conference"] = the_conference().pk
    for prefix, rows in (("languages", languages), ("people", people)):
        values |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            values |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return values | changes


def person_row(person: Person, **changes) -> dict:
    return {"person": person.pk, "role": "facilitator", "position": 10} | changes


def save(desk, url: str, values: dict) -> str:
    answer = desk.post(url, values)
    assert answer.status_code == 302, text_of(answer.text)
    return answer.url


def refusal(desk, url: str, values: dict) -> str:
    answer = desk.post(url, values)
    assert answer.status_code == 200
    return text_of(answer.text)


def test_session_is_added_with_its_languages_and_people(desk):
    ana, group = make_person("Ana"), make_organization()
    languages = [{"language": "en", "how": "spoken"}, {"language": "es", "how": "interpreted"}]

    save(
        desk, url_of(Session, "add"), session_form(languages=languages, people=[person_row(ana, organization=group.pk)])
    )

    session = Session.objects.get()
    assert [(one.language, one.how) for one in session.languages.all()] == [("en", "spoken"), ("es", "interpreted")]
    [person] = session.people.all()
    assert (person.person, person.organization, person.conference) == (ana, group, the_conference())


# -- traps: constraints that a form does not see ----------------------------------------------------------------------


def test_name_that_is_taken_is_told_although_the_form_leaves_out_the_conference(desk):
    """Django skips a constraint with a field that is not in the form: valid, then an IntegrityError."""
    make_room("Hall A")
    room = make_room("Hall B")
    values = {"name": "Hall A", "slug": "hall-b", "position": 1, "language": "en", "opened_version": room.version}

    words = refusal(desk, url_of(room), values | {"floor": "Long and precious"})

    assert "This conference already has a room with this name." in words
    room.refresh_from_db()
    assert room.name == "Hall B"


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ({"languages": [{"language": "en", "how": "spoken"}] * 2}, "Please correct the duplicate"),
        ({"languages": [{"language": "English", "how": "spoken"}]}, "Write the short code of the language"),
    ],
    ids=["twice", "no code"],
)
def test_rows_that_clash_with_each_other_are_told_on_the_form(desk, rows, words):
    """In an inline formset each row is checked against the database, not against the others."""
    assert words in refusal(desk, url_of(Session, "add"), session_form(**rows))
    assert not Session.objects.exists()


def test_person_twice_in_a_session_is_told_on_the_form(desk):
    ana = make_person("Ana")

    words = refusal(desk, url_of(Session, "add"), session_form(people=[person_row(ana)] * 2))

    assert "Please correct the duplicate" in words
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (lambda e: [person_row(make_person("Ben", conference=e))], "This person belongs to another conference."),
        (
            lambda e: [person_row(make_person("Ana"), organization=make_organization(conference=e).pk)],
            "This organization belongs to another conference.",
        ),
    ],
    ids=["person", "organization"],
)
def test_person_or_group_of_another_conference_is_told_on_the_form(desk, people, words):
    the_conference()
    rows = people(make_conference(slug="2009"))

    assert words in refusal(desk, url_of(Session, "add"), session_form(people=rows, goal="Long and precious"))
    assert not Session.objects.exists()


def test_topic_of_another_conference_is_told_on_the_form(desk):
    session = make_session("Raids")
    topic = make_topic(conference=make_conference(slug="2009"))

    words = refusal(desk, url_of(session), session_form(session, topic=topic.pk))

    assert "This topic belongs to another conference." in words


@pytest.mark.parametrize("title", ["x" * 191, "x" * 200, "   ", ""])
def test_title_that_does_not_fit_is_told_on_its_field(desk, title):
    answer = desk.post(url_of(Session, "add"), session_form(title=title))

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["title"]


def test_exclusion_constraints_do_not_break_forms_that_leave_out_their_fields():
    """Before Django 6 this was a FieldError; the database still refuses what slips through."""
    slot = make_slot("Raids", make_room("Hall A"), people=[make_person("Ana")])
    release = publish_draft(conference=slot.conference)
    for model, row in ((Slot, release.slots.get()), (Appearance, release.appearances.get())):
        for name in ("room", "role", "starts_at"):
            if any(field.name == name for field in model._meta.fields):
                form = modelform_factory(model, fields=[name])({name: row.serializable_value(name)}, instance=row)
                assert form.is_valid(), form.errors


def test_form_with_all_fields_skips_the_generated_one_unless_it_is_told_not_to():
    """Why nothing in the admin relies on a form to find a double booking."""
    slot = make_slot("Raids", make_room("Hall A"))
    release = publish_draft(conference=slot.conference)
    copy = Slot(
        conference=slot.conference, release=release, session=slot.session, room=slot.room,
        starts_at=slot.starts_at, ends_at=slot.ends_at,
    )  # fmt: skip

    copy.full_clean(exclude=["blocks"])
    with pytest.raises(ValidationError, match="same room at the same time"):
        copy.full_clean()


# -- two at once ------------------------------------------------------------------------------------------------------


def test_second_of_two_edits_of_a_session_sees_both_texts(desk):
    session = make_session("Raids", goal="Old")
    opened = session_form(session, goal="Mine", summary=session.summary)
    save(desk, url_of(session), session_form(session, goal="Theirs", summary=session.summary))

    words = refusal(desk, url_of(session), opened)

    assert "Somebody else saved this while you were writing." in words
    assert "Theirs" in words
    assert "Mine" in words


# -- what was published stays ----------------------------------------------------------------------------------------


def test_session_and_person_that_were_published_are_not_deleted(desk):
    ana = make_person("Ana")
    slot = make_slot("Raids", make_room("Hall A"), people=[ana])
    publish_draft(conference=slot.conference)

    assert desk.post(url_of(slot.session, "delete"), {"post": "yes"}).status_code == 403
    for thing in (ana, slot.room):
        answer = desk.post(url_of(thing, "delete"), {"post": "yes"})
        assert answer.status_code in {200, 302, 403}
    assert (Session.objects.count(), Person.objects.count(), Room.objects.count()) == (1, 1, 1)


def test_published_rows_survive_deleting_from_a_list(desk):
    slot = make_slot("Raids", make_room("Hall A"), people=[make_person("Ana")])
    publish_draft(conference=slot.conference)

    for model, key in (("session", slot.session_id), ("person", Person.objects.get().pk), ("room", slot.room_id)):
        sent = {"action": "delete_selected", "_selected_action": key, "post": "yes"}
        assert desk.post(f"/admin/conference/{model}/", sent).status_code in {200, 302, 403}
    assert (Session.objects.count(), Person.objects.count(), Room.objects.count()) == (1, 1, 1)


def test_session_that_nobody_saw_is_deleted_with_its_times(desk):
    slot = make_slot("Raids", make_room("Hall A"), people=[make_person("Ana")])

    save(desk, url_of(slot.session, "delete"), {"post": "yes"})

    assert (Session.objects.count(), Slot.objects.count(), SessionPerson.objects.count()) == (0, 0, 0)


def test_conference_with_a_release_is_not_deleted(desk):
    slot = make_slot("Raids", make_room("Hall A"))
    publish_draft(conference=slot.conference)

    answer = desk.post(f"/admin/conference/conference/{slot.conference_id}/delete/", {"post": "yes"}, follow=True)

    assert answer.status_code in {200, 403}
    assert Slot.objects.count() == 2


def test_languages_and_times_of_a_session_are_seen_in_lists(desk):
    slot = make_slot("Raids", make_room("Hall A"), start="28 10:00")
    SessionLanguage.objects.create(session=slot.session, language="es", how="interpreted")
    assert slot.starts_at == at(slot.conference, "28 10:00")

    assert "Raids" in text_of(desk.get("/admin/conference/session/").text)
    assert "Hall A" in text_of(desk.get("/admin/conference/slot/").text)


# -- somebody asks to be forgotten --------------------------------------------------------------------------------------


def test_name_is_removed_for_good_and_what_was_published_stays(desk):
    ana = make_person("Ana Reyes", about="She drives a bus.", pronouns="she", organization=make_organization())
    translate(ana, "es", about="Maneja un autobús.")
    release = publish_draft(conference=make_slot("Raids", make_room("Hall A"), people=[ana]).conference)

    sent = {"action": "remove_names", "_selected_action": ana.pk}
    assert "1 name is removed." in text_of(desk.post("/admin/conference/person/", sent, follow=True).text)

    ana.refresh_from_db()
    assert (ana.name, ana.slug, ana.pronouns, ana.about) == ("—", f"removed-{ana.pk}", "", "")
    assert (ana.organization, ana.is_named, ana.translations.count()) == (None, False, 0)
    assert [one.person for one in release.appearances.all()] == [ana]


def test_who_is_not_named_is_forgotten_half_a_year_after_the_conference():
    ana, ben = make_person("Ana", is_named=False), make_person("Ben")
    publish_draft(conference=make_slot("Raids", make_room("Hall A"), people=[ana, ben]).conference)

    for rows in (1, 0):
        outcomes = {one.label: (one.rows, one.problem) for one in delete_due(timezone.now())}
        assert outcomes["conference.person"] == (rows, "")

    assert [person.name for person in Person.objects.order_by("pk")] == ["—", "Ben"]


# -- around the form ----------------------------------------------------------------------------------------------------


def test_session_leads_to_its_times_and_to_what_readers_see(desk):
    slot = make_slot("Raids", make_room("Hall A"), "28 10:00")
    page = desk.get(url_of(slot.session)).text
    assert "Saturday, July 28, 10:00, Hall A" in text_of(page)
    assert "Give it a second time" in text_of(page)
    assert "/en/2007/schedule/sessions/raids/" not in page

    publish_draft(conference=slot.conference)

    assert desk.get(url_of(slot.session)).context["absolute_url"] is not None


def test_what_readers_do_not_see_has_no_link_to_the_site(desk):
    ana, group, room = make_person("Ana"), make_organization(), make_room("Hall A")
    slot = make_slot("Raids", room, people=[ana])

    def linked() -> list[bool]:
        return [bool(desk.get(url_of(thing)).context["has_absolute_url"]) for thing in (ana, group, room)]

    assert linked() == [False, False, False]
    publish_draft(conference=slot.conference)
    assert linked() == [True, False, True]
    Person.objects.update(is_named=False)
    assert linked() == [False, False, True]


def test_person_who_is_added_to_a_second_session_at_the_same_time_is_told_at_once(desk):
    ana = make_person("Ana")
    make_slot("Raids", make_room("Hall A"), "28 10:00", people=[ana])
    work = make_slot("Work", make_room("Hall B"), "28 10:30")

    answer = desk.post(url_of(work.session), session_form(work.session, people=[person_row(ana)]), follow=True)

    assert "Look: Ana is in Hall A until 11:00 (“Raids”)." in text_of(answer.text)
