"""The one way public views answer: with everything a page shows named, so that its texts cost one query."""

from django.shortcuts import render


def render_page(request, template: str | list[str], context: dict, *, conference=None, texts=(), status: int = 200):
    """Render a public page.

    `conference` is the one the page belongs to (None: the whole network). `texts` are the translatable
    objects that the page shows; the frame of the page reads their translations together with its own.
    """
    request.page_conference = conference
    request.page_texts = list(texts)
    return render(request, template, context, status=status)
