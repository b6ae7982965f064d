"""What needs an organizer today: the list on the admin's home page."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nisn_site.kit.translation_admin import change_url
from nisn_site.kit.translation_gaps import gaps

from .models import Announcement, Conference, ContactMessage, HousingOption, Network, Page, Phase, TravelOption
from .newsletter.tasks import newsletter_tasks
from .schedule.tasks import import_tasks, schedule_tasks

STALE_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Task:
    words: str
    url: str
    is_urgent: bool = False


def tasks() -> list[Task]:
    """Everything to do, most urgent first."""
    current = Conference.objects.filter(is_current=True).first()
    found = [
        *phase_tasks(current),
        *(Task(*one) for one in [*schedule_tasks(current), *import_tasks(), *newsletter_tasks()]),
        *message_tasks(),
        *network_tasks(),
        *text_tasks(),
        *travel_tasks(current),
        *translation_tasks(),
    ]
    return sorted(found, key=lambda task: not task.is_urgent)


def phase_tasks(conference) -> list[Task]:
    """The main page must not say "plan your trip" when the conference is over."""
    if conference is None:
        return [
            Task(_("Choose the current conference"), reverse("admin:conference_conference_changelist"), is_urgent=True)
        ]
    today = timezone.localdate(timezone=conference.zone)
    days_left = (conference.starts_on - today).days
    if conference.ends_on < today and conference.phase != Phase.AFTER:
        words = _("The conference is over, but its main page is still the one for “%(phase)s”. Write the report.")
    elif conference.starts_on <= today <= conference.ends_on and conference.phase != Phase.NOW:
        words = _("The conference is on, but its main page is the one for “%(phase)s”.")
    elif days_left > 0 and conference.phase in {Phase.NOW, Phase.AFTER}:
        words = _("The conference has not begun, but its main page is the one for “%(phase)s”.")
    else:
        return []
    return [Task(words % {"phase": conference.get_phase_display()}, change_url(conference), is_urgent=True)]


def network_tasks() -> list[Task]:
    network = Network.objects.first()
    if network is None or network.postal_address:
        return []
    return [Task(_("Write the network’s postal address: newsletters must carry one"), change_url(network))]


def message_tasks() -> list[Task]:
    count = ContactMessage.objects.to_answer().count()
    url = reverse("admin:conference_contactmessage_changelist") + "?waits=yes"
    words = ngettext("%d message to answer", "%d messages to answer", count)
    return [Task(words % count, url, is_urgent=True)] if count else []


def text_tasks() -> list[Task]:
    found = []
    for model, name in ((Page, "page"), (Announcement, "announcement")):
        url = reverse(f"admin:conference_{name}_changelist")
        if drafts := model.objects.drafts().count():
            words = {
                "page": ngettext("%d page is a draft", "%d pages are drafts", drafts),
                "announcement": ngettext("%d announcement is a draft", "%d announcements are drafts", drafts),
            }[name]
            found.append(Task(words % drafts, f"{url}?state__exact=draft"))
        if waiting := model.objects.waiting().count():
            words = ngettext("%d text is waiting for its day", "%d texts are waiting for their day", waiting)
            found.append(Task(words % waiting, url))
    return found


def travel_tasks(conference) -> list[Task]:
    """Facts about a city go stale; only those of a conference that is still to come matter."""
    if conference is None or conference.ends_on < timezone.localdate():
        return []
    oldest = timezone.localdate() - STALE_AFTER
    unchecked = Q(checked_on=None) | Q(checked_on__lt=oldest)
    found = []
    for model, name in ((TravelOption, "traveloption"), (HousingOption, "housingoption")):
        count = model.objects.filter(unchecked, conference=conference, is_sample=False).count()
        if count:
            url = reverse(f"admin:conference_{name}_changelist") + f"?conference__id__exact={conference.pk}"
            words = ngettext("%d travel fact was not checked lately", "%d travel facts were not checked lately", count)
            found.append(Task(words % count, url))
    return found


def translation_tasks() -> list[Task]:
    found = []
    for code, _name in settings.LANGUAGES[1:]:
        if count := len(gaps(code)):
            name = settings.LANGUAGE_NAMES[code]
            words = ngettext("%(name)s: %(count)d thing to translate", "%(name)s: %(count)d things to translate", count)
            url = reverse("admin:translation_list", args=[code])
            found.append(Task(words % {"name": name, "count": count}, url))
    return found
