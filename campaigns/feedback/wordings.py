"""What suggested wording changes in the text that it was written against, word by word."""

from nisn_site.kit.markdown import render

from ..changes import EDITION, SectionChange, Wording, compare
from ..changes.result import jsonable, section_from_json
from ..models import Feedback, WordingChange
from ..models.texts import TOP_HEADING_IN_BODY


def keep_wording_change(feedback: Feedback) -> None:
    """Compute and store it, once, when the suggestion is stored."""
    WordingChange.objects.update_or_create(
        feedback=feedback, defaults={"edition": EDITION, "result": jsonable(computed(feedback))}
    )


def wording_change(feedback: Feedback) -> SectionChange | None:
    """None for a remark without wording, or whose words are gone. Quick where `wording_change` was selected along."""
    if not (feedback.is_wording and feedback.base_sha256 and feedback.state != Feedback.State.WITHDRAWN):
        return None
    kept = getattr(feedback, "wording_change", None)
    if kept and kept.edition == EDITION:
        return section_from_json(kept.result)
    return computed(feedback)


def computed(feedback: Feedback) -> SectionChange:
    return change_between(
        (feedback.base_heading, feedback.base_body),
        (feedback.suggested_heading, feedback.suggested_body),
        key=feedback.section.key,
        language=feedback.read_in or feedback.draft.language,
    )


def change_between(old: tuple[str, str], new: tuple[str, str], *, key: str = "", language: str) -> SectionChange:
    """From one heading and body in Markdown to another."""
    before, after = (
        Wording(key, "", heading, render(body, top_heading=TOP_HEADING_IN_BODY), language=language)
        for heading, body in (old, new)
    )
    [change] = compare([before], [after]).sections
    return change
