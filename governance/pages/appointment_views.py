"""Pages of appointments: work that ends, roles given and ended, deputies (M47, D03, D09)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.organisations.models import Organisation
from governance.pages import appointment_forms as forms
from governance.pages.people_parts import NOT_YOURS, ask, form_view, organisations_of, page_for, posted
from governance.people.models import Person
from governance.permissions import people_lists as lists
from governance.permissions.appointments import deputies, engagements, roles
from governance.permissions.selectors import deciders
from governance.permissions.standing import Standing


@form_view
def end_engagement(request: Any, reference: str) -> HttpResponse:
    """Set the last day of a person's work."""
    person = lists.person_for(request.standing, reference)
    places = request.standing.organisation_ids("people.end")
    today = local_date(request.now)
    record = lists.record_of(person, request.standing, request.now).engagements
    open_now = [row for row in record if row.organisation_id in places and (not row.ends_on or row.ends_on >= today)]
    if not open_now:
        raise NotAllowed(NOT_YOURS)
    form = forms.EndEngagement(open_now, page_for(person), posted(request))

    def end(data: dict[str, Any]) -> Person:
        engagements.end_engagement(**data, by=request.person, now=request.now)
        return person

    return ask(request, form, end, title=f"End the work of {person}", done="The last day of {} is recorded.")


@form_view
def grant_role(request: Any, reference: str) -> HttpResponse:
    """Give a person a role."""
    standing = request.standing
    person = lists.person_for(standing, reference)
    where = lists.grantable_by(standing)
    if not where:
        raise NotAllowed(NOT_YOURS)
    places = organisations_of(standing, frozenset().union(*where.values()))
    form = forms.GrantRole(places, where, _tellers(standing, places), page_for(person), posted(request))

    def grant(data: dict[str, Any]) -> Person:
        return roles.grant_role(person=person, **data, by=request.person, now=request.now).person

    return ask(request, form, grant, title=f"Give {person} a role", done="{} has the role.")


@form_view
def revoke_role(request: Any, reference: str, role_reference: str) -> HttpResponse:
    """End a role before its day, with the reason."""
    person = lists.person_for(request.standing, reference)
    held = lists.role_for(person, request.standing, role_reference)
    if not lists.may_revoke(held, request.standing):
        raise NotAllowed(NOT_YOURS)
    form = forms.RevokeRole(page_for(person), posted(request))

    def revoke(data: dict[str, Any]) -> Person:
        return roles.revoke_role(held=held, **data, by=request.person, now=request.now).person

    title = f"End a role of {person}: {held.get_role_display()}, {held.organisation}"
    return ask(request, form, revoke, title=title, done="The role of {} has ended.")


@form_view
def make_deputy(request: Any, reference: str) -> HttpResponse:
    """Name who stands in for a person while they are away."""
    person = lists.person_for(request.standing, reference)
    held = lists.record_of(person, request.standing, request.now).roles
    own = lists.may_name_deputy(person, held, request.standing)
    if not own:
        raise NotAllowed(NOT_YOURS)
    places = frozenset(row.organisation_id for row in own)
    colleagues = lists.colleagues_of(person, places, local_date(request.now))
    form = forms.MakeDeputy(own, colleagues, page_for(person), posted(request))

    def name(data: dict[str, Any]) -> Person:
        chosen = data.pop("held")
        where = {"role": chosen.role, "organisation": chosen.organisation}
        return deputies.make_deputy(principal=person, **where, **data, by=request.person, now=request.now).principal

    return ask(request, form, name, title=f"Name a deputy for {person}", done="A deputy for {} is named.")


@form_view
def end_deputy(request: Any, reference: str, period_reference: str) -> HttpResponse:
    """End a deputy period before its last day: the principal is back."""
    person = lists.person_for(request.standing, reference)
    period = lists.period_for(person, request.standing, period_reference)
    if not lists.may_end_period(period, request.standing):
        raise NotAllowed(NOT_YOURS)
    if request.method != "POST":
        return render(request, "governance/people/end_deputy.html", {"period": period, "url": request.path})
    deputies.end_deputy(period=period, by=request.person, now=request.now)
    messages.success(request, f"{period.deputy} no longer stands in for {person}.")
    return redirect(page_for(person))


def _tellers(standing: Standing, places: list[Organisation]) -> list[Person] | None:
    """Who may have told a technical administrator to enter a role; None for those who decide themselves."""
    if standing.organisation_ids("roles.grant") or standing.organisation_ids("roles.grant_head"):
        return None
    actions = ("roles.grant", "roles.grant_head")
    tops = [place for place in places if place.parent_id is None] or places[:1]
    found = [one for top in tops for action in actions for one in deciders(action, top, top, standing.now)]
    return list(dict.fromkeys(found))
