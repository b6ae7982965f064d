"""From a template to the words of a mail: subject, text, HTML, each with the foot that says why it came and from whom.

`templates/mail/<name>.txt` begins with two headings, each a line of its own, an empty line, then the text:

    Subject: {% translate "Confirm your message" %}
    Reason: {% translate "You get this mail because somebody typed this address into our contact form." %}

    {% blocktranslate %}Press the button on this page:{% endblocktranslate %}
    {{ link }}

Each heading is rendered by itself and becomes one line, so that nothing a visitor typed can add another.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.template import Context, Template, TemplateDoesNotExist, engines
from django.template.loader import get_template, render_to_string
from django.utils import translation

from nisn_site.kit.languages import direction

from .lines import marked_right_to_left, one_line, without_controls
from .sender import sender

HEADING = re.compile(r"^(Subject|Reason): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a mail; `reason` is one sentence on why the reader gets it. `html` may be empty."""

    subject: str
    reason: str
    text: str
    html: str = ""


def render_mail(name: str, language: str, context: dict, *, unsubscribe_url: str = "") -> Text:
    """Raises TemplateDoesNotExist, and ValueError for a template without subject, reason or text."""
    with translation.override(language):
        headings, body = parts_of(get_template(f"mail/{name}.txt").template.source)
        plain = Context(context, autoescape=False)
        subject, reason = (one_line(render(headings.get(part, ""), plain)) for part in ("Subject", "Reason"))
        text = render(body, plain).strip()
        if not (subject and reason and text):
            raise ValueError(f"mail/{name}.txt lacks its subject, its reason or its text")
        foot = foot_of(reason, language, unsubscribe_url)
        html = render_html(name, context | foot | {"subject": subject})
        return Text(subject, reason, with_foot(text, foot), html)


def parts_of(source: str) -> tuple[dict[str, str], str]:
    """The sources of the headings and of the text below them."""
    head, _, body = source.partition("\n\n")
    pieces = HEADING.split(head)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True)), body


def render(source: str, context: Context) -> str:
    return compiled(source).render(context)


@lru_cache(maxsize=256)
def compiled(source: str) -> Template:
    return engines["django"].from_string(source).template


def render_html(name: str, context: dict) -> str:
    try:
        return render_to_string(f"mail/{name}.html", context)
    except TemplateDoesNotExist as missing:
        if str(missing) != f"mail/{name}.html":
            raise
        return ""


def foot_of(reason: str, language: str, unsubscribe_url: str = "") -> dict:
    """What `mail/_foot.txt` and `mail/frame.html` need."""
    return {
        "reason": reason,
        "sender": sender(),
        "unsubscribe_url": unsubscribe_url,
        "language": language,
        "direction": direction(language),
    }


def with_foot(text: str, foot: dict) -> str:
    below = render(get_template("mail/_foot.txt").template.source, Context(foot, autoescape=False))
    whole = without_controls(f"{text}\n\n-- \n{below.strip()}\n")
    return marked_right_to_left(whole) if foot["direction"] == "rtl" else whole
