"""Files of other systems: schedule.xml, JSON in its shapes, and calendars."""

import json

from .files import RICHMOND, ics_file, problems, read, times, xml_file

TALK = '<event id="1"><start>10:00</start><duration>01:00</duration><title>Talk</title></event>'
NO_ZONE = "noted: The file does not say its time zone. We took that of the conference, America/New_York."
NO_DATE = "noted: Sessions have no date of their own. We took the day under which each is listed."
ZONE = "<time_zone_name>America/New_York</time_zone_name>"


def json_file(**event) -> bytes:
    defaults = {"id": 1, "title": "Talk", "date": "2007-07-28T10:00:00-04:00", "duration": "01:00"}
    day = {"date": "2007-07-28", "rooms": {"Hall A": [defaults | event]}}
    return json.dumps({"schedule": {"conference": {"title": "Camp", "days": [day]}}}).encode()


def test_xml_without_dates_takes_the_day_of_its_list():
    programme = read(xml_file(TALK))

    assert times(programme) == [("Talk", "28 10:00", "11:00")]
    assert problems(programme) == [NO_DATE, NO_ZONE]


def test_xml_night_without_dates_belongs_to_the_day_of_its_list():
    programme = read(xml_file(TALK.replace("10:00", "00:30"), head=ZONE))

    assert times(programme) == [("Talk", "29 00:30", "01:30")]
    assert [day.day for day in programme.days(RICHMOND)] == [28]


def test_times_of_another_zone_are_shown_in_ours_and_said():
    programme = read(xml_file(TALK, head="<time_zone_name>Europe/Berlin</time_zone_name>"))

    assert times(programme) == [("Talk", "28 04:00", "05:00")]
    assert (
        problems(programme)[0]
        == "noted: The times of the file are those of Europe/Berlin. We show them in the zone of the conference, America/New_York."
    )


def test_unknown_zone_is_said_and_ours_taken():
    programme = read(xml_file(TALK, head="<time_zone_name>Mars/Olympus</time_zone_name>"))

    assert times(programme) == [("Talk", "28 10:00", "11:00")]
    assert (
        problems(programme)[0]
        == "repaired: We do not know the time zone “Mars/Olympus”. We took that of the conference, America/New_York."
    )


def test_xml_says_who_what_and_in_which_languages():
    event = """<event guid="0b1e6a52-6f5e-4d3a-9a5e-111111111111"><date>2007-07-28T10:00:00-04:00</date><duration>PT90M</duration><title>CANCELLED: Talk</title>
        <subtitle>Or a walk</subtitle><type>workshop</type><track>Detention</track><language>en, de</language><abstract>&lt;p&gt;We &amp;amp; you.&lt;/p&gt;</abstract>
        <description>More.</description><persons><person id="1">Ana</person><person/></persons><links><link href="https://example.org/">x</link></links></event>"""
    programme = read(xml_file(event, head=ZONE))
    [session] = programme.sessions

    assert times(programme) == [("Talk", "28 10:00", "11:30")]
    assert session.slots[0].is_cancelled
    assert (session.kind, session.topic, session.summary, session.body) == (
        "workshop",
        "Detention",
        "Or a walk\n\nWe & you.",
        "More.",
    )
    assert [use.language for use in session.languages] == ["en", "de"]
    assert [led.name for led in session.led_by] == ["Ana"]
    assert problems(programme) == [
        "noted: Texts have formatting for web pages. We took their words, paragraphs and links.",
        "noted: We have no place for this, and left it in the file: links.",
        "refused: Line 1: Somebody leads “Talk” whose name is empty. We left that person out.",
    ]


def test_two_events_with_one_guid_are_two_sessions():
    event = '<event guid="0b1e6a52-6f5e-4d3a-9a5e-111111111111"><start>{}:00</start><duration>01:00</duration><title>Talk {}</title></event>'
    programme = read(xml_file(event.format(10, 1) + event.format(11, 2), head=ZONE))

    assert [bool(session.guid) for session in programme.sessions] == [True, False]
    assert (
        problems(programme)[-1]
        == "repaired: “Talk 2” has the number of another session. We took both as sessions of their own."
    )


def test_json_of_frab_is_read_and_what_it_lacks_is_no_reason_to_refuse():
    programme = read(json_file(persons=[{"public_name": "Ana"}, "Ben", 7], language="es", track=None, guid=None))
    [session] = programme.sessions

    assert times(programme) == [("Talk", "28 10:00", "11:00")]
    assert [led.name for led in session.led_by] == ["Ana", "Ben", "7"]


def test_json_entry_that_will_not_happen_is_left_out_and_said():
    programme = read(json_file(state="rejected"))

    assert programme.sessions == []
    assert problems(programme) == [
        "refused: Entry 1: “Talk” is marked “rejected”, so it will not happen. We left it out."
    ]


def test_json_of_submissions_with_slots_is_one_session_at_several_times():
    slots = [
        {
            "id": at,
            "room": {"name": {"en": "Hall A", "fr": "Salle A"}},
            "start": f"2007-07-28T{at}:00:00-04:00",
            "end": f"2007-07-28T{at + 1}:00:00-04:00",
        }
        for at in (10, 14)
    ]
    talk = {
        "code": "ABCDEF",
        "title": {"en": "Talk", "fr": "Exposé"},
        "slots": slots,
        "speakers": [{"name": "Ana", "biography": "She organizes."}],
    }
    programme = read(json.dumps({"results": [talk]}).encode())

    assert times(programme) == [("Talk", "28 10:00", "11:00"), ("Talk", "28 14:00", "15:00")]
    assert [(person.name, person.biography) for person in programme.persons] == [("Ana", "She organizes.")]
    assert len(programme.sessions) == 1


def test_calendar_entries_with_one_uid_stay_apart():
    entry = "UID:46939\r\nDTSTART:20070728T{}0000Z\r\nDTEND:20070728T{}0000Z\r\nSUMMARY:{}\r\nLOCATION: XOR"
    programme = read(ics_file(entry.format(14, 15, "One"), entry.format(16, 17, "Two")))

    assert times(programme) == [("One", "28 10:00", "11:00"), ("Two", "28 12:00", "13:00")]
    assert [room.name for room in programme.rooms] == ["XOR"]
    assert [session.guid for session in programme.sessions] == ["", ""]


def test_calendar_rule_of_repetition_is_refused_in_words_and_its_first_time_taken():
    programme = read(
        ics_file("UID:1\r\nDTSTART:20070728T140000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:Breakfast")
    )

    assert times(programme) == [("Breakfast", "28 10:00", "11:00")]
    assert problems(programme) == [
        "refused: Entry 1: “Breakfast” repeats by a rule, which we do not read. We took the first time. Add the others by hand."
    ]


def test_calendar_times_without_a_zone_are_ours_and_days_without_a_time_are_said():
    programme = read(
        ics_file(
            "UID:1\r\nDTSTART:20070728T100000\r\nSUMMARY:Talk",
            "UID:2\r\nDTSTART;VALUE=DATE:20070728\r\nSUMMARY:Exhibition",
            "UID:3\r\nDTSTART:soon\r\nSUMMARY:Later",
        )
    )

    assert times(programme) == [("Talk", "28 10:00", "11:00")]
    assert problems(programme)[:3] == [
        NO_ZONE,
        "noted: Entry 2: “Exhibition” has no time. It is among the sessions that are not on the schedule yet.",
        "repaired: Entry 3: “Later”: we cannot read the time “soon”. It is among the sessions that are not on the schedule yet.",
    ]


def test_calendar_with_a_broken_line_or_cut_off_is_read_as_far_as_it_goes():
    whole = ics_file(
        "UID:1\r\nthis line is broken\r\nDTSTART:20070728T140000Z\r\nDTEND:20070728T150000Z\r\nSUMMARY:Talk"
    )

    assert times(read(whole)) == times(read(whole[: whole.index(b"END:VEVENT")])) == [("Talk", "28 10:00", "11:00")]
    assert [problem.code for problem in read(whole).problems] == ["broken_lines"]


def test_calendar_line_folded_inside_a_letter_is_made_whole():
    folded = "SUMMARY:Día".encode().replace("í".encode(), b"\xc3\r\n \xad")
    data = ics_file("UID:1\r\nDTSTART:20070728T140000Z\r\nSUMMARY:Day").replace(b"SUMMARY:Day", folded)

    assert [session.title for session in read(data).sessions] == ["Día"]


def test_calendar_cancelled_entries_stay_with_that_word():
    programme = read(
        ics_file(
            "UID:1\r\nDTSTART:20070728T140000Z\r\nSTATUS:CANCELLED\r\nSUMMARY:Talk\r\nCATEGORIES:Workshop,Detention"
        )
    )
    [session] = programme.sessions

    assert (session.slots[0].is_cancelled, session.kind, session.topic) == (True, "workshop", "Detention")
