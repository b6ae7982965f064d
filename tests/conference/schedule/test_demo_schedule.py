"""The demo's schedules: a full sample for 2007, and of 2006 and 2009 only what is known."""

import json

import icalendar
import pytest
from lxml import etree

from conference.demo.schedules import load_all
from conference.models import Conference, Release, Session, Slot
from conference.schedule.importing.choices import Choices
from conference.schedule.importing.current import current_of, setting_of
from conference.schedule.importing.planning import plan_import
from conference.schedule.importing.reading import open_source, read_source
from tests.json_schema import errors

from .real_files import content

pytestmark = pytest.mark.usefixtures("demo", "db")


def test_everything_of_2007_is_marked_as_a_sample():
    assert set(Session.objects.filter(conference__slug="2007").values_list("is_sample", flat=True)) == {True}


def test_no_time_of_2006_and_2009_is_invented():
    assert Slot.objects.filter(conference__slug="2006").count() == 0
    known = Slot.objects.draft().filter(conference__slug="2009").in_order()
    assert [slot.session.slug for slot in known] == [
        "good-friday-walk",
        "film-festival-friday",
        "film-festival-saturday",
    ]
    timeless = Session.objects.recorded().exclude(conference__slug="2007")
    assert timeless.filter(slots__isnull=False).count() == 0


def test_second_release_of_2007_tells_three_changes():
    [second, first] = Release.objects.filter(conference__slug="2007")

    assert sorted(what for change in second.changes for what in change["what"]) == [
        "cancelled",
        "note",
        "note",
        "note",
        "room",
        "time",
    ]
    assert (first.number, second.number) == (1, 2)


def test_loading_again_changes_nothing():
    assert all("already here" in line for line in load_all())


# -- as files ------------------------------------------------------------------------------------------------------


def published() -> list[Conference]:
    return [release.conference for release in Release.objects.select_related("conference").order_by("conference__slug")]


@pytest.mark.parametrize("language", ["en", "es"])
def test_files_of_the_demo_are_valid_and_complete(client, language):
    assert published()
    for conference in published():
        base = f"/{language}/{conference.slug}/schedule/schedule"
        xml, found, calendar = (client.get(f"{base}.{kind}").content for kind in ("xml", "json", "ics"))
        etree.XMLSchema(etree.fromstring(content("schedule.xml.xsd"))).assertValid(etree.fromstring(xml))
        assert errors(json.loads(found), json.loads(content("schema.json"))) == []
        count = Release.objects.of(conference).first().slots.count()
        assert [
            len(etree.fromstring(xml).findall(".//event")),
            len(icalendar.Calendar.from_ical(calendar).walk("VEVENT")),
        ] == [count, count]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["xml", "json", "ics"])
def test_files_of_the_demo_come_back_as_they_went(client, language, kind):
    for conference in published():
        data = client.get(f"/{language}/{conference.slug}/schedule/schedule.{kind}").content
        programme = read_source(open_source(data), setting_of(conference))
        plan = plan_import(programme, current_of(conference), Choices())

        assert [one.entry.title for one in plan.new] == []
        assert [
            (
                one.entry.title,
                one.texts,
                one.languages,
                one.people,
                one.topic,
                one.kind,
                [slot for slot in one.slots if slot.is_changed],
            )
            for one in plan.changed
        ] == []
        assert plan.others == []
