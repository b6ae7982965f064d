from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nisn_site.kit.languages import active_language
from nisn_site.kit.translation_lookup import attach_translations

from ..exporting.as_json import as_json
from ..exporting.copies import Copy, copy_of
from ..exporting.markdown import as_markdown
from ..exporting.plain_text import as_plain_text
from ..exporting.word import as_word
from ..finding import newest_standing, numbered, published_drafts
from ..models import Draft


@dataclass(frozen=True, slots=True)
class Format:
    """A file to read, in the language of the address; without `write` it is data, in all languages."""

    name: str
    content_type: str
    write: Callable[[Copy], str | bytes] | None = None


FORMATS = {
    "md": Format(_("Markdown"), "text/markdown; charset=utf-8", as_markdown),
    "txt": Format(_("Plain text"), "text/plain; charset=utf-8", as_plain_text),
    "docx": Format(_("Word"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_word),
    "json": Format(_("JSON"), "application/json; charset=utf-8"),
}
FILE_KINDS = [(extension, kind.name) for extension, kind in FORMATS.items()]


@require_safe
def export(request, *, conference: str, proposal: str, number: int, extension: str):
    """One published draft as a file; the same bytes as long as nothing in it changes."""
    if extension not in FORMATS:
        raise Http404("no such kind of file")
    drafts = published_drafts(conference=conference, proposal=proposal)
    draft = numbered(drafts, number)
    if FORMATS[extension].write:
        return reading_file(request, draft, drafts, extension=extension)
    return data_file(request, draft, drafts, content_type=FORMATS[extension].content_type)


def reading_file(request, draft: Draft, drafts: list[Draft], *, extension: str) -> HttpResponse:
    texts = list(draft.texts.select_related("section"))
    attach_translations([draft, draft.proposal, *texts])
    newest = newest_standing(drafts)
    copy = copy_of(
        draft,
        texts,
        publisher=draft.proposal.conference.network.name,
        address=full_address(request, draft),
        newest_address=full_address(request, newest) if newest and newest.number > draft.number else "",
    )
    chosen = FORMATS[extension]
    response = HttpResponse(chosen.write(copy), content_type=chosen.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(draft, extension)}"'
    return response


def data_file(request, draft: Draft, drafts: list[Draft], *, content_type: str) -> HttpResponse:
    texts = list(draft.texts.select_related("section"))
    previous = next((one for one in drafts if one.pk == draft.previous_id), None)
    content = as_json(
        draft,
        texts,
        address=full_address(request, draft),
        previous_address=full_address(request, previous) if previous else "",
    )
    return HttpResponse(content, content_type=content_type)


def full_address(request, thing) -> str:
    return request.build_absolute_uri(thing.get_absolute_url())


def file_name(draft: Draft, extension: str) -> str:
    """Letters, digits and dashes alone, as slugs and codes of languages are."""
    language = active_language()
    suffix = "" if language == settings.LANGUAGE_CODE else f"-{language}"
    return f"{draft.proposal.slug}-draft-{draft.number}{suffix}.{extension}"
