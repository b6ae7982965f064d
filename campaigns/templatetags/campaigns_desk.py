from django import template

from campaigns.desk import tasks

register = template.Library()


@register.filter
def isolated(text) -> str:
    """A name in any script inside a sentence of another: without this, signs and numbers after it change places."""
    return f"\u2068{text}\u2069"


@register.inclusion_tag("admin/campaigns/_tasks.html")
def campaigns_tasks():
    """The campaigns' part of the admin's home page."""
    return {"tasks": tasks()}
