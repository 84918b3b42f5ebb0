"""The addresses of courses, their sessions, training records and refreshes."""

from django.urls import path

from policies.views import courses, refreshes, sessions, training

COURSE, SESSION = "courses/<str:reference>/", "training/sessions/<str:reference>/"
REFRESH, RECORD = "training/refreshes/<str:reference>/", "training/<str:reference>/"

urlpatterns = [
    path("courses/new/", courses.create_course, name="create_course"),
    path(COURSE, courses.view_course, name="view_course"),
    path(f"{COURSE}change/", courses.change_course, name="change_course"),
    path(f"{COURSE}retire/", courses.retire_course, name="retire_course"),
    path(f"{COURSE}export/", courses.export_course, name="export_course"),
    path(f"{COURSE}record/", courses.record_training, name="record_training"),
    path(f"{COURSE}sessions/new/", sessions.plan_session, name="plan_session"),
    path("training/", training.list_training, name="list_training"),
    path("training/sessions/", sessions.list_sessions, name="list_sessions"),
    path(SESSION, sessions.view_session, name="view_session"),
    path(f"{SESSION}book/", sessions.book_session, name="book_session"),
    path(f"{SESSION}join/", sessions.join_session, name="join_session"),
    path(f"{SESSION}register/", sessions.take_register, name="take_register"),
    path(f"{SESSION}confirm/", sessions.confirm_session, name="confirm_session"),
    path("training/refreshes/", refreshes.list_refreshes, name="list_refreshes"),
    path("training/refreshes/new/", refreshes.open_refresh, name="open_refresh"),
    path(REFRESH, refreshes.view_refresh, name="view_refresh"),
    path(f"{REFRESH}accept/", refreshes.accept_refresh, name="accept_refresh"),
    path(f"{REFRESH}decline/", refreshes.decline_refresh, name="decline_refresh"),
    path(f"{REFRESH}<slug:audience>/teach/", refreshes.teach_audience, name="teach_audience"),
    path(f"{REFRESH}<slug:audience>/excuse/", refreshes.excuse_audience, name="excuse_audience"),
    path(RECORD, training.view_training, name="view_training"),
    path(f"{RECORD}certificate/", training.view_certificate, name="view_certificate"),
    path(f"{RECORD}book/", training.book_training, name="book_training"),
    path(f"{RECORD}free/", training.free_training, name="free_training"),
    path(f"{RECORD}bring/", training.bring_certificate, name="bring_certificate"),
    path(f"{RECORD}attend/", training.attend_training, name="attend_training"),
    path(f"{RECORD}miss/", training.miss_training, name="miss_training"),
    path(f"{RECORD}undo/", training.undo_training, name="undo_training"),
    path(f"{RECORD}turn-down/", training.turn_down, name="turn_down_training"),
    path(f"{RECORD}confirm/", training.confirm_training, name="confirm_training"),
    path(f"{RECORD}call-back/", training.call_back, name="call_back_training"),
    path(f"{RECORD}excuse/", training.excuse_training, name="excuse_training"),
]
