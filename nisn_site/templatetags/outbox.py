from django import template

from nisn_site.kit.outbox.desk import tasks

register = template.Library()


@register.inclusion_tag("admin/outbox/_tasks.html", takes_context=True)
def outbox_tasks(context):
    """The mail's part of the admin's home page, for those who may look into the outbox."""
    return {"tasks": tasks() if context["request"].user.has_perm("nisn_site.view_message") else []}
