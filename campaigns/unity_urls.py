"""Addresses below a year that have no proposal in them: the Points of Unity, and the floor of the plenary."""

from django.urls import path

from .views import floor, points

app_name = "unity"
urlpatterns = [
    path("unity/", points.newest, name="newest"),
    path("<conference:year>/unity/", points.points, name="points"),
    path("<conference:year>/unity/<int:number>/", points.point, name="point"),
    path("<conference:year>/unity/sheet/<slug:other>/", points.sheet, name="sheet"),
    path("<conference:year>/unity/since/<conference:older>/", points.since, name="since"),
    path("<conference:conference>/floor/", floor.floor, name="floor"),
]
