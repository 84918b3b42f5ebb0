"""The yardsticks that are pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from pupils.models import Pupil

ROWS = 50


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive."""
    return HttpResponse("ok")


@login_required
def hello(request: HttpRequest) -> HttpResponse:
    """A signed-in page with nothing on it: two statements, session and user."""
    return HttpResponse(f"Hello {request.user.get_username()}")


@login_required
def lean_list(request: HttpRequest) -> HttpResponse:
    """The first fifty pupils of one school by name: one more statement and a bare table."""
    pupils = (
        Pupil.objects.filter(organisation_id=request.GET["school"])
        .order_by("family_name", "given_name", "id")
        .values_list("reference", "family_name", "given_name", "year_group")[:ROWS]
    )
    return render(request, "list.html", {"pupils": pupils})


urlpatterns = [path("healthz", healthz), path("hello", hello), path("list", lean_list)]
