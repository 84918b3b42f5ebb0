"""Family ties: declaring one, the register, and every step to its end."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.proof import proof_required, proved_at
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies.forms import DayForm
from policies.forms.declarations import RefuseForm
from policies.forms.ties import AcknowledgeForm, DeclareTieForm, DiscussForm, FilterTies, FindForm, MatchForm
from policies.models import FamilyTie
from policies.selectors import ties as selectors
from policies.selectors.facts import tie_facts
from policies.services import ties as services
from policies.services.declaring import Signing
from policies.views.steps import act_at_once, ask, form_view
from pupils.models import Pupil
from pupils.selectors import Wanted, list_pupils

ABOUT = "policies/ask_about.html"
NO_REGISTER = "Family ties are seen by the head and the safeguarding lead."
NOT_AT_WORK = "Family ties are declared by those who work here."


@form_view
def declare_tie(request: Any) -> HttpResponse:
    """Declare a tie to one pupil, whom one names."""
    place = selectors.workplace(request.standing)
    if place is None:
        raise NotAllowed(NOT_AT_WORK)
    require(request.person, "declarations.make", FamilyTie(organisation=place, adult=request.person), now=request.now)
    places = selectors.schools_named_from(request.standing)
    form = DeclareTieForm(places, reverse("policies:list_declarations"), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        named = {"school": data.pop("organisation"), **data}
        return services.declare_tie(**named, by=request.person, now=request.now).get_absolute_url()

    done = "Declared. Until it is acknowledged, contact online is not excused."
    return ask(request, form, act, title="Declare a family tie", done=done)


@require_GET
def list_ties(request: Any) -> HttpResponse:
    """The register of ties, for those who see it."""
    if not request.standing.organisation_ids("declarations.view"):
        raise NotAllowed(NO_REGISTER)
    form = FilterTies(request.GET)
    rows = selectors.ties_for(request.standing, **form.chosen)
    page = keyset.cut(rows, "created_at", asked=request.GET, newest_first=True)
    context = {"form": form, "page": page, "filtered": any(form.chosen.values())}
    return render(request, "policies/list_ties.html", context)


@require_GET
def view_tie(request: Any, reference: str) -> HttpResponse:
    """One declaration, and what comes next."""
    tie = _tie(request, reference)
    mine = tie.adult_id == request.person.pk
    context = {
        "tie": tie,
        "mine": mine,
        "facts": tie_facts(tie, decides=not mine),
        "may_decide": can(request.person, "declarations.decide", tie, now=request.now),
    }
    return render(request, "policies/view_tie.html", context)


@form_view
def match_tie(request: Any, reference: str) -> HttpResponse:
    """Say which pupil is meant, of those on the register with such a name."""
    tie = _tie(request, reference, "declarations.decide")
    finding = FindForm(request.GET if "q" in request.GET else {"q": tie.pupil_name.split()[-1]})
    pupils = _pupils(request, tie, finding)
    form = MatchForm(pupils, tie, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.match_tie(tie, **data, by=request.person, now=request.now)
        return tie.get_absolute_url()

    title, more = "Which pupil is this?", {"finding": finding, "tie": tie, "pupils": pupils}
    return ask(request, form, act, title=title, done="Matched.", template="policies/match_tie.html", **more)


def _pupils(request: Any, tie: FamilyTie, finding: FindForm) -> list[Pupil]:
    """The pupils of the named school that the decider sees and that have such a name."""
    finding.is_valid()
    wanted = Wanted(name=finding.cleaned_data.get("q", ""), school=tie.school.reference)
    return list_pupils(request.standing, wanted, on=local_date(request.now)).pupils if wanted.name else []


@form_view
def discuss_tie(request: Any, reference: str) -> HttpResponse:
    """Record that the tie was talked through."""
    tie = _tie(request, reference, "declarations.decide")
    form = DiscussForm(tie, request.POST or None, initial={"discussed_on": local_date(request.now)})

    def act(data: dict[str, Any]) -> str:
        services.discuss_tie(tie, **data, by=request.person, now=request.now)
        return tie.get_absolute_url()

    return ask(request, form, act, title=f"You talked with {tie.adult}", done="Recorded.", **_about(tie))


@form_view
@proof_required
def acknowledge_tie(request: Any, reference: str) -> HttpResponse:
    """Acknowledge, with what was agreed and a signature."""
    tie = _tie(request, reference, "declarations.decide")
    form = AcknowledgeForm(tie, request.person, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        signing = Signing(proved_at(request), data.pop("printed_name"))
        services.acknowledge_tie(tie, **data, signing=signing, by=request.person, now=request.now)
        return tie.get_absolute_url()

    done = f"Acknowledged. {tie.adult} has been told."
    return ask(request, form, act, title="Acknowledge this family tie", done=done, **_about(tie))


@form_view
@proof_required
def decline_tie(request: Any, reference: str) -> HttpResponse:
    """Do not acknowledge, with reasons and a signature."""
    tie = _tie(request, reference, "declarations.decide")
    form = RefuseForm("Sign and decline", tie.get_absolute_url(), request.person, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        signing = Signing(proved_at(request), data.pop("printed_name"))
        services.decline_tie(tie, **data, signing=signing, by=request.person, now=request.now)
        return tie.get_absolute_url()

    done = f"Declined. {tie.adult} has been told."
    return ask(request, form, act, title="Decline this family tie", done=done, **_about(tie))


@require_POST
def redeclare_tie(request: Any, reference: str) -> HttpResponse:
    """Declare again that nothing has changed."""
    tie = _tie(request, reference, "declarations.make")
    return act_at_once(
        request,
        lambda: services.redeclare_tie(tie, by=request.person, now=request.now),
        done="Declared again. We ask you once more in a year.",
        goes_to=tie.get_absolute_url(),
    )


@form_view
def end_tie(request: Any, reference: str) -> HttpResponse:
    """Say that the tie has ended."""
    tie = _tie(request, reference, "declarations.make")
    initial = {"day": local_date(request.now)}
    form = DayForm("The last day", "End the tie", tie.get_absolute_url(), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.end_tie(tie, ended_on=data["day"], by=request.person, now=request.now)
        return tie.get_absolute_url()

    return ask(request, form, act, title="End this family tie", done="Ended.", **_about(tie, mine=True))


def _about(tie: FamilyTie, *, mine: bool = False) -> dict[str, Any]:
    """The form's page shows the declaration above the form."""
    return {"template": ABOUT, "thing": tie, "facts": tie_facts(tie, decides=not mine)}


def _tie(request: Any, reference: str, action: str = "") -> FamilyTie:
    """The tie, for one action or to be looked at: by its register, by its adult, or by whoever decides about the head's."""
    rows = FamilyTie.objects.select_related("organisation", "school", "adult", "pupil", "decided_by")
    tie = get_object_or_404(rows, reference=reference)
    if action or not can(request.person, "declarations.view", tie, now=request.now):
        require(request.person, action or "declarations.decide", tie, now=request.now)
    return tie
