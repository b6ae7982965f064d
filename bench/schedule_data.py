"""A large schedule: as many sessions, rooms and days as the largest gathering we read, with a few things wrong in it."""

from datetime import date, timedelta

SESSIONS, ROOMS, DAYS, PEOPLE = 1350, 92, 4, 900
DOUBLE_BOOKED = 30  # sessions that begin while another one is in their room


def large_conference():
    """The conference with a published schedule, and a draft in which some sessions clash."""
    from conference.models import Conference, Network, Slot
    from conference.schedule.releasing import publish_draft

    network = Network.objects.first() or Network.objects.create(name="Bench", short_name="Bench")
    first = date(2026, 12, 27)
    conference = Conference.objects.create(
        network=network, slug="2026", name="Large", starts_on=first, ends_on=first + timedelta(days=DAYS - 1),
        city="Here", region="There", is_public=True,
    )  # fmt: skip
    fill(conference)
    publish_draft(conference=conference)
    moved = Slot.objects.draft().filter(conference=conference).order_by("pk")[DAYS * ROOMS :][:DOUBLE_BOOKED]
    for slot in moved:  # half an hour into the one before it in the same room
        slot.starts_at -= timedelta(minutes=60)
        slot.save()
    return conference


def fill(conference) -> None:
    from conference.models import Organization, Person, Room, Session, SessionLanguage, SessionPerson, Slot, Topic
    from conference.schedule.days import bounds_of, days_of

    def many(model, count, **values):
        return model.objects.bulk_create(
            model(conference=conference, slug=f"{model._meta.model_name}-{number}", **made(values, number))
            for number in range(count)
        )

    rooms = many(Room, ROOMS, name="Room {}", position=1, capacity=40)
    topics = many(Topic, 12, name="Topic {}")
    groups = many(Organization, 60, name="Organization {}")
    people = many(Person, PEOPLE, name="Person with two names {}")
    texts = {"title": "A session whose title is about as long as usual {}", "summary": "We learn together. " * 12}
    sessions = many(Session, SESSIONS, body="A paragraph of text. " * 60, expected_people=30, **texts)
    for number, session in enumerate(sessions):
        session.topic = topics[number % len(topics)]
    Session.objects.bulk_update(sessions, ["topic"], batch_size=500)
    SessionLanguage.objects.bulk_create(
        SessionLanguage(session=session, language=language, how=how)
        for session in sessions
        for language, how in (("en", "spoken"), ("es", "interpreted"))
    )
    SessionPerson.objects.bulk_create(
        SessionPerson(
            conference=conference, session=session, person=people[(number * step) % PEOPLE], role=role,
            organization=groups[number % len(groups)], may_overlap=step == 7,
        )
        for number, session in enumerate(sessions)
        for step, role in ((1, "facilitator"), (7, "interpreter"))
        if step == 1 or (number * 7) % PEOPLE != number % PEOPLE
    )  # fmt: skip
    starts = [bounds_of(conference, day)[0] + timedelta(hours=4) for day in days_of(conference)]
    Slot.objects.bulk_create(
        Slot(
            conference=conference, session=session, room=rooms[number % ROOMS], version=1,
            starts_at=start, ends_at=start + timedelta(minutes=75),
        )
        for number, session in enumerate(sessions)
        for turn in [number // ROOMS]
        for start in [starts[turn % DAYS] + timedelta(minutes=90) * (turn // DAYS)]
    )  # fmt: skip


def made(values: dict, number: int) -> dict:
    return {name: value.format(number) if isinstance(value, str) else value for name, value in values.items()}
