"""The addresses of a family's own pages, and the one from which a link is made."""

from django.urls import path

from consent.views import links, parent

app_name = "family"
urlpatterns = [
    path("make/<str:reference>/<str:contact>/", links.make_link, name="make_link"),
    path("<str:token>/", parent.view_family, name="view_family"),
    path("<str:token>/<str:reference>/", parent.view_child, name="view_child"),
    path("<str:token>/<str:reference>/stop/", parent.stop_use, name="stop_use"),
    path("<str:token>/<str:reference>/stopped/<str:sent>/", parent.view_stopped, name="view_stopped"),
]
