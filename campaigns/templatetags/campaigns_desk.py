from django import template

from campaigns.desk import tasks

register = template.Library()


@register.inclusion_tag("admin/campaigns/_tasks.html")
def campaigns_tasks():
    """The campaigns' part of the admin's home page."""
    return {"tasks": tasks()}
