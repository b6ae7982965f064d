"""Contact us, from both sides."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from conference.contact.answering import answer, close
from conference.desk import tasks
from conference.models import ContactMessage
from nisn_site.kit.audit import AuditEntry
from tests.deeds import Sender
from tests.html import text_of
from tests.makers import make_conference, make_organizer, make_page, translate
from tests.races import second_waits

from .makers import FORM, LIST, mails, make_message

pytestmark = pytest.mark.django_db


# -- the form ----------------------------------------------------------------------------------------------------


def test_topics_are_shown_in_the_readers_language(topic):
    translate(topic, name="Alojamiento")

    assert "Alojamiento" in Sender().get(FORM.replace("en", "es", 1)).text


def test_page_of_the_link_shows_topics_that_are_not_translated(topic):
    ben = Sender()
    ben.send(FORM.replace("en", "es", 1), message="Hola", address="ben@example.org", topic_id=str(topic.pk))

    assert "Housing" in ben.get(ben.mailed_path()).text
    assert ben.mailed_path().startswith("/es/")


def test_contact_page_leads_to_the_form(topic, client):
    make_page(slug="contact", kind="contact")

    assert f'href="{FORM}"' in client.get("/en/contact/").text


def test_form_works_before_anybody_has_made_topics(db):
    make_conference(is_current=True)

    assert Sender().send(FORM, message="Hi").status_code == 303
    assert ContactMessage.objects.get().topic is None


# -- answering ---------------------------------------------------------------------------------------------------------


def test_answer_goes_out_in_the_language_of_the_sender(topic, amina):
    message = make_message(topic=topic, language="es")

    answer(message_id=message.pk, text="Sí, hay camas.", by=amina)

    [mail] = mails("answer")
    assert (mail.recipient, mail.language) == ("ben@example.org", "es")
    assert "Sí, hay camas." in mail.text
    assert "Amina" in mail.text
    assert "Is there a bed?" not in mail.text
    assert "office@example.org" in mail.headers
    message.refresh_from_db()
    assert (message.answer, message.answered_by) == ("Sí, hay camas.", amina)
    assert AuditEntry.objects.latest("number").action == "contact.answered"


def test_address_that_nobody_confirmed_gets_no_answer(topic, amina):
    message = make_message(proven=False)

    with pytest.raises(ValidationError, match="not confirmed the address yet"):
        answer(message_id=message.pk, text="Hello", by=amina)
    with pytest.raises(ValidationError, match="not confirmed the address yet"):
        close(message_id=message.pk, by=amina)
    ContactMessage.objects.update(stage="held", held_for="busy_network")
    with pytest.raises(ValidationError, match="Nobody has confirmed"):
        answer(message_id=message.pk, text="Hello", by=amina)

    assert mails("answer") == []


def test_answer_to_a_message_that_its_sender_has_deleted_goes_nowhere(topic, amina):
    message = make_message()
    ContactMessage.objects.all().delete()

    with pytest.raises(ValidationError, match="has just deleted"):
        answer(message_id=message.pk, text="Hello", by=amina)


def test_database_refuses_an_answer_to_an_address_that_nobody_confirmed(topic):
    from django.db import IntegrityError

    message = make_message(proven=False)
    message.answer, message.answered_at = "Hello", timezone.now()

    with pytest.raises(IntegrityError, match="contact_answer_goes_to_a_proven_address"):
        message.save()


def test_second_answer_is_refused_and_told_the_first(topic, amina):
    message = make_message()
    answer(message_id=message.pk, text="The first one", by=amina)

    for deed in (
        lambda: answer(message_id=message.pk, text="The second one", by=amina),
        lambda: close(message_id=message.pk, by=amina),
    ):
        with pytest.raises(ValidationError, match="The first one"):
            deed()

    assert len(mails("answer")) == 1


@pytest.mark.django_db(transaction=True)
def test_two_organizers_who_answer_at_once_send_one_mail():
    amina, chika = make_organizer(), make_organizer(email="chika@example.org", name="Chika")
    message = make_message()

    def reply(by, text):
        try:
            return answer(message_id=message.pk, text=text, by=by).answer
        except ValidationError as refusal:
            return refusal.code

    assert second_waits(lambda: reply(amina, "Yes"), lambda: reply(chika, "No")) == ("Yes", "answered")
    assert len(mails("answer")) == 1


def test_two_organizers_who_answer_at_once_overwrite_each_other_without_the_lock():
    """The control: both have looked before either writes."""
    message = make_message()
    rows = [ContactMessage.objects.get(pk=message.pk) for _ in range(2)]
    assert [row.can_be_answered for row in rows] == [True, True]
    for row, text in zip(rows, ("Yes", "No"), strict=True):
        row.answer, row.answered_at = text, timezone.now()
        row.save()

    assert ContactMessage.objects.get().answer == "No"


# -- in the admin --------------------------------------------------------------------------------------------------------


def test_organizer_reads_and_answers(desk, topic):
    message = make_message(topic=topic)
    page = desk.get(f"{LIST}{message.pk}/change/")
    assert "Is there a bed?" in page.text
    assert "ben@example.org" in page.text

    answered = desk.post(f"{LIST}{message.pk}/change/", {"answer": "Yes.", "_save": "1"}, follow=True)

    assert [str(message) for message in answered.context["messages"]] == ["Answered"]
    assert len(mails("answer")) == 1
    page = desk.get(f"{LIST}{message.pk}/change/")
    assert "Send the answer" not in page.text
    assert "Yes." in page.text


def test_each_look_at_a_message_is_on_record_and_the_list_is_not(desk, topic, amina):
    message = make_message(topic=topic)
    desk.get(LIST)
    assert not AuditEntry.objects.exists()

    desk.get(f"{LIST}{message.pk}/change/")
    desk.post(f"{LIST}{message.pk}/change/", {"answer": "", "_save": "1"})  # it comes back with the error, and is shown
    desk.get(f"{LIST}{message.pk + 1}/change/")

    noted = [(entry.actor, entry.action, entry.target) for entry in AuditEntry.objects.all()]
    assert noted == [(amina.pk, "contactmessage.opened", f"conference.contactmessage:{message.pk}")] * 2


def test_organizer_who_is_too_late_keeps_the_text_and_sees_the_other(desk, topic, amina):
    message = make_message(topic=topic)
    answer(message_id=message.pk, text="The first one", by=amina)

    late = desk.post(f"{LIST}{message.pk}/change/", {"answer": "The second one", "_save": "1"})

    assert "The first one" in late.text
    assert len(mails("answer")) == 1


def test_empty_answer_is_not_sent(desk, topic):
    message = make_message(topic=topic)

    page = desk.post(f"{LIST}{message.pk}/change/", {"answer": "  ", "_save": "1"})

    assert "Write your answer" in page.text
    assert mails("answer") == []


def test_message_without_an_address_is_done_after_a_call(desk, topic):
    message = make_message(address="")
    page = desk.get(f"{LIST}{message.pk}/change/").text
    assert "Send the answer" not in page

    desk.post(f"{LIST}{message.pk}/change/", {"_close": "1"})

    assert not ContactMessage.objects.to_answer().exists()
    assert mails("answer") == []


def test_desk_says_what_is_to_be_answered(topic):
    make_message(topic=topic)
    make_message(address="")
    make_message(proven=False)

    assert [task.words for task in tasks() if "answer" in task.words] == ["2 messages to answer"]


@pytest.mark.parametrize(("choice", "number"), [("yes", 2), ("sender", 1), ("no", 0)])
def test_list_is_filtered_by_what_waits(desk, topic, choice, number):
    make_message(topic=topic)
    make_message(address="")
    make_message(proven=False)

    page = desk.get(LIST, {"waits": choice})

    assert len(page.context["cl"].result_list) == number


def test_list_opens_no_more_with_more_rows(desk, topic, django_assert_max_num_queries):
    for _ in range(3):
        make_message(topic=topic)
    desk.get(LIST)
    with django_assert_max_num_queries(12):
        desk.get(LIST)


def test_held_ones_of_a_busy_network_get_their_mail(desk, topic):
    message = make_message(proven=False)
    ContactMessage.objects.update(stage="held", held_for="busy_network")

    desk.post(LIST, {"action": "let_mail_go_out", "_selected_action": [message.pk]})

    assert [mail.recipient for mail in mails("link")] == ["ben@example.org"]
    assert ContactMessage.objects.get().is_unconfirmed


@pytest.mark.parametrize("way", ["one", "list"])
def test_message_that_an_organizer_deletes_takes_its_mails_along(desk, topic, amina, way):
    message = make_message(topic=topic)
    answer(message_id=message.pk, text="Yes", by=amina)
    answer(message_id=make_message(address="chika@example.org").pk, text="Yes", by=amina)

    chosen = {"action": "delete_selected", "_selected_action": [message.pk]}
    desk.post(f"{LIST}{message.pk}/delete/" if way == "one" else LIST, {"post": "yes"} | chosen)

    assert ContactMessage.objects.count() == 1
    assert [mail.recipient for mail in mails("answer")] == ["chika@example.org"]


def test_export_is_harmless_and_noted(desk, topic):
    formula = make_message(topic=topic)
    formula.name = "=1+1"
    formula.save()
    make_message(proven=False)

    answered = desk.post(
        LIST, {"action": "export", "_selected_action": ContactMessage.objects.values_list("pk", flat=True)}
    )
    table = list(csv.reader(StringIO(answered.getvalue().decode("utf-8-sig"))))

    assert len(table) == 2
    assert table[1][1:4] == ["Housing", "'=1+1", "ben@example.org"]
    assert AuditEntry.objects.latest("number").data == {"rows": 2}


# -- what is kept ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_ago", "values", "is_kept"),
    [(91, {"answered": True}, False), (89, {"answered": True}, True), (364, {}, True), (366, {}, False)],
)
def test_message_goes_90_days_after_its_answer_or_after_a_year(topic, days_ago, values, is_kept):
    message = make_message()
    then = timezone.now() - timedelta(days=days_ago)
    ContactMessage.objects.update(created_at=then, answered_at=then if values else None)

    call_command("delete_due", verbosity=0)

    assert ContactMessage.objects.filter(pk=message.pk).exists() is is_kept


def test_message_that_nobody_confirms_goes_with_its_link(topic):
    ben = Sender()
    ben.send(FORM, message="Hi", address="ben@example.org")
    call_command("delete_due", verbosity=0)
    assert ContactMessage.objects.exists()

    ContactMessage.objects.update(link_expires_at=timezone.now() - timedelta(minutes=1))
    call_command("delete_due", verbosity=0)

    assert not ContactMessage.objects.exists()


def test_person_is_erased_with_all_messages(topic):
    make_message()
    make_message(address="")

    call_command("erase_person", "BEN@example.org", verbosity=0)

    assert [message.address for message in ContactMessage.objects.all()] == [""]


def test_database_holds_no_readable_word_of_a_message(topic):
    make_message(topic=topic)
    with connection.cursor() as cursor:
        cursor.execute("SELECT conference_contactmessage::text FROM conference_contactmessage")
        [(row,)] = cursor.fetchall()

    stored = row.lower()
    assert [word for word in ("ben@", "is there", b"Is there".hex(), b"ben@".hex()) if word in stored] == []


def test_hall_page_is_made_in_the_admin(desk, topic):
    page = desk.post(reverse("admin:hall_page"), {"page": reverse("conference:contact_form"), "hours": "2"})

    link = page.context["address"]
    assert "<svg" in page.text
    assert 'name="hall"' in Sender().get(link.removeprefix("http://testserver")).text
    assert "Make a page for a conference hall" in text_of(desk.get("/admin/").text)


@pytest.mark.parametrize(
    "values",
    [{}, {"page": "0", "hours": "2"}, {"page": "/en/contact/write/", "hours": "999"}, {"page": "x", "hours": "x"}],
)
def test_hall_page_refuses_what_is_not_offered(desk, topic, values):
    assert desk.post(reverse("admin:hall_page"), values).status_code == 422
