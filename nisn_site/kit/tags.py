"""Template tags that every app's pages use; built in, so templates need no {% load %}."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, pgettext

from .markdown import with_top_heading

register = template.Library()


@register.simple_tag
def text(thing, field):
    """One translated field; a fallback carries its own language and direction."""
    reading = thing.read(field)
    if not reading.is_fallback:
        return reading.text
    return format_html('<span lang="{}" dir="{}">{}</span>', reading.language, reading.direction, reading.text)


@register.simple_tag
def plain(thing, field):
    """One translated field as bare text, for titles and attributes."""
    return thing.read(field).text


@register.inclusion_tag("kit/_rich.html")
def rich(thing, field, top_heading=None):
    """A Markdown field that was rendered when it was saved; `top_heading` moves its headings below another level."""
    reading = thing.read(field)
    html = reading.html if top_heading is None else with_top_heading(reading.html, top_heading)
    # Cleaned when it was rendered: nisn_site.kit.markdown is the only writer of these columns.
    return {"reading": reading, "html": mark_safe(html)}  # noqa: S308


@register.inclusion_tag("kit/_translation_notice.html", takes_context=True)
def translation_notice(context):
    """One notice at the top of a page some of whose texts exist only in another language."""
    codes = getattr(context["request"], "fallback_languages", ())
    return {"languages": [settings.LANGUAGE_NAMES[code] for code in codes]}


@register.simple_tag
def icon(name):
    return format_html(
        '<svg class="icon" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        staticfiles_storage.url("img/sprite.svg"), name,
    )  # fmt: skip


@register.filter
def money(minor_units, currency="USD"):
    """An amount in the currency's minor units, written the reader's way; whole amounts without cents."""
    if minor_units is None:
        return ""
    places = 0 if minor_units % 100 == 0 else 2
    amount = formats.number_format(Decimal(minor_units) / 100, decimal_pos=places, force_grouping=True)
    symbol = {"USD": "$", "EUR": "€"}.get(currency, f"{currency} ")
    # Isolated, so that the sign stays beside the number in a right-to-left sentence.
    return format_html('<bdi dir="ltr">{}{}</bdi>', symbol, amount)


@register.filter
def day(value):
    """A date in words: July 27, 2007."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), long_date(value))


@register.filter
def dates(event):
    """The days of an event in one phrase: July 27–29, 2007."""
    first, last = event.starts_on, event.ends_on
    if first == last:
        return long_date(first)
    same_month = (first.year, first.month) == (last.year, last.month)
    return format_html("{}", short_range(first, last) if same_month else f"{long_date(first)} – {long_date(last)}")


def long_date(value: date) -> str:
    # Django's English format shortens some months ("Aug. 2"); readers new to English know the full names.
    return formats.date_format(value, "F j, Y" if get_language() == "en" else "DATE_FORMAT")


def short_range(first: date, last: date) -> str:
    month = formats.date_format(first, "F")
    # Translators: a range of days within one month, such as "July 27–29, 2007".
    pattern = pgettext("days in one month", "%(month)s %(first)s–%(last)s, %(year)s")
    return pattern % {"month": month, "first": first.day, "last": last.day, "year": first.year}


@register.inclusion_tag("kit/_picture.html")
def picture(image, sizes="(min-width: 48rem) 40rem, 100vw"):
    """A stored picture in the best format the browser knows."""
    return {"picture": image, "alt": "" if not image or image.is_decorative else image.read("alt").text, "sizes": sizes}


@register.simple_tag
def language_name(code):
    """A language's name in that language, for lists of languages spoken."""
    return settings.LANGUAGE_NAMES.get(code, code) if code else gettext("Unknown")
