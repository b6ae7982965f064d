"""The pages on which organizers write a working draft, as one document."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nisn_site.kit.translation_admin import change_url

from ..drafting.arrangement import Place
from ..drafting.arranging import bring_back, move_down, move_in, move_out, move_section, move_up, remove_section
from ..drafting.details import Details, details_fingerprint, save_details
from ..drafting.writing import Outcome, Written, add_section, is_untouched, merge_with_above, save_texts, split_section
from ..models import Draft
from .forms import DetailsForm, MoveForm, RemoveForm, SplitForm
from .manuscript import SECTION_KEY, Line, Manuscript, kinds, written_in
from .pages import DraftPages, sent

PAGES = {"split", "move", "remove"}  # buttons that lead to a page of their own


class WritingPages(DraftPages):
    """Mixed into the admin of drafts."""

    def get_urls(self):
        pages = [
            ("write/", "write", self.write_view),
            ("write/<slug:key>/split/", "split", self.split_view),
            ("write/<slug:key>/move/", "move", self.move_view),
            ("write/<slug:key>/remove/", "remove", self.remove_view),
        ]
        return [*self.pages_of_a_draft(pages), *super().get_urls()]

    # -- the document ---------------------------------------------------------------------------------------------

    def write_view(self, request, object_id: int):
        """The whole draft in one form. Every button saves what was typed first, then does what it says."""
        draft = self.draft_to_change(request, object_id)
        if request.method == "POST":
            return self.save(request, draft)
        if draft.is_published:
            messages.info(request, _("This draft is published, so its text stays as it is."))
            return HttpResponseRedirect(change_url(draft))
        return self.write_page(request, draft, Manuscript(draft), details_of(draft))

    def save(self, request, draft: Draft):
        written = list(written_in(request.POST))
        try:
            outcome = save_texts(draft=draft, written=written)
        except ValidationError as error:
            return self.refused(request, draft, written, error)
        details = saved_details(request.POST, draft)
        if outcome.is_complete and not (details and details.errors):
            return self.press(request, draft, outcome)
        manuscript = Manuscript(draft)
        manuscript.show(written, outcome)
        return self.write_page(request, draft, manuscript, details, outcome=outcome, status=422)

    def refused(self, request, draft: Draft, written: list[Written], error: ValidationError):
        """Nothing was saved, because the draft was published at that moment or was busy; all that was typed is shown."""
        touched = [one for one in written if not is_untouched(one)]
        draft = Draft.objects.select_related("proposal__conference").filter(pk=draft.pk).first()
        if draft is None:
            raise Http404("the draft was deleted")
        if draft.is_published:
            title = _("Your text was not saved")
            return self.draft_page(
                request, "unsaved", draft, title=title, errors=error.messages, unsaved=touched, status=422
            )
        manuscript = Manuscript(draft)
        outcome = Outcome(refused={one.key: error.messages for one in touched})
        manuscript.show(written, outcome)
        return self.write_page(request, draft, manuscript, None, outcome=outcome, errors=error.messages, status=422)

    def write_page(self, request, draft: Draft, manuscript: Manuscript, details, *, status: int = 200, **values):
        at = request.GET.get("at", "") if status == 200 else ""
        title = _("Write: %(proposal)s") % {"proposal": draft.proposal}
        return self.draft_page(
            request, "write", draft, title=title, status=status, manuscript=manuscript, kinds=kinds(),
            details=details or details_of(draft), at=at if manuscript.find(at) else "", **values,
        )  # fmt: skip

    def press(self, request, draft: Draft, outcome: Outcome):
        """What was typed is saved; now do what the button says."""
        verb, _colon, key = request.POST.get("do", "").partition(":")
        if outcome.saved:
            count = len(outcome.saved)
            messages.success(request, ngettext("%d section saved.", "%d sections saved.", count) % count)
        if not SECTION_KEY.fullmatch(key) and verb != "end":
            return self.back_to_writing(request, draft, words="" if outcome.saved else _("Everything is saved."))
        if verb in PAGES:
            return HttpResponseRedirect(reverse(f"admin:campaigns_draft_{verb}", args=[draft.pk, key]))
        try:
            key, words = do(verb, draft, key)
        except ValidationError as error:
            manuscript, errors = Manuscript(draft), error.messages
            if line := manuscript.find(key):
                line.errors, errors = error.messages, []
            return self.write_page(request, draft, manuscript, None, errors=errors, status=422)
        return self.back_to_writing(
            request, draft, key=key, words=words or ("" if outcome.saved else _("Everything is saved."))
        )

    def back_to_writing(self, request, draft: Draft, *, key: str = "", words: str = ""):
        if words:
            messages.success(request, words)
        url = reverse("admin:campaigns_draft_write", args=[draft.pk])
        return HttpResponseRedirect(f"{url}?at={key}#{key}" if key else url)

    # -- what needs a choice ----------------------------------------------------------------------------------------

    def line_to_change(self, request, object_id: int, key: str) -> tuple[Manuscript, Line]:
        draft = self.draft_to_change(request, object_id)
        manuscript = Manuscript(draft)
        line = manuscript.find(key)
        if line is None or draft.is_published:
            raise Http404("no such section in a working draft")
        return manuscript, line

    def choose(
        self, request, name: str, manuscript: Manuscript, line: Line, form, deed: Callable, *, title: str, **values
    ):
        """A page with one form about one section; `deed` takes the cleaned form, and gives a key to go to and words."""
        if request.method == "POST" and form.is_valid():
            try:
                key, words = deed(**form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return self.back_to_writing(request, manuscript.draft, key=key, words=words)
        status = 422 if form.errors else 200
        title = f"{title}: {line.name}"
        return self.draft_page(
            request, name, manuscript.draft, title=title, status=status, line=line, form=form, **values
        )

    def split_view(self, request, object_id: int, key: str):
        manuscript, line = self.line_to_change(request, object_id, key)
        has_parts = bool(manuscript.parts_of(line))
        form = SplitForm(sent(request), body=line.text.body, opened=line.opened, has_parts=has_parts)

        def split(at: int, heading: str, opened: str, *, parts_stay: bool = False):
            new = split_section(
                draft=manuscript.draft, key=key, at=at, heading=heading, opened=opened, parts_go_along=not parts_stay
            )
            return new.section.key, _("This is the new section.")

        return self.choose(request, "split", manuscript, line, form, split, title=_("Split"))

    def move_view(self, request, object_id: int, key: str):
        manuscript, line = self.line_to_change(request, object_id, key)
        own = [line, *manuscript.parts_of(line)]
        others = [one for one in manuscript.lines if one not in own]
        form = MoveForm(sent(request), places=[(one.key, one.name) for one in manuscript.lines])

        def move(place: str, target: str):
            move_section(draft=manuscript.draft, key=key, place=Place(place), target=target)
            return key, _("Moved to this place.")

        return self.choose(
            request, "move", manuscript, line, form, move, title=_("Move"), others=others, has_parts=len(own) > 1
        )

    def remove_view(self, request, object_id: int, key: str):
        manuscript, line = self.line_to_change(request, object_id, key)
        form = RemoveForm(sent(request))

        def remove(with_parts: str):
            count = remove_section(draft=manuscript.draft, key=key, with_parts=bool(with_parts))
            words = ngettext("%d section removed.", "%d sections removed.", count) % count
            return line.above.key if line.above else "", words

        return self.choose(
            request, "remove", manuscript, line, form, remove, title=_("Remove"), parts=manuscript.parts_of(line)
        )


def details_of(draft: Draft) -> DetailsForm:
    opened = details_fingerprint(draft)
    return DetailsForm(
        initial={"plain_summary": draft.plain_summary, "language": draft.language, "opened_details": opened}
    )


def saved_details(posted, draft: Draft) -> DetailsForm | None:
    """The form, with what is wrong with it; None when it was not sent along."""
    if "opened_details" not in posted:
        return None
    form = DetailsForm(posted)
    if form.is_valid():
        values = form.cleaned_data
        try:
            save_details(
                draft=draft, details=Details(values["plain_summary"], values["language"], values["opened_details"])
            )
        except ValidationError as error:
            codes = {one.code for one in error.error_list} if hasattr(error, "error_list") else set()
            form.add_error("plain_summary" if codes == {"draft_summary_is_short"} else None, error)
            now = Draft.objects.get(pk=draft.pk)
            form.data = form.data.copy()
            form.data["opened_details"] = details_fingerprint(now)
    return form


def do(verb: str, draft: Draft, key: str) -> tuple[str, str]:
    """One of the buttons of a section: where to go, and what was done in words. Raises ValidationError."""
    match verb:
        case "up":
            return move_up(draft=draft, key=key).section.key, _("Moved up.")
        case "down":
            return move_down(draft=draft, key=key).section.key, _("Moved down.")
        case "in":
            return move_in(draft=draft, key=key).section.key, _("Moved into the section above.")
        case "out":
            return move_out(draft=draft, key=key).section.key, _("Moved out.")
        case "after" | "inside":
            new = add_section(draft=draft, place=Place(verb), target=key)
            return new.section.key, _("This is the new section. Write its heading and its text.")
        case "end":
            new = add_section(draft=draft)
            return new.section.key, _("This is the new section. Write its heading and its text.")
        case "merge":
            text = merge_with_above(draft=draft, key=key)
            return text.section.key, _("Merged. The text of the section below is at the end of this one.")
        case "back":
            text = bring_back(draft=draft, key=key)
            return text.section.key, _("This section is back, as it was in the last published draft.")
    return key, ""
