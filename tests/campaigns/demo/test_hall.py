"""The strategy of 2007 comes out of amendments exactly as its file says; the other years are there as facts."""

import pytest
from django.core.management import call_command

from campaigns.drafting.canonical import content_sha256
from campaigns.models import Amendment, Decision, Draft, PointOfUnity, Proposal, UnityStatement
from nisn_site.kit.translation_gaps import gaps_of
from tests.demo_files import PROPOSALS

pytestmark = pytest.mark.django_db

[ROW] = [row for row in PROPOSALS if row["slug"] == "strategy"]


def strategy() -> Proposal:
    return Proposal.objects.get(conference__slug="2007", slug="strategy")


def test_adopted_text_is_compiled_from_the_amendments_word_for_word(demo):
    july, august = strategy().drafts.order_by("number")
    said = {}
    for draft in ROW["draft"]:
        for section in draft["section"]:
            for field in ("heading", "body"):
                if field in section:
                    said[section["key"], field] = section[field]["en"].strip()
    texts = list(august.texts.in_order().select_related("section"))

    assert (july.kind, august.kind) == (Draft.Kind.FINAL, Draft.Kind.ADOPTED)
    assert [text.section.key for text in texts] == [section["key"] for section in ROW["draft"][1]["section"]]
    for text in texts:
        key = text.section.key
        assert (text.heading, text.body) == (said[key, "heading"], said[key, "body"]), key
    assert august.content_sha256 == content_sha256(texts)
    [decision] = strategy().decisions.about_the_text()
    assert (decision.text, decision.text_sha256) == (august, august.content_sha256)


def test_every_amendment_and_its_decision_is_a_sample_and_the_adoption_is_none(demo):
    amendments = Amendment.objects.order_by("number")

    assert [one.number for one in amendments] == list(range(1, len(ROW["draft"][1]["amendment"]) + 1))
    assert all(one.is_sample for one in amendments)
    assert [one.amendment for one in Decision.objects.filter(is_sample=False)] == [None]
    adoption = Decision.objects.get(is_sample=False)
    assert (adoption.method, adoption.votes_for, str(adoption.decided_on)) == ("unknown", None, "2007-07-29")


def test_samples_of_feedback_lead_to_samples_of_amendments(demo):
    credited = Amendment.objects.exclude(from_feedback=None).select_related("from_feedback")

    found = {one.number: one.from_feedback.number for one in credited}
    rows = enumerate(ROW["draft"][1]["amendment"], start=1)
    assert found == {number: row["remark"] for number, row in rows if "remark" in row}
    assert len(found) == 8


def test_conference_of_2007_has_9_points_in_the_order_of_the_campaigns(demo):
    points = PointOfUnity.objects.filter(statement__year="2007").in_order().select_related("text__section")

    assert [(point.number, point.text.section.key) for point in points] == list(
        enumerate([row["section"] for row in ROW["draft"][1]["point"]], start=1)
    )


def test_other_years_are_there_and_2012_knows_the_points_of_2008(demo):
    assert list(UnityStatement.objects.values_list("year", flat=True)) == ["2012", "2009", "2008", "2007", "2006"]
    points = PointOfUnity.objects.filter(statement__year="2012").in_order()
    assert [(point.number, point.same_as.number, point.same_as.statement.year) for point in points] == [
        (number, number, "2008") for number in range(1, 11)
    ]


def test_everything_is_there_in_spanish(demo):
    subjects = [*Amendment.objects.all(), *UnityStatement.objects.all(), *PointOfUnity.objects.all()]

    assert len(subjects) > 45
    assert gaps_of(subjects, "es") == []


def test_loading_again_adds_nothing(demo):
    counts = [model.objects.count() for model in (Amendment, Decision, UnityStatement, PointOfUnity)]

    call_command("load_demo", verbosity=0)

    assert [model.objects.count() for model in (Amendment, Decision, UnityStatement, PointOfUnity)] == counts
