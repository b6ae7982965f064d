from django import forms
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nisn_site.kit.languages import direction
from nisn_site.kit.pages import render_page

from ..models import SearchEntry
from ..searching import HIT_ENDS, HIT_STARTS, find
from .announcements import page_of


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search this site"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Look in"), choices=[("", _("Everything")), *SearchEntry.Kind.choices], required=False
    )


@require_safe
def search(request):
    form = SearchForm(request.GET)
    query, kind = (form.cleaned_data[name] for name in ("q", "kind")) if form.is_valid() else ("", "")
    page_obj = page_of(request, find(query, get_language(), kind)) if query else None
    context = {"form": form, "query": query, "page_obj": page_obj, "results": list(map(result, page_obj or []))}
    return render_page(request, "conference/search.html", context, status=200 if form.is_valid() else 400)


def result(entry: SearchEntry) -> dict:
    """One hit, ready for the template: `url title excerpt_html kind_label conference lang dir`."""
    thing = entry.page or entry.announcement
    return {
        "url": thing.get_absolute_url() if thing else f"/{entry.language}/{entry.address}",
        "title": entry.title,
        "excerpt_html": highlighted(entry.excerpt),
        "kind_label": entry.get_kind_display(),
        "conference": thing.conference if thing else entry.conference,
        "lang": entry.written_in,
        "dir": direction(entry.written_in),
    }


def highlighted(excerpt: str) -> str:
    """The excerpt escaped, with its hits marked."""
    marked = escape(excerpt).replace(HIT_STARTS, "<mark>").replace(HIT_ENDS, "</mark>")
    return mark_safe(marked)  # noqa: S308 -- escaped above; only our own two signs become tags
