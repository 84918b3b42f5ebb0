"""A change of profile on its way: what the service writes, and who is asked for the second approval (M48)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from governance.duties.services import close_duties, open_duty
from governance.organisations.models import Organisation
from governance.pages.profile_duties import SECOND_APPROVAL
from governance.people.models import Person
from governance.people.roles import Role
from governance.profile.models import ProfileVersion
from governance.profile.selectors import profile_for, proposal_of, roles_at
from governance.profile.services import approve, turn_down

TIME_TO_APPROVE = timedelta(days=7)


def propose(*, organisation: Organisation, act: Callable[[], ProfileVersion], now: datetime) -> ProfileVersion:
    """Write the proposal and ask the other side; whatever it replaces is no longer asked for."""
    with transaction.atomic():
        replaced = proposal_of(organisation)
        version = act()
        if replaced:
            close_duties(replaced, now=now, outcome="replaced")
        if version.approved_at is None:
            _ask(version, now)
    return version


def approve_proposal(*, version: ProfileVersion, by: Person, now: datetime) -> None:
    """Approve it, and settle what was asked."""
    with transaction.atomic():
        approve(version=version, by=by, now=now)
        close_duties(version, now=now, outcome="approved")


def turn_down_proposal(*, version: ProfileVersion, by: Person, now: datetime, reason: str) -> None:
    """Decline it, and settle what was asked."""
    with transaction.atomic():
        turn_down(version=version, by=by, now=now, reason=reason)
        close_duties(version, now=now, outcome="turned down")


def _ask(version: ProfileVersion, now: datetime) -> None:
    organisation = version.organisation
    open_duty(
        SECOND_APPROVAL,
        version,
        organisation=organisation,
        due_at=now + TIME_TO_APPROVE,
        now=now,
        asked_role=_other_side(version, now),
        label=f"Policy profile of {organisation}",
        url=reverse("governance:view_profile", args=[organisation.reference]),
    )


def _other_side(version: ProfileVersion, now: datetime) -> Role:
    """Who is asked: the governors for the head, the head for everyone else, the trust for a trust's own governors."""
    proposer = roles_at(version.created_by, version.organisation, now) if version.created_by else {}
    if Role.HD in proposer:
        return Role.GOV
    is_trust = not version.organisation.is_school and profile_for(version.organisation, now)["P01"] == "trust"
    if is_trust:
        return Role.GOV if Role.TRU in proposer else Role.TRU
    return Role.HD
