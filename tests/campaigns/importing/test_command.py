"""`manage.py import_draft`: the same import where nothing needs to be corrected."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from ..makers import make_proposal, make_published_draft

pytestmark = pytest.mark.django_db

TEXT = "## Focus\n\nWe act together, everywhere.\n\n### Labor\n\nWe organize.\n"


@pytest.fixture
def proposal():
    return make_published_draft(focus="We act together.", raids="We stop raids.").proposal


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(TEXT)
    return path


def run(file, proposal="2007/strategy", **options) -> str:
    out = StringIO()
    call_command("import_draft", str(file), proposal=proposal, stdout=out, **options)
    return out.getvalue()


def test_dry_run_prints_the_plan_and_writes_nothing(proposal, file):
    key = proposal.sections.get(texts__heading="Focus").key
    printed = run(file, dry_run=True)

    assert f"“Focus” is section {key} “1 Focus”" in printed
    assert "“Labor” is new (it begins with #)" in printed
    assert "left in place: section" in printed
    assert "Nothing was written." in printed
    assert not proposal.drafts.working().exists()


def test_file_is_put_into_the_working_draft(proposal, file):
    printed = run(file)

    texts = proposal.drafts.working().get().texts.in_order()
    assert printed.endswith("Working draft of “Strategy”: 1 new, 1 changed, 1 as before.\n")
    assert [text.heading for text in texts] == ["Focus", "Labor", "Raids"]
    assert texts[0].section == proposal.sections.get(texts__draft__state="current", texts__heading="Focus")


def test_quiet_run_prints_the_result_only(proposal, file):
    assert run(file, verbosity=0).count("\n") == 1


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("no.md", None, "No such file"),
        ("plan.pdf", b"%PDF-1.4", "This is a PDF file"),
        ("plan.txt", b" ", "This file is empty."),
        ("plan.txt", b"# A\n\n" * 400, "We found 400 headings"),
        ("plan.txt", b"a" * 8_000_001, "larger than 8 MB"),
        ("plan.md", b"A\n" * 150_000, "longer than 200,000 characters"),
    ],
)
def test_what_cannot_be_imported_ends_in_one_plain_sentence(proposal, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(CommandError, match=words):
        run(tmp_path / name)

    assert not proposal.drafts.working().exists()


@pytest.mark.parametrize("name", ["2007/nothing", "strategy", "", "2007/", "1999/strategy"])
def test_unknown_proposal_is_answered_with_those_that_exist(file, name):
    make_proposal()

    with pytest.raises(CommandError, match="2007/strategy"):
        run(file, proposal=name)
