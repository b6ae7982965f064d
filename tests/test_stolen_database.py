"""A stolen database, without the keys, reveals nobody: 1,000 people write to us, then everything is searched for them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from conference.models import ContactMessage
from nisn_site.kit.outbox.messages import Message
from nisn_site.kit.privacy.sealing import address_index
from tests.database_dump import count_in, database_dump

PEOPLE = [(f"Nameless{number:04} Ñandú", f"nobody{number:04}@nowhere.example") for number in range(1000)]
IN_EVERY_NAME, IN_EVERY_ADDRESS = ["Nameless", "Ñandú"], ["nobody0", "nowhere.example"]


def write_to_everybody():
    Message.objects.bulk_create(
        Message(
            purpose="test",
            key=str(number),
            message_id=f"<{number}@example.org>",
            recipient=address,
            address_index=address_index(address),
            language="en",
            subject=f"For {name}",
            text=f"Dear {name}, this goes to {address}.",
            headers=f'{{"Reply-To": "{address}"}}',
            next_try_at=timezone.now() + timedelta(days=1),
        )
        for number, (name, address) in enumerate(PEOPLE)
    )


def hear_from_everybody():
    ContactMessage.objects.bulk_create(
        ContactMessage(
            stage=ContactMessage.Stage.CONFIRMED,
            confirmed_at=timezone.now(),
            address_proven_at=timezone.now(),
            address=address,
            address_index=address_index(address),
            name=name,
            message=f"I am {name}, write to {address}.",
            answer=f"Dear {name}",
            answered_at=timezone.now(),
        )
        for name, address in PEOPLE
    )


@pytest.mark.django_db(transaction=True)
def test_dump_of_the_database_of_a_thousand_people_names_none_of_them():
    write_to_everybody()
    hear_from_everybody()
    dump = database_dump()

    assert (dump.count("@example.org>"), dump.count("confirmed\t\t")) == (1000, 1000)  # their rows are in it
    assert count_in(dump, *IN_EVERY_NAME, *IN_EVERY_ADDRESS) == [0, 0, 0, 0]
    assert Message.objects.get(address_index=address_index(PEOPLE[417][1].upper())).recipient == PEOPLE[417][1]


@pytest.mark.django_db(transaction=True)
def test_plain_columns_would_name_every_one_of_them():
    """The control: the search does find what is not sealed, as text and as bytes."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain (name text, address bytea)")
        try:
            cursor.executemany(
                "INSERT INTO plain VALUES (%s, %s)", [(name, address.encode()) for name, address in PEOPLE]
            )
            assert count_in(database_dump(), *IN_EVERY_NAME, *IN_EVERY_ADDRESS) == [1000, 1000, 1000, 1000]
        finally:
            cursor.execute("DROP TABLE plain")
