"""The addresses of the policy profile."""

from django.urls import path

from governance.pages import profile_views as views

urlpatterns = [
    path("", views.list_profiles, name="list_profiles"),
    path("<str:reference>/", views.view_profile, name="view_profile"),
    path("<str:reference>/history/", views.list_profile_versions, name="list_profile_versions"),
    path("<str:reference>/preset/", views.choose_preset, name="choose_preset"),
    path("<str:reference>/locks/", views.lock_settings, name="lock_settings"),
    path("<str:reference>/approve/", views.approve_profile, name="approve_profile"),
    path("<str:reference>/turn-down/", views.turn_down_profile, name="turn_down_profile"),
    path("<str:reference>/change/<slug:group>/", views.change_settings, name="change_settings"),
]
