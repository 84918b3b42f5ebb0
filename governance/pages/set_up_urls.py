"""The addresses of setting up."""

from django.urls import path

from governance.pages import invitation_views as invitations
from governance.pages import set_up_views as views
from governance.pages import staff_views as staff

urlpatterns = [
    path("", views.list_set_ups, name="list_set_ups"),
    path("staff/<str:reference>/columns/", staff.choose_staff_columns, name="choose_staff_columns"),
    path("staff/<str:reference>/check/", staff.check_staff, name="check_staff"),
    path("staff/<str:reference>/load/", staff.load_staff, name="load_staff"),
    path("staff/<str:reference>/errors/", staff.export_staff_errors, name="export_staff_errors"),
    path("staff/<str:reference>/cancel/", staff.cancel_staff, name="cancel_staff"),
    path("<str:reference>/", views.view_set_up, name="view_set_up"),
    path("<str:reference>/organisation/", views.change_organisation, name="change_organisation"),
    path("<str:reference>/schools/add/", views.add_school, name="add_school"),
    path("<str:reference>/policy/", views.agree_profile, name="agree_profile"),
    path("<str:reference>/people/", staff.list_staff_steps, name="list_staff_steps"),
    path("<str:reference>/people/sample/", staff.export_staff_sample, name="export_staff_sample"),
    path("<str:reference>/invitations/", invitations.list_invitations, name="list_invitations"),
    path("<str:reference>/invitations/send/", invitations.send_invitations, name="send_invitations"),
    path("<str:reference>/mail/", invitations.view_mail_test, name="view_mail_test"),
    path("<str:reference>/mail/send/", invitations.send_mail_test, name="send_mail_test"),
    path("<str:reference>/live/", views.go_live, name="go_live"),
]
