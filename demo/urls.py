"""The demonstration's addresses."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [
    path("", views.choose_persona, name="choose_persona"),
    path("mail", views.list_mail, name="list_mail"),
]
