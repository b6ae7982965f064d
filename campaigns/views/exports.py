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
from ..models import Draft
from .finding import numbered, published_drafts

FILE_KINDS = [("md", _("Markdown")), ("txt", _("Plain text")), ("docx", _("Word")), ("json", _("JSON"))]


@dataclass(frozen=True, slots=True)
class Format:
    content_type: str
    write: Callable[[Copy], str | bytes]


# Files to read, in the language of the address. JSON is for programs and has all languages.
FORMATS = {
    "md": Format("text/markdown; charset=utf-8", as_markdown),
    "txt": Format("text/plain; charset=utf-8", as_plain_text),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_word),
}


@require_safe
def export(request, *, conference: str, proposal: str, number: int, extension: str):
    """One published draft as a file; the same bytes as long as nothing in it changes."""
    if extension not in FORMATS and extension != "json":
        raise Http404("no such kind of file")
    drafts = published_drafts(conference=conference, proposal=proposal)
    draft = numbered(drafts, number)
    write = data_file if extension == "json" else reading_file
    return write(request, draft, drafts, extension=extension)


def reading_file(request, draft: Draft, drafts: list[Draft], *, extension: str) -> HttpResponse:
    texts = list(draft.texts.select_related("section"))
    attach_translations([draft, draft.proposal, *texts])
    newest = drafts[-1]
    copy = copy_of(
        draft,
        texts,
        publisher=draft.proposal.conference.network.name,
        address=full_address(request, draft),
        newest_address=full_address(request, newest.proposal) if newest != draft else "",
    )
    chosen = FORMATS[extension]
    response = HttpResponse(chosen.write(copy), content_type=chosen.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(draft, extension)}"'
    return response


def data_file(request, draft: Draft, drafts: list[Draft], *, extension: str) -> HttpResponse:
    texts = list(draft.texts.select_related("section"))
    previous = next((one for one in drafts if one.pk == draft.previous_id), None)
    content = as_json(
        draft,
        texts,
        address=full_address(request, draft),
        previous_address=full_address(request, previous) if previous else "",
    )
    return HttpResponse(content, content_type="application/json; charset=utf-8")


def full_address(request, thing) -> str:
    return request.build_absolute_uri(thing.get_absolute_url())


def file_name(draft: Draft, extension: str) -> str:
    """Letters, digits and dashes alone, as slugs and codes of languages are."""
    language = active_language()
    suffix = "" if language == settings.LANGUAGE_CODE else f"-{language}"
    return f"{draft.proposal.slug}-draft-{draft.number}{suffix}.{extension}"
