"""Two people at the same moment, on two real connections. Each race has a control that shows it is one."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from threading import Barrier, Event, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.canonical import content_sha256
from campaigns.models import Draft, SectionText
from campaigns.refusals import in_plain_words

from .makers import make_proposal, make_working_draft, publish

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20  # seconds; a loaded machine needs some


class Person(Thread):
    """Does something on a connection of their own; afterwards `answer` is "done" or the code of the refusal."""

    def __init__(self, deed: Callable, patience: str = f"{PATIENCE}s"):
        super().__init__()
        self.deed, self.patience, self.answer = deed, patience, None
        self.start()

    def run(self):
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{self.patience}'")
            with in_plain_words():
                self.deed()
            self.answer = "done"
        except ValidationError as error:
            self.answer = error.error_list[0].code
        finally:
            connection.close()

    def finish(self):
        self.join(PATIENCE)
        assert not self.is_alive()
        return self.answer


class Pause:
    """Somebody stops in the middle of a transaction until they are told to go on."""

    def __init__(self):
        self.reached, self.may_go_on = Event(), Event()

    def here(self):
        self.reached.set()
        assert self.may_go_on.wait(PATIENCE)

    def wait_until_reached(self):
        assert self.reached.wait(PATIENCE)

    def end(self):
        self.may_go_on.set()


def wait_until_somebody_waits():
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.01)
    pytest.fail("nobody waits for a lock")


def first_then_second(first: Callable, second: Callable) -> tuple[str, str]:
    """The second begins when the first is done but not yet committed, and waits."""
    pause = Pause()

    def first_and_pause():
        with transaction.atomic():
            first()
            pause.here()

    one = Person(first_and_pause)
    pause.wait_until_reached()
    other = Person(second)
    wait_until_somebody_waits()
    pause.end()
    return one.finish(), other.finish()


@contextmanager
def without_trigger(table: str, name: str):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


def save(text: SectionText, **values):
    for name, value in values.items():
        setattr(text, name, value)
    text.save(update_fields=list(values))


def has_its_fingerprint(draft: Draft) -> bool:
    draft.refresh_from_db()
    return draft.content_sha256 == content_sha256(draft.texts.in_order().select_related("section"))


# -- publishing while somebody writes -----------------------------------------------------------------------------


def test_publishing_waits_for_a_text_that_is_being_saved():
    draft = make_working_draft(focus="Old")
    text = draft.texts.get()

    answers = first_then_second(lambda: save(text, body="New"), lambda: publish(draft))

    assert answers == ("done", "done")
    assert draft.texts.get().body == "New"
    assert has_its_fingerprint(draft)


def test_text_that_is_saved_while_its_draft_is_published_is_refused():
    draft = make_working_draft(focus="Old")
    text = draft.texts.get()

    answers = first_then_second(lambda: publish(draft), lambda: save(text, body="New"))

    assert answers == ("done", "text_is_frozen")
    assert draft.texts.get().body == "Old"
    assert has_its_fingerprint(draft)


def test_without_the_trigger_the_same_race_changes_a_published_text():
    """The control."""
    draft = make_working_draft(focus="Old")
    text = draft.texts.get()

    with without_trigger("campaigns_sectiontext", "guards_text"):
        answers = first_then_second(lambda: publish(draft), lambda: save(text, body="New"))

    assert answers == ("done", "done")
    assert not has_its_fingerprint(draft)


def test_text_that_is_added_while_its_draft_is_published_is_refused():
    draft = make_working_draft(focus="Old")
    text = draft.texts.get()
    added = SectionText(
        proposal=draft.proposal, draft=draft, position=9, section=draft.proposal.sections.create(), heading="Late"
    )

    answers = first_then_second(lambda: publish(draft), added.save)

    assert answers == ("done", "text_is_frozen")
    assert list(draft.texts.all()) == [text]


def test_organizer_who_holds_a_text_open_and_publishing_do_not_stop_each_other_for_good():
    """The admin locks the text, then its draft; publishing takes the same order, so one waits and both get through."""
    draft = make_working_draft(focus="Old")
    pause = Pause()

    def hold_and_save():
        with transaction.atomic():
            text = SectionText.objects.select_for_update(of=("self",)).get(draft=draft)
            pause.here()
            save(text, body="New")

    writing = Person(hold_and_save)
    pause.wait_until_reached()
    publishing = Person(lambda: publish(draft))
    wait_until_somebody_waits()
    pause.end()

    assert (writing.finish(), publishing.finish()) == ("done", "done")
    assert has_its_fingerprint(draft)


def test_who_waits_too_long_is_told_to_try_again():
    draft = make_working_draft(focus="Old")
    text = draft.texts.get()

    with transaction.atomic():
        save(text, body="New")
        assert Person(lambda: publish(draft), patience="50ms").finish() == "busy"


def test_two_organizers_on_two_sections_do_not_wait_for_each_other():
    draft = make_working_draft(focus="Old", raids="Old")
    focus, raids = draft.texts.in_order()

    with transaction.atomic():
        save(focus, body="New")
        assert Person(lambda: save(raids, body="New")).finish() == "done"


def test_kind_of_a_section_cannot_change_while_its_draft_is_published():
    draft = make_working_draft(focus="Old")
    section = draft.texts.get().section

    def make_campaign():
        section.kind = "campaign"
        section.save()

    assert first_then_second(lambda: publish(draft), make_campaign) == ("done", "section_is_for_life")
    assert has_its_fingerprint(draft)


# -- two of the same ------------------------------------------------------------------------------------------------


def both_at_once(deed: Callable) -> list[str]:
    start = Barrier(2)

    def begin(number: int):
        start.wait(PATIENCE)
        deed(number)

    people = [Person(lambda number=number: begin(number)) for number in (1, 2)]
    return sorted(person.finish() for person in people)


def test_two_publish_at_once():
    draft = make_working_draft()

    answers = both_at_once(lambda number: publish(draft, label=f"Draft of {number}"))

    assert answers == ["done", "draft_already_published"]
    assert has_its_fingerprint(draft)


def publish_carelessly(draft: Draft, label: str, both_have_looked: Barrier):
    """As somebody would write it who does not think of others: look, then write."""
    assert Draft.objects.get(pk=draft.pk).state == Draft.State.WORKING
    both_have_looked.wait(PATIENCE)
    draft = Draft.objects.filter(pk=draft.pk)
    draft.update(state="current", label=label, title=label, published_at="2007-07-04T12:00Z", content_sha256=label * 64)


def test_two_who_look_before_they_publish_both_go_ahead_and_the_database_stops_one():
    draft, looked = make_working_draft(), Barrier(2)

    answers = both_at_once(lambda number: publish_carelessly(draft, str(number), looked))

    assert answers == ["done", "draft_is_frozen"]


def test_without_the_trigger_the_second_overwrites_what_the_first_published():
    """The control."""
    draft, looked = make_working_draft(), Barrier(2)

    with without_trigger("campaigns_draft", "guards_draft"):
        answers = both_at_once(lambda number: publish_carelessly(draft, str(number), looked))

    assert answers == ["done", "done"]


def test_two_begin_a_working_draft_at_once():
    proposal = make_proposal()

    answers = both_at_once(lambda _number: start_working_draft(proposal=proposal))

    assert answers == ["done", "draft_one_working"]
    assert proposal.drafts.count() == 1


def test_two_who_look_before_they_begin_both_see_no_working_draft():
    """The control: looking first does not help, the constraint does."""
    proposal, looked = make_proposal(), Barrier(2)

    def begin_carelessly(number):
        assert not proposal.drafts.working().exists()
        looked.wait(PATIENCE)
        Draft.objects.create(proposal=proposal, number=number)

    assert both_at_once(begin_carelessly) == ["done", "draft_one_working"]


# -- a circle of two moves --------------------------------------------------------------------------------------------


def two_moves_at_once(draft: Draft) -> list[str]:
    """Each puts one section into the other, which is harmless alone."""
    focus, raids = draft.texts.in_order()
    checked = Barrier(2)

    def move(number: int):
        text, into = ((focus, raids), (raids, focus))[number - 1]
        with transaction.atomic():
            save(text, parent=into.section)
            connection.check_constraints()
            if wait_for_each_other:
                checked.wait(PATIENCE)

    wait_for_each_other = trigger_is_off()
    return both_at_once(move)


def trigger_is_off() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgenabled = 'D' FROM pg_trigger WHERE tgname = 'guards_text'")
        return cursor.fetchone()[0]


def test_two_moves_that_form_a_circle_together_are_not_both_made():
    draft = make_working_draft(focus="A", raids="B")

    assert two_moves_at_once(draft) == ["done", "text_not_inside_its_own_part"]
    assert draft.texts.filter(parent=None).count() == 1


def test_without_taking_turns_the_same_moves_form_a_circle():
    """The control: each checks before the other has committed, and finds nothing wrong."""
    draft = make_working_draft(focus="A", raids="B")

    with without_trigger("campaigns_sectiontext", "guards_text"):
        assert two_moves_at_once(draft) == ["done", "done"]

    assert draft.texts.filter(parent=None).count() == 0
