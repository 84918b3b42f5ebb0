"""Addresses of the term dates."""

from django.urls import path

from governance.pages import calendar_views as views

urlpatterns = [
    path("", views.list_calendars, name="list_calendars"),
    path("<str:reference>/", views.change_terms, name="change_terms"),
]
