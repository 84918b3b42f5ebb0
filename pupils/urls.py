"""The addresses of the register."""

from django.urls import path

from pupils import views

app_name = "pupils"
urlpatterns = [
    path("", views.list_pupils, name="list_pupils"),
    path("load/", views.start_load, name="start_load"),
    path("load/<str:reference>/columns/", views.choose_columns, name="choose_columns"),
    path("load/<str:reference>/check/", views.check_register, name="check_register"),
    path("load/<str:reference>/load/", views.load_register, name="load_register"),
    path("load/<str:reference>/cancel/", views.cancel_load, name="cancel_load"),
    path("<str:reference>/", views.view_pupil, name="view_pupil"),
    path(
        "<str:reference>/contacts/<str:contact>/responsibility/",
        views.change_responsibility,
        name="change_responsibility",
    ),
]
