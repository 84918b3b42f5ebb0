"""The addresses of consent."""

from django.urls import path

from consent import views

app_name = "consent"
urlpatterns = [
    path("", views.check_class, name="check_class"),
    path("classes/<str:reference>/ask/", views.ask_class, name="ask_class"),
    path("do-not-show/", views.do_not_show, name="do_not_show"),
    path("pupils/<str:reference>/", views.view_pupil, name="view_pupil"),
    path("pupils/<str:reference>/form/", views.record_form, name="record_form"),
    path("pupils/<str:reference>/unsigned/", views.note_unsigned, name="note_unsigned"),
    path("pupils/<str:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("pupils/<str:reference>/bar/", views.bar_pupil, name="bar_pupil"),
    path("pupils/<str:reference>/bar/lift/", views.lift_bar, name="lift_bar"),
    path("forms/<str:reference>/not-valid/", views.invalidate_form, name="invalidate_form"),
    path("changes/", views.list_withdrawals, name="list_withdrawals"),
    path("changes/<str:reference>/", views.view_withdrawal, name="view_withdrawal"),
    path("changes/<str:reference>/handled/", views.mark_handled, name="mark_handled"),
    path("changes/<str:reference>/settle/", views.settle_objection, name="settle_objection"),
    path("wording/", views.list_wordings, name="list_wordings"),
    path("wording/new/", views.publish_wording, name="publish_wording"),
    path("wording/<str:reference>/", views.view_wording, name="view_wording"),
]
