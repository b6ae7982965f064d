"""Whatever is typed or pasted into the editor and the pages around it is kept as it is, or refused in words."""

import pytest

from campaigns.drafting.beginning import start_working_draft
from tests.hostile.attack import faults
from tests.hostile.attack import form as sent_as
from tests.hostile.corpus import SHARP

from .editor import form, make_draft_with_parts, page
from .makers import publish
from .shapes import key_of


@pytest.fixture
def draft(db):
    return make_draft_with_parts()


def test_a_text_of_any_kind_can_be_written_shown_and_compared(desk, draft):
    publish(draft)
    following = start_working_draft(proposal=draft.proposal)
    key, found = key_of(following, "Focus"), []
    for value in SHARP:
        text = value.text.replace("\x00", "")
        typed = form(following) | {f"heading-{key}": text, f"body-{key}": f"{text}\n\n{text}", "plain_summary": text}
        found += faults(desk, [(value, page(following))], method="POST", **sent_as(typed | {"do": f"save:{key}"}))
        found += faults(desk, [(value, page(following)), (value, page(following, "changes"))])
        found += faults(desk, [(value, page(following, "split", key))])
    assert found == []


def test_a_value_of_any_kind_in_any_other_field_is_answered(desk, draft):
    publish(draft)
    following = start_working_draft(proposal=draft.proposal)
    key, found = key_of(following, "Focus"), []
    fields = {
        page(following, "publish"): ("label", "change_summary", "plain_summary", "closes_on", "closes_at_time", "seen"),
        page(draft, "closing"): ("closes_on", "closes_at_time"),
        page(following, "split", key): ("at", "heading", "opened", "parts_stay"),
        page(following, "move", key): ("place", "target"),
        page(following): ("do", f"opened-{key}", f"kind-{key}", f"heading-{key}", f"body-{key}", "opened_details", "language"),
    }  # fmt: skip
    for value in SHARP:
        text = value.text.replace("\x00", "")
        for address, names in fields.items():
            found += faults(desk, [(value, address)], method="POST", **sent_as(dict.fromkeys(names, text)))
        found += faults(desk, [(value, f"{page(following)}?at={value.quoted}")])
        found += faults(desk, [(value, f"{page(following)}{value.quoted}/split/")])
    assert found == []


def test_a_heading_or_text_with_nul_is_refused_before_it_does_harm(desk, draft):
    key = key_of(draft, "Focus")

    answer = desk.post(page(draft), form(draft) | {f"body-{key}": "a\x00b"})

    assert answer.status_code == 400


def test_ten_megabytes_are_refused(desk, draft):
    key = key_of(draft, "Focus")

    answer = desk.post(page(draft), form(draft) | {f"body-{key}": "x" * 10_000_000})

    assert answer.status_code in {400, 413}
