"""The addresses of people, their work, roles and deputies."""

from django.urls import path

from governance.pages import appointment_views as appointments
from governance.pages import people_views as views

urlpatterns = [
    path("", views.list_people, name="list_people"),
    path("new/", views.create_person, name="create_person"),
    path("<str:reference>/", views.view_person, name="view_person"),
    path("<str:reference>/change/", views.change_person, name="change_person"),
    path("<str:reference>/sign-in/", views.create_sign_in, name="create_sign_in"),
    path("<str:reference>/engagements/start/", views.start_engagement, name="start_engagement"),
    path("<str:reference>/engagements/end/", appointments.end_engagement, name="end_engagement"),
    path("<str:reference>/roles/grant/", appointments.grant_role, name="grant_role"),
    path("<str:reference>/roles/<str:role_reference>/revoke/", appointments.revoke_role, name="revoke_role"),
    path("<str:reference>/deputies/make/", appointments.make_deputy, name="make_deputy"),
    path("<str:reference>/deputies/<str:period_reference>/end/", appointments.end_deputy, name="end_deputy"),
]
