"""Every public address in every language, each naming its counterparts."""

from django.urls import reverse

from nisn_site.kit.sitemaps import TranslatedSitemap

from .models import Announcement, Conference, NewsletterIssue, Page


class FixedSitemap(TranslatedSitemap):
    def items(self):
        return ["conference:home", "conference:news", "conference:newsletter", "conference:archive"]

    def location(self, item):
        return reverse(item)


class ConferenceSitemap(TranslatedSitemap):
    def items(self):
        return Conference.objects.public()


class PageSitemap(TranslatedSitemap):
    def items(self):
        return Page.objects.published().select_related("conference").order_by("pk")

    def lastmod(self, page):
        return page.updated_at


class AnnouncementSitemap(TranslatedSitemap):
    def items(self):
        return Announcement.objects.published()

    def lastmod(self, announcement):
        return announcement.updated_at


class IssueSitemap(TranslatedSitemap):
    def items(self):
        return NewsletterIssue.objects.in_archive()

    def lastmod(self, issue):
        return issue.updated_at


SITEMAPS = {
    "fixed": FixedSitemap,
    "conferences": ConferenceSitemap,
    "pages": PageSitemap,
    "announcements": AnnouncementSitemap,
    "newsletter": IssueSitemap,
}
