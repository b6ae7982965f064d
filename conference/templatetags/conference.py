from django import template

from conference.desk import tasks
from conference.models import Conference, MainPage, Subscriber

register = template.Library()


@register.inclusion_tag("admin/conference/_tasks.html")
def conference_tasks():
    """The conference's part of the admin's home page."""
    current = Conference.objects.filter(is_current=True).first()
    main_page = MainPage.objects.filter(conference=current, phase=current.phase).first() if current else None
    readers = Subscriber.objects.confirmed().count()
    return {"tasks": tasks(), "current": current, "main_page": main_page, "readers": readers}
