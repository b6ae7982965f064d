from django.urls import path, register_converter

from . import feeds
from .views import announcements, main, pages, search


class ConferenceSlug:
    """A year, with a word behind it when a year has two conferences: 2007, 2007-fall."""

    regex = r"[0-9]{4}(?:-[a-z0-9]+)*"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ConferenceSlug, "conference")

app_name = "conference"
urlpatterns = [
    path("", main.home, name="home"),
    path("news/", announcements.news, name="news"),
    path("news/feed/", feeds.announcements, name="feed"),
    path("news/<slug:slug>/", announcements.announcement, name="announcement"),
    path("archive/", main.archive, name="archive"),
    path("search/", search.search, name="search"),
    path("<conference:conference>/", main.main, name="main"),
    path("<conference:conference>/<slug:slug>/", pages.page, name="page"),
    path("<slug:slug>/", pages.network_page, name="network_page"),
]
