"""Signed links with which an organizer shows an unpublished text to somebody who has no account."""

from datetime import timedelta

from django.core import signing

SALT = "conference.preview"
LIFETIME = timedelta(days=7)


def preview_path(thing) -> str:
    """The address of a page or announcement with a token that shows it for seven days, published or not."""
    token = signing.dumps([thing._meta.model_name, thing.pk], salt=SALT)
    return f"{thing.get_absolute_url()}?preview={token}"


def previewed_key(request, model) -> int | None:
    """The primary key of the object of this model that the request may see unpublished, if any."""
    try:
        name, key = signing.loads(request.GET.get("preview", ""), salt=SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return key if name == model._meta.model_name else None
