"""The addresses of the audit trail."""

from django.urls import path

from governance.pages import audit_views as views

urlpatterns = [
    path("", views.list_events, name="list_events"),
    path("export/", views.export_events, name="export_events"),
]
