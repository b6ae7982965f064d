"""Amendments and decisions as files: one row for each decision, also those that were replaced, and one for each
amendment that nothing is decided about. JSON has the same, amendment by amendment.
"""

import json
from collections.abc import Iterator

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nisn_site.kit.spreadsheets import csv_download, xlsx_download

from ..hall.asked import Asked
from ..models import Decision, Proposal

FILE_KINDS = [("csv", "CSV"), ("xlsx", gettext_lazy("Excel")), ("json", gettext_lazy("JSON"))]


def export_of(proposal: Proposal, found: list[Asked], extension: str, *, request):
    name = f"{proposal.conference.slug}-{proposal.slug}-decisions"
    about_the_text = list(proposal.decisions.about_the_text().select_related("text").oldest_first())
    match extension:
        case "csv":
            return csv_download(table(found, about_the_text), name=name)
        case "xlsx":
            return xlsx_download(table(found, about_the_text), name=name, title=_("Decisions"))
        case _:
            content = as_json(proposal, found, about_the_text, address=request.build_absolute_uri)
            return HttpResponse(content, content_type="application/json; charset=utf-8")


def table(found: list[Asked], about_the_text: list[Decision]) -> Iterator[list]:
    yield heading()
    for one in found:
        for decision in one.decisions or [None]:
            yield [*about(one), *decided(decision)]
    for decision in about_the_text:
        yield [_("Text as a whole"), *[""] * 10, *decided(decision)]


def heading() -> list[str]:
    return [
        _("Amendment"), _("Kind"), _("Section"), _("Key of the section"), _("Where"), _("Heading"), _("Text"),
        _("Moved by"), _("Reason"), _("Withdrawn"), _("Sample"), _("Record"), _("Replaces record"), _("Result"),
        _("How"), _("For"), _("Against"), _("Abstained"), _("Could vote"), _("Decided on"), _("Decided on the text"),
        _("Fingerprint"), _("Note"), _("Recorded"),
    ]  # fmt: skip


def about(one: Asked) -> list:
    amendment = one.amendment
    where = f"{amendment.get_place_display()}: {one.beside.number}" if one.beside else ""
    section = one.text.number if one.text else ""
    return [
        amendment.name, amendment.get_kind_display(), section, amendment.section.key, where, amendment.heading,
        amendment.body, amendment.mover, amendment.reason, yes(amendment.is_withdrawn), yes(amendment.is_sample),
    ]  # fmt: skip


def decided(decision: Decision | None) -> list:
    if decision is None:
        return [None] * 13
    return [
        decision.pk, decision.replaces_id, decision.get_result_display(), decision.get_method_display(),
        decision.votes_for, decision.votes_against, decision.abstained, decision.eligible, decision.decided_on,
        decision.text.label, decision.text_sha256, decision.note, decision.recorded_at,
    ]  # fmt: skip


def yes(value: bool) -> str:
    return _("Yes") if value else ""


def as_json(proposal: Proposal, found: list[Asked], about_the_text: list[Decision], *, address) -> str:
    content = {
        "conference": proposal.conference.slug,
        "proposal": proposal.slug,
        "amendments": [amendment_as_json(one, address=address) for one in found],
        "decisions_on_the_text": [decision_as_json(decision) for decision in about_the_text],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def amendment_as_json(one: Asked, *, address) -> dict:
    amendment = one.amendment
    return {
        "name": amendment.name,
        "address": address(amendment.get_absolute_url()),
        "kind": amendment.kind,
        "section": amendment.section.key,
        "number": one.text.number if one.text else None,
        "place": amendment.place or None,
        "beside": amendment.beside.key if amendment.beside else None,
        "language": amendment.language,
        "heading": amendment.heading,
        "body": amendment.body,
        "written_on": amendment.draft.number,
        "mover": amendment.mover,
        "reason": amendment.reason,
        "is_sample": amendment.is_sample,
        "is_withdrawn": amendment.is_withdrawn,
        "part_of_draft": amendment.taken_up_in.number if amendment.taken_up_in else None,
        "decisions": [decision_as_json(decision) for decision in one.decisions],
    }


def decision_as_json(decision: Decision) -> dict:
    names = ("result", "method", "votes_for", "votes_against", "abstained", "eligible", "text_sha256", "note")
    return {
        "record": decision.pk,
        "replaces": decision.replaces_id,
        "draft": decision.text.number,
        "decided_on": decision.decided_on.isoformat(),
        "recorded_at": decision.recorded_at.isoformat(),
        "is_sample": decision.is_sample,
        **{name: getattr(decision, name) for name in names},
    }
