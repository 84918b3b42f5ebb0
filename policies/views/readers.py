"""Readers one by one: the list to sign on paper, keying it, and what one person has signed over the years."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies import services
from policies.forms.paper import SheetForm
from policies.models import DocumentVersion
from policies.selectors.health import NAMES
from policies.selectors.paper_lists import list_printed_at
from policies.selectors.people import people_at
from policies.selectors.readers import signed_by, still_to_sign
from policies.selectors.training import training_of
from policies.services.signatures import statement_of
from policies.views.steps import ask, form_view
from policies.views.versions import readable_version

KEYS = "policies.key_paper"


@form_view
def sign_on_paper(request: Any, reference: str) -> HttpResponse:
    """One school's list to print for those who sign on paper, and below it the same list to key when it comes back."""
    version = readable_version(request, reference)
    schools = _schools(request, version)
    school = next((one for one in schools if one.reference == request.GET.get("at")), next(iter(schools), None))
    rows = _listed(request, version, school)
    witnesses = people_at([school.pk] if school else [], local_date(request.now))
    form = SheetForm(rows, witnesses, version.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.key_sheet(version, **form.sheet(), by=request.person, now=request.now)
        return reverse("policies:sign_on_paper", args=[version.reference])

    context: dict[str, Any] = {"rows": rows, "schools": schools, "school": school, "everybody": _everybody(request)}
    context |= _printed(version, school, request)
    template, done = "policies/sign_on_paper.html", "The signatures are kept."
    return ask(request, form, act, title="Sign on paper", done=done, template=template, **context)


def _printed(version: DocumentVersion, school: Organisation | None, request: Any) -> dict[str, Any]:
    """What is printed with the list: the statement, what that school asks of whoever signs, and the mark at the foot."""
    printed = list_printed_at(version, school, request.now)
    statement = statement_of(version, printed.asked)
    return {"version": version, "asked": printed.asked, "printed": printed, "statement": statement}


def _everybody(request: Any) -> bool:
    return request.GET.get("show") == "everybody"


def _schools(request: Any, version: DocumentVersion) -> list[Organisation]:
    """Where somebody has yet to sign, of the places whose lists the reader may key."""
    places = request.standing.organisation_ids(KEYS)
    if not places:
        raise NotAllowed("Lists on paper are printed and keyed by the school's leaders and its office.")
    waiting = still_to_sign(version, places, local_date(request.now)).order_by().values("organisation")
    return list(Organisation.objects.filter(pk__in=waiting).order_by("name", "pk"))


def _listed(request: Any, version: DocumentVersion, school: Organisation | None) -> list[Any]:
    """Who has yet to sign there: those without a sign-in, or everybody; never oneself."""
    rows = still_to_sign(version, [school.pk] if school else [], local_date(request.now)).exclude(
        person=request.person
    )
    return list(rows if _everybody(request) or request.method == "POST" else rows.filter(person__user__isnull=True))


@require_GET
def view_reader(request: Any, reference: str) -> HttpResponse:
    """What one person was asked to sign, what they signed and how, and their training: for them and for whoever answers.

    Whoever answers reads what was asked at their own schools, and nothing of anywhere else.
    """
    person = get_object_or_404(Person, reference=reference)
    is_me = person == request.person
    places = None if is_me else request.standing.organisation_ids(NAMES)
    rows, training = signed_by(person, places), training_of(person, places)
    if places is not None and not (rows or training or _works_at(places, person, request)):
        raise Http404
    context = {"reader": person, "rows": rows, "training": training, "is_me": is_me}
    return render(request, "policies/view_reader.html", context)


def _works_at(places: Collection[int], person: Person, request: Any) -> bool:
    """Whether they are engaged there today; whoever has left is known by what was asked of them there, if anything."""
    return people_at(places, local_date(request.now)).filter(pk=person.pk).exists()
