"""The editor page as an organizer's browser uses it."""

from django.contrib.auth.models import Permission
from django.urls import reverse

from campaigns.drafting.details import details_fingerprint
from campaigns.drafting.writing import fingerprint_of
from campaigns.models import Draft
from nisn_site.models import User
from tests.html import elements
from tests.makers import make_organizer

from .makers import make_working_draft
from .shapes import add_parts, key_of


def make_draft_with_parts() -> Draft:
    draft = make_working_draft(focus="We act.", raids="We stop raids.", walls="No walls.")
    add_parts(draft, "Focus", "Jails", "Courts")
    return draft


def make_helper(*rights: str) -> User:
    """Somebody who may enter the desk and do only this there."""
    ben = make_organizer(email="ben@example.org", name="Ben")
    User.objects.filter(pk=ben.pk).update(is_superuser=False)
    ben.user_permissions.set(Permission.objects.filter(codename__in=rights))
    return User.objects.get(pk=ben.pk)


def page(draft, name="write", *more):
    return reverse(f"admin:campaigns_draft_{name}", args=[draft.pk, *more])


def form(draft, **changes) -> dict:
    """What the page sends when nothing was typed, with these changes: `body_focus="New"`."""
    sent = {
        "plain_summary": draft.plain_summary,
        "language": draft.language,
        "opened_details": details_fingerprint(draft),
    }
    for text in draft.texts.select_related("section"):
        key = text.section.key
        sent |= {f"heading-{key}": text.heading, f"body-{key}": text.body, f"opened-{key}": fingerprint_of(text)}
    for name, value in changes.items():
        field, _line, heading = name.partition("_")
        sent[f"{field}-{key_of(draft, heading.capitalize())}" if heading else field] = value
    return sent


def press(desk, draft, verb="save", heading="", **changes):
    do = f"{verb}:{key_of(draft, heading)}" if heading else verb
    return desk.post(page(draft), form(draft, **changes) | {"do": do})


def fields_of(html: str) -> dict:
    return {
        attributes["name"]: attributes
        for _tag, attributes in elements(html, "input", "textarea", "select", "button")
        if "name" in attributes
    }


def proposal_form(proposal, **changes) -> dict:
    """What the form of a proposal sends."""
    values = {name: getattr(proposal, name) for name in ("title", "summary", "number", "slug", "language")}
    return values | {"conference": proposal.conference_id, "opened_version": proposal.version} | changes
