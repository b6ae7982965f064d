import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from campaigns.demo.proposals import load_proposal
from campaigns.drafting.beginning import start_working_draft
from campaigns.drafting.comparing import compare_drafts
from campaigns.models import Draft, Proposal, Section, SectionText
from nisn_site.kit.translation import Translation
from nisn_site.kit.translation_gaps import gaps_of
from tests.campaigns.makers import make_proposal
from tests.demo_files import PROPOSALS
from tests.html import text_of
from tests.makers import make_conference

pytestmark = pytest.mark.django_db
MODELS = (Proposal, Draft, Section, SectionText, Translation)


def strategy() -> Proposal:
    return Proposal.objects.get(conference__slug="2007", slug="strategy")


def changes_of_strategy():
    july, august = strategy().drafts.order_by("number")
    return compare_drafts(one=july, other=august)


def changed(mark: str) -> set[str]:
    return {one.key for one in changes_of_strategy().sections if mark in one.marks}


def test_load_demo_twice_adds_no_proposal_and_no_draft(demo):
    counts = [model.objects.count() for model in MODELS]

    call_command("load_demo", verbosity=0)

    assert [model.objects.count() for model in MODELS] == counts


def row_for(conference: str, **values) -> dict:
    """The strategy's row of the demo file, for another conference."""
    [row] = [row for row in PROPOSALS if row["slug"] == "strategy"]
    return row | {"conference": conference} | values


def test_loading_says_what_it_did(db):
    make_conference(slug="2030", is_current=False)

    assert load_proposal(row_for("2030")) == "2030/strategy: 2007–2008 Strategic Immigrant Campaign Framework"
    assert load_proposal(row_for("2030")) == "2030/strategy: already here, left as it is"
    assert load_proposal(row_for("2031")) == "2031/strategy: left out, there is no such conference"


def test_loading_gives_way_to_an_organizers_proposal_with_the_same_number(db):
    proposal = make_proposal(conference=make_conference(slug="2030", is_current=False), slug="ours")

    assert load_proposal(row_for("2030")) == "2030/strategy: left out, another proposal has number 1"
    assert list(proposal.conference.proposals.all()) == [proposal]


def test_loading_stops_as_a_whole_at_a_fault(db):
    make_conference(slug="2030", is_current=False)
    good, bad = row_for("2030")["draft"]

    with pytest.raises(ValidationError):
        load_proposal(row_for("2030", draft=[good, bad | {"published_at": good["published_at"]}]))

    assert not Proposal.objects.filter(conference__slug="2030").exists()


def test_load_demo_leaves_a_proposal_with_an_organizers_draft_alone(demo):
    working = start_working_draft(proposal=strategy())

    call_command("load_demo", verbosity=0)

    assert strategy().drafts.working().get() == working
    assert strategy().drafts.published().count() == 2


def test_strategy_has_its_real_dates_and_keys(demo):
    july, august = strategy().drafts.order_by("number")

    assert (july.label, july.published_at.isoformat()) == ("July 4, 2007 Draft", "2007-07-04T16:00:00+00:00")
    assert (august.label, august.published_at.isoformat()) == ("August 8, 2007 Framework", "2007-08-08T16:00:00+00:00")
    assert july.feedback_closes_at.isoformat() == "2007-07-27T16:00:00+00:00"
    assert (july.state, august.state, august.previous) == ("past", "current", july)
    assert august.texts.get(section__key="s4raids").number == "4.3"


def test_strategy_shows_every_kind_of_change(demo):
    assert changed("new") == {"s5teams"}
    assert changed("removed") == {"s5write"}
    assert changed("moved") == {"s3watch"}
    assert changed("renamed") == {"s2about", "s4walls", "s2after", "s5meets"}
    assert {"s2about", "s4votes", "s4raids", "s4tools"} <= changed("changed")


def test_strategy_shows_the_known_differences_word_by_word(demo):
    sections = {one.key: one for one in changes_of_strategy().sections}
    edits = {(edit.removed, edit.added) for paragraph in sections["s2about"].paragraphs for edit in paragraph.edits}

    assert ("Proposal", "Framework") in edits
    assert "Minnesota" in str(sections["s4votes"].paragraphs)
    assert [run.text for run in sections["s4walls"].heading if run.op == "+"] == ["Militarization"]


def test_every_section_of_every_draft_is_there_in_spanish(demo):
    subjects = [*Proposal.objects.all(), *Draft.objects.all(), *SectionText.objects.all()]

    assert len(subjects) > 50
    assert gaps_of(subjects, "es") == []


def test_archives_have_the_proposals_that_are_known(demo):
    assert Proposal.objects.filter(conference__slug="2006").count() == 5
    assert Proposal.objects.filter(conference__slug="2009").count() == 1


@pytest.mark.parametrize(("year", "words"), [("2007", "What we agreed on: 9 points of unity"), ("2009", "")])
def test_list_leads_to_what_the_conference_agreed_on(demo, client, year, words):
    found = text_of(client.get(f"/en/{year}/proposals/").text)

    assert ("What we agreed on" in found) == bool(words)
    assert words in found


@pytest.mark.parametrize("language", ["en", "es"])
def test_menu_page_introduces_the_list_of_proposals(demo, client, language):
    words = text_of(client.get(f"/{language}/2007/proposals/").text)

    assert {"en": "Read each draft", "es": "Lea cada borrador"}[language] in words
    assert {"en": "Strategic Immigrant Campaign Framework", "es": "Marco estratégico de campañas inmigrantes"}[
        language
    ] in words


@pytest.mark.parametrize(("language", "word"), [("en", "Sample"), ("es", "Ejemplo")])
def test_samples_are_marked_where_they_are_read(demo, client, language, word):
    words = text_of(client.get(f"/{language}/2007/proposals/strategy/").text)

    assert words.count(word) >= 5


def test_one_invented_draft_is_open_so_that_visitors_of_the_demo_can_answer_it(demo, client):
    [draft] = Draft.objects.filter(feedback_closes_at__gt=timezone.now())
    html = client.get(draft.get_absolute_url()).text

    assert draft.proposal.is_sample
    assert ">Sample<" in html
    assert draft.is_open_for_feedback
    assert client.get("/en/2007/proposals/phone-tree/1/say/s5words/").status_code == 200
