from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from nisn_site.kit.pages import render_page

from ..models import Announcement
from ..previews import previewed_key

PER_PAGE = 10


def page_of(request, rows, per_page: int = PER_PAGE):
    """The part of a list that `?page=` asks for; anything but a page that exists is a 404."""
    number = request.GET.get("page", "1")
    paginator = Paginator(rows, per_page)
    if not (number.isascii() and number.isdigit() and len(number) < 7 and 1 <= int(number) <= paginator.num_pages):
        raise Http404("no such page of the list")
    return paginator.page(int(number))


@require_safe
def news(request):
    page_obj = page_of(request, Announcement.objects.published().select_related("conference"))
    return render_page(request, "conference/announcements.html", {"page_obj": page_obj}, texts=page_obj.object_list)


@require_safe
def announcement(request, *, slug: str):
    rows = Announcement.objects.select_related("picture", "conference").filter(slug=slug)
    key = previewed_key(request, Announcement)
    thing = get_object_or_404(rows, pk=key) if key else get_object_or_404(rows.published())
    context = {"announcement": thing, "is_preview": not thing.is_visible}
    response = render_page(request, "conference/announcement.html", context, texts=[thing, thing.picture])
    if key:
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex"
    return response
