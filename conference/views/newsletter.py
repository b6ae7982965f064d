"""Past issues for everybody, and the page with which a reader stops the newsletter."""

from django.db import connection
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from nisn_site.kit.deeds.answers import see_other, wake
from nisn_site.kit.pages import render_page

from ..models import NewsletterIssue
from ..newsletter.leaving import stop
from ..newsletter.pages import subscribe
from ..newsletter.stop_links import read_token
from .announcements import page_of


@require_safe
def archive(request):
    page_obj = page_of(request, NewsletterIssue.objects.in_archive())
    return render_page(
        request, "conference/newsletter/archive.html", {"page_obj": page_obj}, texts=page_obj.object_list
    )


@require_safe
def issue(request, *, slug: str):
    thing = get_object_or_404(NewsletterIssue.objects.in_archive(), slug=slug)
    return render_page(request, "conference/newsletter/issue.html", {"issue": thing}, texts=[thing])


@csrf_exempt  # mail programs press it for their reader, from anywhere (RFC 8058); only the signed address counts
@require_http_methods(["GET", "HEAD", "POST"])
def stop_page(request, *, token: str):
    """A GET changes nothing. A mail program's press must not be sent on elsewhere, so it is answered right here."""
    link = read_token(token)
    if link is None:
        raise Http404("not an address of ours")
    if request.method == "POST":
        wake(connection)  # a mail program presses once and never again
        stop(link)
        by_program = "List-Unsubscribe" in request.POST
        return private(done_page(request) if by_program else see_other(reverse("conference:newsletter_stopped")))
    reader = link.readers().first()
    request.leave_quickly = True
    context = {"own_url": subscribe.own_path(reader) if reader else ""}
    return private(render_page(request, "conference/newsletter/stop.html", context))


@require_safe
def stopped(request):
    return private(done_page(request))


def done_page(request):
    request.leave_quickly = True
    return render_page(request, "conference/newsletter/stopped.html", {})


def private(response):
    add_never_cache_headers(response)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
