"""Refuses input that no form of ours can mean, with a clear 400 or 413 instead of a crash further in."""

from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse

NO_BODY = {"GET", "HEAD", "OPTIONS", "TRACE"}


class InputGuard:
    """Answers 413 to oversize and 400 to NUL characters and broken UTF-8 in address, query and form.

    PostgreSQL text cannot hold NUL, and Django turns both it and a broken form encoding into a 500.
    Form fields that are files are left to whoever reads the file.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        status = refusal(request)
        return HttpResponse(status=status) if status else self.get_response(request)


def refusal(request) -> int | None:
    """The status to refuse the request with, or None when it may pass."""
    query = request.META.get("QUERY_STRING", "")
    if len(query) > settings.LONGEST_QUERY_BYTES or len(request.path_info) > settings.LONGEST_QUERY_BYTES:
        return 413
    if query.count("&") >= settings.MOST_QUERY_PARTS:
        return 413
    if not (is_clean(unquote_to_bytes(query.replace("+", " "))) and is_clean_path(request.path_info)):
        return 400
    if request.method not in NO_BODY:
        return body_refusal(request)
    return None


def body_refusal(request) -> int | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        return 400
    is_multipart = request.content_type == "multipart/form-data"
    if int(length) > (settings.LARGEST_UPLOAD_BYTES if is_multipart else settings.LARGEST_FORM_BYTES):
        return 413
    if request.content_params.get("charset", "utf-8").lower().replace("-", "") != "utf8":
        return 400
    if is_multipart:
        return multipart_refusal(request)
    return None if is_clean(unquote_to_bytes(request.body)) else 400


def multipart_refusal(request) -> int | None:
    try:
        return None if all(map(is_text, form_texts(request))) else 400
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):  # Django would answer 400
        return 413


def form_texts(request):
    """Names and values of a parsed form; raises when the body is over Django's own limits."""
    for name, values in request.POST.lists():
        yield name
        yield from values


def is_clean(raw: bytes) -> bool:
    try:
        return is_text(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return False


def is_clean_path(path: str) -> bool:
    """WSGI hands over a path whose broken bytes Django has replaced or percent-encoded again."""
    return is_text(path) and "\ufffd" not in path and is_clean(unquote_to_bytes(path))


def is_text(value: str) -> bool:
    return "\x00" not in value
