from django.urls import include, path

from . import feeds
from .contact.pages import contact
from .newsletter.pages import subscribe
from .views import announcements, main, newsletter, pages, search
from .views.schedule import changes, exports, lists, my_list, now, open_space, paper, people, rooms, sessions

app_name = "conference"
SCHEDULE_PAGES = [
    path("", lists.schedule, name="schedule"),
    path("days/<day:day>/", lists.day, name="schedule_day"),
    path("now/", now.now, name="schedule_now"),
    path("changes/", changes.changes, name="schedule_changes"),
    path("changes/since/<int:number>/", changes.since, name="schedule_since"),
    path("changes/feed/", changes.feed, name="schedule_feed"),
    path("my-list/", my_list.my_list, name="my_list"),
    path("print/", paper.paper, name="schedule_print"),
    path("doors/", rooms.doors, name="schedule_doors"),
    path("sessions/<slug:slug>/", sessions.session, name="session"),
    path("rooms/", rooms.rooms, name="rooms"),
    path("rooms/<slug:slug>/", rooms.room, name="room"),
    path("open-space/", open_space.open_times, name="open_space"),
    path("open-space/<int:number>/", open_space.put_up_form, name="open_space_form"),
    path("people/", people.people, name="people"),
    path("people/<slug:slug>/", people.person, name="person"),
    path("organizations/<slug:slug>/", people.organization, name="organization"),
]
SCHEDULE_FILES = [
    path("schedule.ics", exports.schedule_ics, name="schedule_ics"),
    path("schedule.xml", exports.schedule_xml, name="schedule_xml"),
    path("schedule.json", exports.schedule_json, name="schedule_json"),
    path("days/<day:day>.ics", exports.day_ics, name="day_ics"),
    path("sessions/<slug:slug>.ics", exports.session_ics, name="session_ics"),
    path("rooms/<slug:slug>.ics", exports.room_ics, name="room_ics"),
    path("people/<slug:slug>.ics", exports.person_ics, name="person_ics"),
    path("languages/<slug:code>.ics", exports.language_ics, name="language_ics"),
    path("my-list.ics", exports.picked_ics, name="picked_ics"),
]
NEWSLETTER = [
    path("", newsletter.archive, name="newsletter"),
    path("feed/", feeds.issues, name="newsletter_feed"),
    path("sign-up/", include(subscribe.urls)),
    path("stop/yours/<str:token>/", newsletter.stop_page, name="newsletter_stop"),
    path("stopped/", newsletter.stopped, name="newsletter_stopped"),
    path("<slug:slug>/", newsletter.issue, name="newsletter_issue"),
]
urlpatterns = [
    path("", main.home, name="home"),
    path("news/", announcements.news, name="news"),
    path("news/feed/", feeds.announcements, name="feed"),
    path("news/<slug:slug>/", announcements.announcement, name="announcement"),
    path("archive/", main.archive, name="archive"),
    path("search/", search.search, name="search"),
    path("contact/write/", include(contact.urls)),
    path("newsletter/", include(NEWSLETTER)),
    path("<conference:conference>/", main.main, name="main"),
    path("<conference:conference>/schedule/", include([*SCHEDULE_PAGES, *SCHEDULE_FILES])),
    path("<conference:conference>/<slug:slug>/", pages.page, name="page"),
    path("<slug:slug>/", pages.network_page, name="network_page"),
]
