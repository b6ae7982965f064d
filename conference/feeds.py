"""The news as an Atom feed, in the language of its address."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nisn_site.kit.translation_lookup import attach_translations

from .models import Announcement, Network, NewsletterIssue


class AnnouncementFeed(Feed):
    feed_type = Atom1Feed

    def title(self):
        network = Network.objects.first()
        return _("News of %(name)s") % {"name": network.name if network else _("the network")}

    def link(self):
        return reverse("conference:news")

    def items(self):
        found = list(Announcement.objects.published().select_related("conference")[:20])
        attach_translations(found)
        return found

    def item_title(self, item):
        return item.read("title").text

    def item_description(self, item):
        return item.read("summary").text

    def item_pubdate(self, item):
        return item.publish_at

    def item_updateddate(self, item):
        return item.updated_at


class IssueFeed(Feed):
    feed_type = Atom1Feed

    def title(self):
        return _("Immigrant Alert, our newsletter")

    def link(self):
        return reverse("conference:newsletter")

    def items(self):
        found = list(NewsletterIssue.objects.in_archive()[:20])
        attach_translations(found)
        return found

    def item_title(self, item):
        return item.read("subject").text

    def item_description(self, item):
        return item.read("summary").text

    def item_pubdate(self, item):
        return item.published_at


announcements = require_safe(AnnouncementFeed())
issues = require_safe(IssueFeed())
