"""The floor's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from governance.pages import health, ladder_views, views

app_name = "governance"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("duties/", views.list_duties, name="list_duties"),
    path("duties/ladder/<str:reference>/", ladder_views.view_ladder, name="view_ladder"),
    path("duties/ladder/<str:reference>/<str:kind>/", ladder_views.change_ladder, name="change_ladder"),
    path("notices/", views.list_notices, name="list_notices"),
    path("notices/read/", views.read_all_notices, name="read_all_notices"),
    path("notices/choices/", views.choose_notices, name="choose_notices"),
    path("notices/<str:reference>/read/", views.read_notice, name="read_notice"),
    path("technical/", views.view_health, name="view_health"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("people/", include("governance.pages.people_urls")),
    path("profile/", include("governance.pages.profile_urls")),
    path("set-up/", include("governance.pages.set_up_urls")),
    path("audit/", include("governance.pages.audit_urls")),
    path("calendar/", include("governance.pages.calendar_urls")),
]
