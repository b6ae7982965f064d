"""What somebody typed into a form of the admin that could not be taken, shown once more so that they can copy it.

Whoever writes for an hour may be signed out meanwhile, or sign in again in another tab; then the form comes to nothing.
"""

from django.http import HttpResponse
from django.shortcuts import render


def page_with_typed_words(request, *, why: str) -> HttpResponse | None:
    """A page that says why nothing was saved, and all texts that were sent; None where nothing worth it was."""
    texts = typed_texts(request)
    if not texts:
        return None
    return render(request, "typed_words.html", {"why": why, "texts": "\n\n".join(texts)}, status=403)


def typed_texts(request) -> list[str]:
    """All that has more than one word. Only of our own pages' forms: no other site may put its words on ours."""
    if request.method != "POST" or request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return []
    return [
        text
        for name, values in request.POST.lists()
        for text in values
        if len(text.split()) > 1 and "password" not in name
    ]
