"""Adopted amendments become a text, word for word as decided, and its campaigns become Points of Unity."""

import pytest
from django.db import connection

from campaigns.drafting.beginning import start_working_draft
from campaigns.hall.adopting import adopt_text, merge_uncontested, publish_amended
from campaigns.hall.amended import AmendedText, amendment_sha256
from campaigns.hall.deciding import adopted_so_far, made_in, replace_decision
from campaigns.hall.laying import lay_before_conference
from campaigns.models import Amendment, Decision, Draft, PointOfUnity, UnityStatement
from nisn_site.kit.audit import AuditEntry
from nisn_site.kit.translation import Translation
from tests.campaigns.makers import add_text, change, make_proposal, publish, refusal
from tests.makers import translate

from .makers import adopt, decide, make_amendment, make_final_text, make_vote, make_wording, text_called

pytestmark = pytest.mark.django_db


def merge(final, *amendments, label="Second reading"):
    return merge_uncontested(
        proposal=final.proposal, amendments=amendments, vote=make_vote(), wording=make_wording(label)
    )


def words_of(draft) -> list[tuple]:
    return [(text.number, text.heading, text.body) for text in draft.texts.in_order()]


# -- first what nobody is against, then the rest on the new words


def test_consensual_amendments_are_merged_first_and_the_rest_is_decided_on_the_new_text(hall):
    consensual = make_amendment(draft=hall.final, body="We stop all night raids.")
    contested = make_amendment(draft=hall.final, body="People stop all raids.")

    newer = merge(hall.final, consensual)

    assert (newer.kind, newer.state, newer.previous) == (Draft.Kind.FINAL, Draft.State.CURRENT, hall.final)
    assert text_called(newer, "Raids").body == "We stop all night raids."
    decision = decide(contested)
    assert (decision.text, decision.amendment.draft) == (newer, hall.final)
    assert text_called(adopt(newer).text, "Raids").body == "People stop all night raids."


def test_merging_is_all_or_nothing(hall):
    one, other = (make_amendment(draft=hall.final, body=body) for body in ("We stop some raids.", "We stop few raids."))

    codes = refusal(
        merge_uncontested, proposal=hall.proposal, amendments=[one, other], vote=make_vote(), wording=make_wording()
    )

    assert codes == ["amendment_does_not_fit"]
    assert (Decision.objects.count(), hall.proposal.drafts.count()) == (0, 1)


def test_merging_nothing_is_refused(hall):
    codes = refusal(merge_uncontested, proposal=hall.proposal, amendments=[], vote=make_vote(), wording=make_wording())

    assert codes == ["nothing_to_merge"]


def test_what_was_taken_up_once_is_not_taken_up_again(hall):
    newer = merge(hall.final, make_amendment(draft=hall.final))

    assert adopted_so_far(hall.proposal) == []
    assert Amendment.objects.get().taken_up_in == newer
    assert words_of(adopt(newer).text) == words_of(newer)


# -- every kind of amendment


def test_text_is_compiled_from_adopted_amendments_in_the_order_of_the_decisions(hall):
    parts = {
        "delete": make_amendment(draft=hall.final, section="Walls", kind="delete"),
        "insert": make_amendment(draft=hall.final, kind="insert", beside="Raids", place="before"),
        "move": make_amendment(draft=hall.final, section="Focus", kind="move", beside="Raids", place="after"),
        "replace": make_amendment(draft=hall.final, heading="No raids"),
        "last": make_amendment(draft=hall.final, kind="insert", heading="Last", body=""),
        "refused": make_amendment(draft=hall.final, body="We love raids."),
    }
    for name, amendment in parts.items():
        decide(amendment, "rejected" if name == "refused" else "adopted")

    text = adopt(hall.final).text

    assert words_of(text) == [
        ("1", "Schools", "Schools are for all."),
        ("2", "No raids", "We stop all raids, everywhere."),
        ("3", "Focus", "We act together."),
        ("4", "Last", ""),
    ]
    assert "everywhere" in text_called(text, "No raids").body_html
    assert text_called(text, "Schools").section == parts["insert"].section


def test_section_is_taken_out_with_everything_inside_it(hall):
    final = make_final_text(proposal=make_proposal(number=3, slug="third"), focus="We act.", raids="No raids.")
    working = start_working_draft(proposal=final.proposal)
    add_text(draft=working, heading="Night raids", inside=working.texts.get(heading="Raids"))
    final = lay_before_conference(draft=publish(working, label="With parts"))

    decide(make_amendment(draft=final, kind="delete"))

    assert [text.heading for text in adopt(final).text.texts.in_order()] == ["Focus"]


def test_preview_and_published_text_have_one_fingerprint(hall):
    for one in (
        make_amendment(draft=hall.final),
        make_amendment(draft=hall.final, kind="insert", beside="Walls", place="inside"),
    ):
        decide(one)
    expected = made_in(hall.final, adopted_so_far(hall.proposal)).sha256

    decision = adopt(hall.final, seen=expected)

    assert decision.text.content_sha256 == decision.text_sha256 == expected
    entries = AuditEntry.objects.order_by("number").filter(action="text.adopted")
    assert [entry.data for entry in entries] == [{"hash": expected, "amendments": ["A-1", "A-2"]}]


def test_text_that_changed_since_it_was_seen_is_not_adopted(hall):
    seen = AmendedText(hall.final).sha256
    decide(make_amendment(draft=hall.final))

    assert refusal(adopt, draft=hall.final, seen=seen) == ["text_changed_since"]


def test_amendment_that_somebody_changed_behind_the_database_s_back_stops_the_adoption(hall):
    amendment = make_amendment(draft=hall.final)
    decide(amendment)
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE campaigns_amendment DISABLE TRIGGER guards_amendment")
    change(amendment, body="We start raids.")

    assert refusal(adopt, draft=hall.final) == ["amendment_differs_from_decision"]


def test_working_draft_that_nobody_decided_on_is_in_the_way(hall):
    start_working_draft(proposal=hall.proposal)

    assert refusal(adopt, draft=hall.final) == ["draft_one_working"]


# -- translations


def test_translations_of_an_amendment_go_with_it_where_it_stands_word_for_word(hall):
    text = text_called(hall.final, "Raids")
    translate(text, heading="Redadas", body="Paramos todas las redadas.")
    amendment = make_amendment(draft=hall.final)
    translate(amendment, body="Paramos todas las redadas, en todas partes.")
    decide(amendment)

    new = text_called(adopt(hall.final).text, "Raids")

    found = {row.field: row for row in Translation.objects.of([new])}
    assert {name: row.text for name, row in found.items()} == {
        "heading": "Redadas",
        "body": "Paramos todas las redadas, en todas partes.",
    }
    assert "<p>" in found["body"].html


# -- the decision on the text, and the points


def test_open_amendments_are_asked_about_but_do_not_stop_the_adoption(hall):
    make_amendment(draft=hall.final)

    assert refusal(adopt, draft=hall.final) == ["amendments_are_open"]
    assert adopt(hall.final, leave_open=True).is_adopted


def test_each_campaign_of_the_adopted_text_becomes_a_point_in_order(hall):
    decision = adopt(hall.final)

    statement = UnityStatement.objects.get()
    assert (statement.year, statement.conference) == ("2007", hall.proposal.conference)
    points = statement.points.in_order()
    assert [(point.number, point.title, point.text.draft, point.decision) for point in points] == [
        (1, "Focus", decision.text, decision),
        (2, "Raids", decision.text, decision),
        (3, "Walls", decision.text, decision),
    ]


def test_points_of_a_second_proposal_go_on_counting_and_plain_text_is_no_point(hall):
    adopt(hall.elsewhere)
    plain = make_final_text(proposal=make_proposal(number=3, slug="third"), kind="text", words="Words.")
    adopt(plain)

    adopt(hall.final)

    numbers = PointOfUnity.objects.in_order().values_list("number", "title")
    assert list(numbers) == [(1, "Towns"), (2, "Focus"), (3, "Raids"), (4, "Walls")]


def test_titles_of_points_keep_the_translations_of_their_headings(hall):
    translate(text_called(hall.final, "Raids"), heading="Redadas")

    adopt(hall.final)

    [row] = Translation.objects.of(PointOfUnity.objects.filter(title="Raids"))
    assert (row.field, row.text) == ("title", "Redadas")


def test_text_that_is_not_adopted_stays_and_can_be_adopted_later(hall):
    first = adopt(hall.final, "referred")
    assert (first.text, hall.proposal.drafts.count(), PointOfUnity.objects.count()) == (hall.final, 1, 0)

    vote = make_vote(note="Decided anew on Sunday.")
    second = adopt_text(proposal=hall.proposal, vote=vote, wording=make_wording())

    assert (second.replaces, second.is_adopted) == (first, True)
    assert refusal(adopt, draft=second.text) == ["no_final_text"]


def test_adoption_that_was_a_mistake_is_replaced_and_its_text_and_points_stay_on_record(hall):
    decision = adopt(hall.final)

    replace_decision(decision=decision, vote=make_vote("rejected", note="The vote was on another text."))

    assert not Decision.objects.standing().filter(result="adopted").exists()
    assert PointOfUnity.objects.count() == 3


def test_fingerprint_that_does_not_come_out_as_expected_publishes_nothing(hall, monkeypatch):
    amendment = make_amendment(draft=hall.final)
    decide(amendment)
    amendment = adopted_so_far(hall.proposal)[0]
    assert amendment.decisions.get().text_sha256 == amendment_sha256(amendment, hall.final)
    monkeypatch.setattr("campaigns.hall.adopting.store", lambda text: None)

    codes = refusal(
        publish_amended, final=hall.final, amendments=[amendment], kind="final", wording=make_wording(), organizer=None
    )

    assert codes == ["text_differs_from_decision"]
