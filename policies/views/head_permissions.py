"""The head's permissions: asking, the register, and every step to the end."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed
from governance.pages import keyset
from governance.pages.people_parts import organisations_of
from governance.pages.proof import proof_required, proved_at
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.profile.selectors import profiles_for
from policies.forms import ReasonForm
from policies.forms.declarations import RefuseForm
from policies.forms.head_permissions import AskPermissionForm, ControlsForm, FilterPermissions, GrantForm, RenewForm
from policies.models import HeadPermission
from policies.rules.askable import why_not_asked
from policies.rules.head_permissions import PermissionKind
from policies.selectors import head_permissions as selectors
from policies.selectors.facts import permission_facts
from policies.services import head_permissions as services
from policies.services.declaring import Signing
from policies.services.head_permissions import Wish
from policies.views.steps import ask, form_view

ABOUT, ASK = "policies/ask_about.html", "policies/ask_permission.html"
NO_REGISTER = "The register of permissions is seen by the head and the safeguarding lead."
NOT_AT_WORK = "Permissions are asked for by those who work here."


@form_view
def ask_permission(request: Any) -> HttpResponse:
    """Ask for one of the permissions that the school's policy lets people ask for."""
    places = organisations_of(request.standing, request.standing.work)
    if not places:
        raise NotAllowed(NOT_AT_WORK)
    require(request.person, "head_permissions.ask", _blank(request, places[0]), now=request.now)
    policies = profiles_for(places, request.now)
    today, back = local_date(request.now), reverse("policies:list_declarations")
    form = AskPermissionForm(places, policies, today, back, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        place, wish = data.pop("organisation"), Wish(**data)
        asked = services.ask_permission(organisation=place, wish=wish, by=request.person, now=request.now)
        return asked.get_absolute_url()

    told = {"title": "Ask for permission", "done": "Asked. You may not do it yet."}
    return ask(request, form, act, **told, template=ASK, not_asked=_not_asked(policies.values()))


def _blank(request: Any, place: Any) -> HeadPermission:
    """A permission of the reader's own, to ask whether they may ask at all."""
    return HeadPermission(organisation=place, holder=request.person)


def _not_asked(policies: Any) -> list[dict[str, str]]:
    """The kinds that no place of the reader's lets them ask for, with what its policy says instead."""
    said = [(kind, [why_not_asked(kind, policy) for policy in policies]) for kind in PermissionKind]
    return [{"label": kind.label, "value": reasons[0]} for kind, reasons in said if all(reasons)]


@require_GET
def list_permissions(request: Any) -> HttpResponse:
    """The register of permissions, for those who see it."""
    if not selectors.sees_register(request.standing):
        raise NotAllowed(NO_REGISTER)
    form = FilterPermissions(organisations_of(request.standing, request.standing.reachable()), request.GET)
    rows = selectors.permissions_for(request.standing, selectors.Wanted(**form.chosen))
    page = keyset.cut(rows, "created_at", asked=request.GET, newest_first=True)
    context = {"form": form, "page": page, "filtered": any(form.chosen.values())}
    return render(request, "policies/list_permissions.html", context)


@require_GET
def view_permission(request: Any, reference: str) -> HttpResponse:
    """One permission, and what comes next."""
    permission = _permission(request, reference)
    course, person, now = permission.course, request.person, request.now
    context = {
        "permission": permission,
        "mine": permission.holder_id == person.pk,
        "facts": permission_facts(permission),
        "may_decide": can(person, course.decide, permission, now=now),
        "may_confirm": course.check and can(person, course.check, permission, now=now),
        "may_revoke": can(person, "head_permissions.decide", permission, now=now),
    }
    return render(request, "policies/view_permission.html", context)


@form_view
@proof_required
def grant_permission(request: Any, reference: str) -> HttpResponse:
    """Grant, in writing and with a signature."""
    permission = _permission(request, reference, lambda one: one.course.decide)
    form = GrantForm(permission, request.person, local_date(request.now), request.POST or None)
    return _decide(request, permission, form, services.grant_permission, "Grant this permission", "Granted.")


@form_view
@proof_required
def refuse_permission(request: Any, reference: str) -> HttpResponse:
    """Refuse, in writing and with a signature."""
    permission = _permission(request, reference, lambda one: one.course.decide)
    form = RefuseForm("Sign and refuse", permission.get_absolute_url(), request.person, request.POST or None)
    return _decide(request, permission, form, services.refuse_permission, "Refuse this permission", "Refused.")


def _decide(
    request: Any, permission: HeadPermission, form: Any, do: Callable[..., None], title: str, done: str
) -> HttpResponse:
    def act(data: dict[str, Any]) -> str:
        signing = Signing(proved_at(request), data.pop("printed_name"))
        do(permission, **data, signing=signing, by=request.person, now=request.now)
        return permission.get_absolute_url()

    told = f"{done} {permission.holder} has been told."
    return ask(request, form, act, title=title, done=told, **_about(permission))


@form_view
def confirm_permission(request: Any, reference: str) -> HttpResponse:
    """Confirm that the controls are set up."""
    permission = _permission(request, reference, lambda one: one.course.check or one.course.decide)
    form = ControlsForm(permission, request.POST or None)
    return _act(request, permission, form, services.confirm_permission, "Confirm the controls", "Confirmed.")


@form_view
def revoke_permission(request: Any, reference: str) -> HttpResponse:
    """Take it away, with a reason."""
    permission = _permission(request, reference, lambda _: "head_permissions.decide")
    form = ReasonForm("Why", "Take it away", permission.get_absolute_url(), request.POST or None, warning=True)
    return _act(request, permission, form, services.revoke_permission, "Take this permission away", "Taken away.")


@form_view
def renew_permission(request: Any, reference: str) -> HttpResponse:
    """Ask for the same again."""
    permission = _permission(request, reference, lambda _: "head_permissions.ask")
    form = RenewForm(permission, local_date(request.now), request.POST or None)
    return _act(request, permission, form, services.renew_permission, "Ask for this again", "Asked for again.")


def _act(
    request: Any, permission: HeadPermission, form: Any, do: Callable[..., Any], title: str, done: str
) -> HttpResponse:
    def act(data: dict[str, Any]) -> str:
        made = do(permission, **data, by=request.person, now=request.now)
        return (made or permission).get_absolute_url()

    return ask(request, form, act, title=title, done=done, **_about(permission))


def _about(permission: HeadPermission) -> dict[str, Any]:
    """The form's page shows the permission above the form."""
    return {"template": ABOUT, "thing": permission, "facts": permission_facts(permission)}


def _permission(request: Any, reference: str, action: Callable[[HeadPermission], str] | None = None) -> HeadPermission:
    """The permission, for one action or to be looked at: by its register, its holder, whoever decides or checks it."""
    rows = HeadPermission.objects.select_related("organisation", "holder", "decided_by", "checked_by", "revoked_by")
    permission = get_object_or_404(rows, reference=reference)
    course, person, now = permission.course, request.person, request.now
    ways = [action(permission)] if action else ["head_permissions.view", course.check, course.decide]
    if not any(can(person, way, permission, now=now) for way in ways if way):
        require(person, ways[-1], permission, now=now)
    return permission
