"""A page that needs proof, a public one and ones that refuse, for the tests of the middleware."""

from django.http import HttpResponse
from django.urls import include, path

from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.pages.access import public
from governance.pages.proof import proof_required

REFUSALS = {
    "not-allowed": NotAllowed("You wrote this."),
    "not-found": NotFoundHere(),
    "too-late": TooLate(),
    "refused": Refused(["One.", "Two."]),
}


@public
def open_page(request):
    return HttpResponse("open")


def plain(request):
    return HttpResponse(f"{request.person.name} {len(request.standing.holdings)} {request.now.tzinfo}")


@proof_required
def approve(request):
    return HttpResponse("|".join(f"{name}={','.join(values)}" for name, values in sorted(request.POST.lists())))


def refuse(request, kind):
    raise REFUSALS[kind]


urlpatterns = [
    path("open/", open_page),
    path("plain/", plain),
    path("approve/", approve),
    path("refuse/<str:kind>/", refuse),
    path("", include("config.urls")),
]
