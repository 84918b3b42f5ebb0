"""The yardsticks that are pages."""

from hashlib import sha256

from django.contrib.auth.decorators import login_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from governance.people.models import Person
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


@login_required
def lean_people(request: HttpRequest) -> HttpResponse:
    """The first fifty people of any school by name: one statement and the same bare table."""
    people = Person.objects.order_by("family_name", "given_name", "id").values_list(
        "reference", "family_name", "given_name", "email"
    )[:ROWS]
    return render(request, "list.html", {"pupils": people})


@login_required
def change(request: HttpRequest, status: str, number: int) -> HttpResponse:
    """One locked change of status with an event that holds the hash of the one before it."""
    lock = " FOR UPDATE" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT status FROM bench_thing WHERE id = %s{lock}", [number])
        was = cursor.fetchone()[0]
        cursor.execute("UPDATE bench_thing SET status = %s WHERE id = %s", [status, number])
        cursor.execute(f"SELECT id, hash FROM bench_log ORDER BY id DESC LIMIT 1{lock}")
        last, digest = cursor.fetchone()
        said = f"{number}: {was} to {status} by {request.user.pk}"
        link = sha256(f"{digest}{said}".encode()).hexdigest()
        cursor.execute("INSERT INTO bench_log VALUES (%s, %s, %s)", [last + 1, said, link])
    return redirect("/hello")


urlpatterns = [
    path("healthz", healthz),
    path("hello", hello),
    path("list", lean_list),
    path("people", lean_people),
    path("<str:status>/<int:number>", change),
]
