"""The files of proposals are whole, in order and honest. Reads the TOML files, no database."""

import re
from datetime import datetime
from itertools import pairwise

import pytest

from tests.demo_files import CONFERENCES, PROPOSALS, SAMPLES, drafts
from tests.test_demo_facts import SOURCES

KEY = re.compile(r"s[2-9][a-z2-9]{5}")
NAMES = [f"{row['conference']} {row['slug']}" for row in PROPOSALS]
each_proposal = pytest.mark.parametrize("proposal", PROPOSALS, ids=NAMES)


def sections(proposal):
    return [section for draft in proposal["draft"] for section in draft["section"]]


def later_drafts():
    return [(proposal, draft) for proposal in PROPOSALS for draft in proposal["draft"][1:]]


@each_proposal
def test_proposal_names_a_conference_and_its_sources(proposal):
    assert proposal["conference"] in CONFERENCES
    assert re.fullmatch(r"[a-z][a-z0-9-]*", proposal["slug"])
    assert proposal["source"] in SOURCES


@pytest.mark.parametrize("conference", CONFERENCES)
def test_proposals_of_a_conference_are_numbered_from_one(conference):
    numbers = [row["number"] for row in PROPOSALS if row["conference"] == conference]

    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


@each_proposal
def test_section_has_a_key_kind_heading_and_body_the_first_time(proposal):
    seen = set()
    for section in sections(proposal):
        assert KEY.fullmatch(section["key"]), section
        if section["key"] not in seen:
            assert {"kind", "heading", "body"} <= set(section), section["key"]
            assert section["kind"] in {"text", "campaign"}, section["key"]
        else:
            assert "kind" not in section, section["key"]
        seen.add(section["key"])


@each_proposal
def test_sections_of_a_draft_are_listed_once_after_the_one_they_lie_in(proposal):
    for draft in proposal["draft"]:
        keys = [section["key"] for section in draft["section"]]
        assert len(set(keys)) == len(keys)
        for at, section in enumerate(draft["section"]):
            assert section.get("inside", keys[0]) in keys[: max(at, 1)], section["key"]


@each_proposal
def test_later_wording_differs_from_the_one_before(proposal):
    said = {}
    for section in sections(proposal):
        for field in {"heading", "body"} & set(section):
            assert section[field] != said.get((section["key"], field)), section["key"]
            said[section["key"], field] = section[field]


@each_proposal
def test_drafts_run_forward_with_full_moments(proposal):
    moments = [draft["published_at"] for draft in proposal["draft"]]

    assert all(moment.tzinfo for moment in moments)
    assert all(earlier < later for earlier, later in pairwise(moments))
    assert all(
        draft["published_at"] < draft.get("feedback_closes_at", datetime.max.replace(tzinfo=moments[0].tzinfo))
        for draft in proposal["draft"]
    )


def test_strategy_has_9_campaigns_in_each_draft():
    [strategy] = [row for row in PROPOSALS if row["slug"] == "strategy"]
    kinds = {section["key"]: section["kind"] for section in sections(strategy) if "kind" in section}
    campaigns = [
        [one["key"] for one in draft["section"] if kinds[one["key"]] == "campaign"] for draft in strategy["draft"]
    ]

    assert len(campaigns[0]) == 9
    assert campaigns[0] == campaigns[1]


def test_what_is_added_later_says_that_it_is_a_sample():
    for proposal, draft in later_drafts():
        known = {section["key"] for section in proposal["draft"][0]["section"]}
        assert "samples" in draft["change_summary"]["en"]
        assert "de ejemplo" in draft["change_summary"]["es"]
        for section in draft["section"]:
            if section["key"] not in known:
                for field in ("heading", "body"):
                    assert "Sample" in section[field]["en"], section["key"]
                    assert "Ejemplo" in section[field]["es"], section["key"]


def test_samples_are_marked_in_both_languages():
    for _proposal, draft in drafts():
        for section in draft["section"]:
            for field in {"heading", "body"} & set(section):
                marks = section[field]["en"].count("Sample"), section[field]["es"].count("Ejemplo")
                assert marks[0] == marks[1], section["key"]


def test_archives_hold_no_sample():
    texts = [
        section["heading"]["en"] + section["body"]["en"]
        for proposal in PROPOSALS
        if proposal["conference"] != "2007"
        for section in sections(proposal)
    ]

    assert texts
    assert [text for text in texts if "sample" in text.lower()] == []


def test_what_is_not_known_is_said():
    for proposal in PROPOSALS:
        if proposal["conference"] != "2007":
            said = " ".join(section["body"]["en"] for section in sections(proposal))
            assert re.search(r"no record|Check this", said), proposal["slug"]


@pytest.mark.parametrize("proposal", SAMPLES, ids=lambda row: row["slug"])
def test_invented_proposal_says_so_everywhere_and_has_no_date_of_the_past(proposal):
    assert all(
        title.startswith(word) for title, word in zip(proposal["title"].values(), ["Sample", "Ejemplo"], strict=True)
    )
    assert "source" not in proposal
    assert [draft.keys() & {"published_at", "feedback_closes_at"} for draft in proposal["draft"]] == [set()]
