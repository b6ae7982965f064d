"""The fingerprint by which a draft is cited."""

import pytest

from campaigns.drafting.canonical import canonical_text, content_sha256

from ..makers import make_working_draft

pytestmark = pytest.mark.django_db


def test_canonical_text_is_one_line_a_section():
    draft = make_working_draft(focus="Café\r\nopen")
    draft.texts.update(number="1")

    [text] = draft.texts.select_related("section")

    assert canonical_text([text]) == f'["{text.section.key}", "text", "1", "Focus", "Café\\nopen"]\n'


@pytest.mark.parametrize(("one", "other"), [("Cafe\u0301", "Caf\u00e9"), ("a\r\nb", "a\nb")])
def test_fingerprint_ignores_what_nobody_can_see(one, other):
    [text] = make_working_draft(focus=one).texts.select_related("section")
    before = content_sha256([text])
    text.body = other

    assert content_sha256([text]) == before


@pytest.mark.parametrize(("field", "value"), [("body", "We act!"), ("heading", "Aim"), ("number", "2")])
def test_fingerprint_moves_with_every_word(field, value):
    [text] = make_working_draft(focus="We act.").texts.select_related("section")
    before = content_sha256([text])
    setattr(text, field, value)

    assert content_sha256([text]) != before
