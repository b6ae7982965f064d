from django.urls import include, path

from . import feeds
from .contact.pages import contact
from .views import announcements, main, pages, search

app_name = "conference"
urlpatterns = [
    path("", main.home, name="home"),
    path("news/", announcements.news, name="news"),
    path("news/feed/", feeds.announcements, name="feed"),
    path("news/<slug:slug>/", announcements.announcement, name="announcement"),
    path("archive/", main.archive, name="archive"),
    path("search/", search.search, name="search"),
    path("contact/write/", include(contact.urls)),
    path("<conference:conference>/", main.main, name="main"),
    path("<conference:conference>/<slug:slug>/", pages.page, name="page"),
    path("<slug:slug>/", pages.network_page, name="network_page"),
]
