"""Sitemaps in which every address names its counterparts in the other languages."""

from django.contrib.sitemaps import Sitemap


class TranslatedSitemap(Sitemap):
    i18n = alternates = x_default = True
    protocol = "https"
