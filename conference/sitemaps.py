"""Every public address in every language, each naming its counterparts."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from .models import Announcement, Conference, Page


class Translated(Sitemap):
    i18n = alternates = x_default = True
    protocol = "https"


class FixedSitemap(Translated):
    def items(self):
        return ["conference:home", "conference:news", "conference:archive"]

    def location(self, item):
        return reverse(item)


class ConferenceSitemap(Translated):
    def items(self):
        return Conference.objects.public()


class PageSitemap(Translated):
    def items(self):
        return Page.objects.published().select_related("conference").order_by("pk")

    def lastmod(self, page):
        return page.updated_at


class AnnouncementSitemap(Translated):
    def items(self):
        return Announcement.objects.published()

    def lastmod(self, announcement):
        return announcement.updated_at


SITEMAPS = {
    "fixed": FixedSitemap,
    "conferences": ConferenceSitemap,
    "pages": PageSitemap,
    "announcements": AnnouncementSitemap,
}
