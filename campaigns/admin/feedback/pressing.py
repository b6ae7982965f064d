"""The buttons of the desk: each says what it does with the ticked remarks, in one deed."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from ...feedback.answering import answer_feedback, settle_more
from ...feedback.duplicates import count_as_one
from ...feedback.moderating import hide_feedback, hold_feedback, put_spam_aside
from ...feedback.welcoming import publish_and_welcome
from ...models import Feedback, Response
from .forms import AnswerForm, HideForm


def chosen_in(posted, among: Iterable[Feedback]) -> list[Feedback]:
    """The ticked ones of those that the page shows."""
    ticked = set(posted.getlist("chosen"))
    return [one for one in among if str(one.pk) in ticked]


def seen_in(posted, remarks: Iterable[Feedback]) -> dict[int, int]:
    """The answers that the page showed, and that the organizer means to replace."""
    if not posted.get("replace"):
        return {}
    found = ((one.pk, posted.get(f"seen-{one.pk}", "")) for one in remarks)
    return {pk: int(seen) for pk, seen in found if seen.isascii() and seen.isdigit() and len(seen) < 19}


def press(verb: str, *, chosen: list[Feedback], posted, answer: AnswerForm, hide: HideForm, by) -> str | None:
    """Do it, and say what was done; None when a form has to be corrected. Raises ValidationError when it is refused."""
    if not chosen:
        raise ValidationError(gettext_lazy("Tick at least one remark."), code="nothing_chosen")
    match verb:
        case "answer":
            return press_answer(chosen, posted, answer, by)
        case "use":
            return press_use(chosen, posted.get("response", ""), by)
        case "hide":
            if not hide.is_valid():
                return None
            count = len(hide_feedback(remarks=chosen, reason=hide.cleaned_data["hidden_reason"], by=by))
            return ngettext("%d remark is hidden.", "%d remarks are hidden.", count) % count
        case "same":
            main = next((one for one in chosen if str(one.pk) == posted.get("main")), chosen[0])
            count = len(count_as_one(remark=main, same_ones=chosen, by=by))
            words = ngettext(
                "%(count)d remark counts as the same as %(ref)s now.",
                "%(count)d remarks count as the same as %(ref)s now.", count,
            )  # fmt: skip
            return words % {"count": count, "ref": main.ref}
    return press_state(verb, chosen, by)


def press_answer(chosen: list[Feedback], posted, form: AnswerForm, by) -> str | None:
    if not form.is_valid():
        return None
    answer_feedback(remarks=chosen, instead_of=seen_in(posted, chosen), by=by, **form.cleaned_data)
    count = len(chosen)
    words = ngettext("The answer for %d remark is ready.", "The answer for %d remarks is ready.", count) % count
    when = _("It is published with the next draft, or when you say so.")
    return f"{words} {when}"


def press_use(chosen: list[Feedback], wanted: str, by) -> str:
    response = Response.objects.filter(proposal=chosen[0].proposal_id)
    response = (
        response.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() and len(wanted) < 19 else None
    )
    if response is None:
        raise ValidationError(gettext_lazy("Choose one of the answers."), code="nothing_chosen")
    count = len(settle_more(response=response, remarks=chosen, by=by))
    return ngettext("The answer counts for %d more remark.", "The answer counts for %d more remarks.", count) % count


STATES = {
    "publish": (publish_and_welcome, ngettext_lazy("%d remark is public now.", "%d remarks are public now.")),
    "hold": (hold_feedback, ngettext_lazy("%d remark is held.", "%d remarks are held.")),
    "spam": (put_spam_aside, ngettext_lazy("%d remark is put aside as spam.", "%d remarks are put aside as spam.")),
}


def press_state(verb: str, chosen: Iterable[Feedback], by) -> str:
    if verb not in STATES:
        raise ValidationError(gettext_lazy("Choose what to do with them."), code="nothing_chosen")
    deed, words = STATES[verb]
    return words % len(deed(remarks=chosen, by=by))
