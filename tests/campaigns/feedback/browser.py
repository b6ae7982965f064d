"""The organizers' desk as a browser uses it."""

from django.urls import reverse

from campaigns.models import Feedback
from tests.html import elements, text_of

from .makers import make_feedback, text_in

TEXT = "We act together in each state. We meet in January."


def of(thing, name="change"):
    return reverse(f"admin:campaigns_{thing._meta.model_name}_{name}", args=[thing.pk])


def words(answer) -> str:
    return text_of(answer.text)


def here(draft, **values) -> Feedback:
    return make_feedback(draft=draft, section=text_in(draft).section, **values)


def shown(desk, url, **query) -> list[str]:
    """The remarks with a tick box, in order."""
    html = desk.get(url, query).text
    ticks = [a["value"] for _tag, a in elements(html, "input") if a.get("name") == "chosen"]
    refs = {str(one.pk): one.ref for one in Feedback.objects.all()}
    return [refs[pk] for pk in ticks]


def press(desk, url, do, *chosen, **values):
    return desk.post(url, {"do": do, "chosen": [one.pk for one in chosen]} | values)
