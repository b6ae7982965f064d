"""A file and the draft: what is new, what changes, what stays, what the file does not have; and the way back."""

import pytest
from django.core.exceptions import ValidationError

from conference.models import Organization, Person, Release, Room, ScheduleImport, Session, SessionPerson, Slot, Topic
from conference.schedule.importing.choices import Choices
from conference.schedule.importing.current import current_of, setting_of
from conference.schedule.importing.filling import fill_draft
from conference.schedule.importing.planning import plan_import
from conference.schedule.importing.reading import open_source, read_source
from conference.schedule.importing.undoing import take_back
from conference.schedule.releasing import publish_draft
from nisn_site.kit.translation import Translation
from tests.makers import make_conference, translate

from .files import csv_file
from .makers import at, make_organization, make_person, make_room, make_session, make_slot, place

pytestmark = pytest.mark.django_db

HEADER = ["Title", "Date", "Start", "End", "Room", "Speakers", "Description", "Type", "Track", "Languages"]
RAIDS = [
    "Stop raids",
    "Saturday",
    "10:00",
    "11:00",
    "Hall A",
    "Ana; Ben (Workers Center)",
    "We plan.",
    "Workshop",
    "Detention",
    "en, es",
]
LUNCH = ["Lunch", "Saturday", "12:00", "13:00", "", "", "", "", "", ""]


@pytest.fixture
def conference():
    return make_conference(is_current=True)


def programme(conference, *rows, header=HEADER):
    return read_source(open_source(csv_file(header, *rows)), setting_of(conference))


def fill(conference, *rows, header=HEADER, **options) -> dict[str, int]:
    choices = {name: options.pop(name) for name in list(options) if name in Choices.__dataclass_fields__}
    return fill_draft(
        conference=conference,
        programme=programme(conference, *rows, header=header),
        choices=Choices(**choices),
        **options,
    ).counts


def plan(conference, *rows, **choices):
    return plan_import(programme(conference, *rows), current_of(conference), Choices(**choices))


def test_new_session_comes_with_all_that_the_file_says(conference):
    assert fill(conference, RAIDS) == {"new": 1, "changed": 0, "same": 0, "left": 0}

    session = Session.objects.get()
    assert (session.title, session.slug, session.summary, session.kind, session.topic.name) == (
        "Stop raids",
        "stop-raids",
        "We plan.",
        "workshop",
        "Detention",
    )
    assert [(slot.room.name, slot.starts_at, slot.ends_at) for slot in session.slots.draft()] == [
        ("Hall A", at(conference, "28 10:00"), at(conference, "28 11:00"))
    ]
    assert [(row.person.name, row.role, row.person.organization and row.person.organization.name) for row in session.people.all()] == [
        ("Ana", "facilitator", None), ("Ben", "facilitator", "Workers Center"),
    ]  # fmt: skip
    assert [(row.language, row.how) for row in session.languages.all()] == [("en", "spoken"), ("es", "spoken")]


def test_nothing_is_published_and_nobody_gets_mail(conference, mailoutbox):
    fill(conference, RAIDS)

    assert (Release.objects.count(), mailoutbox) == (0, [])


def test_names_are_hidden_unless_the_organizer_says_that_people_agreed(conference):
    make_person("Ana", is_named=True)
    fill(conference, RAIDS)
    fill(conference, [*RAIDS[:5], "Chika", *RAIDS[6:]], names_agreed=True)

    assert list(Person.objects.order_by("name").values_list("name", "is_named")) == [
        ("Ana", True),
        ("Ben", False),
        ("Chika", True),
    ]


def test_rows_we_have_are_used_again_whatever_their_spelling(conference):
    make_room("hall  a")
    make_person("ANA")
    make_organization("workers center")
    fill(conference, RAIDS)

    assert (Room.objects.count(), Organization.objects.count()) == (1, 1)
    assert list(Person.objects.order_by("name").values_list("name", flat=True)) == ["ANA", "Ben"]


def test_session_we_have_moves_and_keeps_what_the_file_does_not_say(conference):
    ana = make_person("Ana")
    session = make_session("Stop raids", people=[(ana, "moderator"), (make_person("Ivo"), "interpreter"), make_person("Dao", is_named=False)],
                           languages=["en", ("es", "interpreted")], goal="Ours.", body="Ours.", kind="caucus")  # fmt: skip
    slot = place(session, make_room("Loft"), "28 09:00")

    assert fill(conference, ["Stop raids", "Saturday", "10:00", "11:00", "Loft", "Ana", "We learn.", "", "", "en"]) == {
        "new": 0,
        "changed": 1,
        "same": 0,
        "left": 0,
    }
    session.refresh_from_db()
    assert (session.goal, session.body, session.kind) == ("Ours.", "Ours.", "caucus")
    assert Slot.objects.get().key == slot.key
    assert Slot.objects.get().starts_at == at(conference, "28 10:00")
    assert sorted(row.role for row in session.people.all()) == ["facilitator", "interpreter", "moderator"]
    assert sorted((row.language, row.how) for row in session.languages.all()) == [
        ("en", "spoken"),
        ("es", "interpreted"),
    ]


def test_people_whom_the_file_does_not_name_any_more_go_but_hidden_ones_stay(conference):
    make_session(
        "Stop raids",
        people=[make_person("Chika"), make_person("Dao", is_named=False), (make_person("Ivo"), "interpreter")],
    )
    fill(conference, RAIDS)

    assert sorted(row.person.name for row in SessionPerson.objects.all()) == ["Ana", "Ben", "Dao", "Ivo"]


@pytest.mark.parametrize(
    ("choices", "changed"), [({"takes_times": False, "takes_texts": False}, False), ({"takes_texts": False}, True)]
)
def test_organizer_decides_what_may_change(conference, choices, changed):
    slot = make_slot("Stop raids", make_room("Hall A"), "28 09:00")
    fill(conference, RAIDS, **choices)

    slot.refresh_from_db()
    assert (slot.starts_at == at(conference, "28 10:00")) is changed
    assert slot.session.summary == "We learn."


def test_what_the_file_does_not_have_stays_unless_the_organizer_says_otherwise(conference):
    make_slot("Songs", make_room("Yard"), "28 20:00")

    assert fill(conference, RAIDS) == {"new": 1, "changed": 0, "same": 0, "left": 0}
    assert fill(conference, RAIDS, clears_others=True) == {"new": 0, "changed": 0, "same": 1, "left": 1}
    assert [slot.session.title for slot in Slot.objects.draft()] == ["Stop raids"]
    assert Session.objects.count() == 2


def test_of_many_with_one_title_each_keeps_its_time(conference):
    rows = [
        ["Open space", "Saturday", f"{hour}:00", f"{hour}:50", room, *[""] * 5]
        for hour in (9, 10, 11)
        for room in ("A", "B")
    ]
    fill(conference, *rows)
    before = set(Slot.objects.values_list("session", "starts_at", "room__name"))

    assert fill(conference, *reversed(rows)) == {"new": 0, "changed": 0, "same": 6, "left": 0}
    assert set(Slot.objects.values_list("session", "starts_at", "room__name")) == before


def test_session_renamed_at_its_place_is_known_again(conference):
    make_slot("Opening plenary", make_room("Hall A"), "28 10:00")
    fill(conference, ["Opening plenary with music", *RAIDS[1:5], *[""] * 5])

    assert [session.title for session in Session.objects.all()] == ["Opening plenary with music"]


def test_other_session_at_the_same_place_is_another_session(conference):
    make_slot("Opening plenary", make_room("Hall A"), "28 10:00")

    assert fill(conference, RAIDS)["new"] == 1


def test_number_of_a_table_knows_a_session_only_when_its_title_does_not(conference):
    header = ["ID", *HEADER]
    fill(conference, ["1", *RAIDS], ["2", *LUNCH], header=header)

    assert fill(conference, ["2", *RAIDS], ["1", *LUNCH], header=header) == {
        "new": 0,
        "changed": 0,
        "same": 2,
        "left": 0,
    }
    assert fill(conference, ["1", "Know your rights", *RAIDS[1:]], ["2", *LUNCH], header=header) == {
        "new": 0,
        "changed": 1,
        "same": 1,
        "left": 0,
    }


def test_translated_title_is_the_same_session(conference):
    translate(make_session("Stop raids"), title="Alto a las redadas")

    assert plan(conference, ["Alto a las redadas", *RAIDS[1:]]).new == []


def test_session_with_fewer_times_in_the_file_keeps_its_others(conference):
    session = make_session("Stop raids")
    room = make_room("Hall A")
    for start in ("28 10:00", "29 10:00"):
        place(session, room, start)
    found = plan(conference, RAIDS)

    assert ([len(one.gone) for one in found.sessions], found.leaving) == ([1], [])
    assert len(plan(conference, RAIDS, clears_others=True).leaving) == 1


def test_days_of_an_old_file_can_be_moved_to_the_conference(conference):
    old = ["Stop raids", "2005-08-20", *RAIDS[2:]]
    fill(conference, old, moves_days=True)

    assert Slot.objects.get().starts_at == at(conference, "27 10:00")
    assert [one.entry.title for one in plan(conference, old).outside] == ["Stop raids"]


def test_room_of_the_file_without_a_name_means_no_room(conference):
    make_slot("Lunch", make_room("Hall A"), "28 12:00")
    fill(conference, LUNCH, RAIDS)

    assert Slot.objects.get(session__title="Lunch").room is None


def test_addresses_are_made_of_titles_and_never_taken_twice(conference):
    fill(
        conference,
        ["Stop raids", *[""] * 9],
        ["STOP RAIDS!", "Sunday", *RAIDS[2:]],
        ["اوقفوا المداهمات", *RAIDS[1:]],
        ["Ørsted & Łódź straße", *RAIDS[1:]],
        ["2007", *RAIDS[1:]],
    )

    assert sorted(Session.objects.values_list("slug", flat=True)) == [
        "2007-2",
        "orsted-lodz-strasse",
        "session",
        "stop-raids",
    ]


def test_markdown_of_long_texts_is_rendered_without_markup(conference):
    fill(conference, [*RAIDS[:6], "*We* plan. <script>alert(1)</script> " + "x" * 500, *RAIDS[7:]])

    html = Session.objects.get().body_html
    assert "<em>We</em>" in html
    assert "<script" not in html


def test_same_file_goes_into_two_conferences(conference):
    other = make_conference(slug="2008", starts_on=conference.starts_on, ends_on=conference.ends_on)
    for one in (conference, other):
        assert fill(one, ["7", *RAIDS], header=["ID", *HEADER])["new"] == 1


def test_draft_that_somebody_changed_since_is_not_written(conference):
    seen = current_of(conference).seen
    make_room("Yard")

    with pytest.raises(ValidationError) as refusal:
        fill(conference, RAIDS, seen=seen)
    assert refusal.value.code == "draft_changed"
    assert Session.objects.count() == 0


def test_file_without_sessions_is_refused(conference):
    with pytest.raises(ValidationError, match="no session in this file"):
        fill(conference)


# -- the way back --------------------------------------------------------------------------------------------------


def make_upload(conference) -> ScheduleImport:
    return ScheduleImport.objects.create(conference=conference, file_name="schedule.csv", content=b"x")


def everything(conference) -> list:
    models = (Room, Topic, Organization, Person, Session, Slot)
    rows = [
        sorted(str(sorted((k, v) for k, v in row.items() if k != "version")) for row in model.objects.values())
        for model in models
    ]
    people = sorted(SessionPerson.objects.values_list("session", "person", "role", "position"))
    return [*rows, people, sorted(conference.sessions.values_list("languages__language", "languages__how"), key=str)]


def test_import_taken_back_leaves_the_draft_as_it_was(conference):
    session = make_session("Stop raids", people=[make_person("Chika")], languages=["ar"], body="Ours.")
    place(session, make_room("Loft"), "28 09:00")
    make_slot("Songs", make_room("Yard"), "28 20:00")
    before = everything(conference)
    upload = make_upload(conference)
    fill(conference, RAIDS, LUNCH, clears_others=True, upload=upload)
    assert everything(conference) != before

    take_back(upload=upload)

    assert everything(conference) == before
    upload.refresh_from_db()
    assert (upload.state, upload.before, bytes(upload.content)) == ("taken_back", None, b"")


def test_import_is_taken_back_once_only_and_decided_once_only(conference):
    upload = make_upload(conference)
    fill(conference, RAIDS, upload=upload)
    with pytest.raises(ValidationError, match="Somebody decided about this file already"):
        fill(conference, RAIDS, upload=upload)
    take_back(upload=upload)
    with pytest.raises(ValidationError, match="was taken back already"):
        take_back(upload=upload)


def work_on_draft(conference):
    make_session("Another")


def translate_session(conference):
    Session.objects.get().translate("title", "es", "Alto", state=Translation.State.REVIEWED)


def publish(conference):
    publish_draft(conference=conference)


@pytest.mark.parametrize(
    ("deed", "code"),
    [(work_on_draft, "changed_since"), (translate_session, "changed_since"), (publish, "published_since")],
)
def test_import_stays_when_somebody_worked_on_it_since(conference, deed, code):
    upload = make_upload(conference)
    fill(conference, RAIDS, upload=upload)
    deed(conference)

    with pytest.raises(ValidationError) as refusal:
        take_back(upload=upload)
    assert refusal.value.code == code
    assert Session.objects.filter(title="Stop raids").exists()


def test_number_of_queries_does_not_grow_with_sessions(conference, django_assert_max_num_queries):
    def count(rows) -> int:
        with django_assert_max_num_queries(60) as queries:
            fill(conference, *rows)
        return len(queries)

    def rows(start, number):
        return [
            [f"Talk {at}", "Saturday", "9:00", "10:00", f"Room {at}", f"Person {at}", "Text", "", f"Topic {at}", "en"]
            for at in range(start, start + number)
        ]

    count(rows(0, 3))
    assert count(rows(10, 3)) == count(rows(20, 40))
