from django import forms
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nisn_site.kit.languages import direction
from nisn_site.kit.pages import render_page

from ..searching import HIT_ENDS, HIT_STARTS, find
from .announcements import page_of


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search this site"), max_length=200, required=False)


@require_safe
def search(request):
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    page_obj = page_of(request, find(query, get_language())) if query else None
    context = {"form": form, "query": query, "page_obj": page_obj, "results": list(map(result, page_obj or []))}
    return render_page(request, "conference/search.html", context, status=200 if form.is_valid() else 400)


def result(entry) -> dict:
    """One hit, ready for the template: `url title excerpt_html kind_label lang dir`."""
    thing = entry.page or entry.announcement
    return {
        "url": thing.get_absolute_url(),
        "title": entry.title,
        "excerpt_html": highlighted(entry.excerpt),
        "kind_label": _("Page") if entry.page else _("News"),
        "conference": thing.conference,
        "lang": entry.written_in,
        "dir": direction(entry.written_in),
    }


def highlighted(excerpt: str) -> str:
    """The excerpt escaped, with its hits marked."""
    marked = escape(excerpt).replace(HIT_STARTS, "<mark>").replace(HIT_ENDS, "</mark>")
    return mark_safe(marked)  # noqa: S308 -- escaped above; only our own two signs become tags
