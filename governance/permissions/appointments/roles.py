"""Granting and revoking roles (M47, T69)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person, RoleHeld
from governance.people.roles import Role
from governance.people.rules import dates_refused, grant_refused, role_overlap_refused, slots_refused
from governance.people.selectors import is_engaged_near, roles_in_tree
from governance.permissions.appointments.engagements import end_sessions
from governance.permissions.selectors import can, deciders
from governance.permissions.services import require

# Roles that judge the head, or are the head's own: the board and the trust decide about them, never the head.
ABOVE_THE_HEAD = frozenset({Role.HD, Role.CHR, Role.GOV, Role.TRU})
NO_REASON = "Say why the role ends."


def action_for(role: str, otherwise: str = "roles.grant") -> str:
    """The action that decides about this role: for roles that judge the head, never the head's."""
    return "roles.grant_head" if role in ABOVE_THE_HEAD else otherwise


@transaction.atomic
def grant_role(
    *,
    person: Person,
    role: str,
    organisation: Organisation,
    starts_on: date,
    by: Person,
    now: datetime,
    ends_on: date | None = None,
    told_by: Person | None = None,
) -> RoleHeld:
    """Give a person a role at an organisation and everything below it; nobody gives one to themselves (M47)."""
    named, decider = Role(role), told_by or by
    acting_for = _permit(named, organisation, by, told_by, now)
    reasons = grant_refused(named, is_self=person in (by, decider))
    reasons += dates_refused(starts_on, ends_on)
    reasons += _standing_in_the_way(person, named, organisation, starts_on, ends_on)
    if reasons:
        raise Refused(reasons)
    held = _store(person, named, organisation, starts_on, ends_on, decider, now)
    _tell(held, "roles.grant", by, now, acting_for, {"decided_by": decider.reference})
    return held


def _permit(
    role: Role, organisation: Organisation, by: Person, told_by: Person | None, now: datetime
) -> Person | None:
    """The decider must have the right; a technical administrator may enter what a decider told them to, or the first role.

    Returns the person for whom the decider acts.
    """
    action = action_for(role)
    if told_by is not None:
        require(by, "roles.carry_out", organisation, now=now)
        return require(told_by, action, organisation, now=now).acting_for
    if not can(by, action, organisation, now=now, fresh=True) and not deciders(
        action, organisation, organisation, now
    ):
        return require(by, "roles.carry_out", organisation, now=now).acting_for
    return require(by, action, organisation, now=now).acting_for


def _standing_in_the_way(
    person: Person, role: Role, organisation: Organisation, starts_on: date, ends_on: date | None
) -> list[str]:
    """What the register says against it: no engagement here, a conflicting slot, or the same role already held."""
    reasons = []
    if not is_engaged_near(person, organisation, starts_on):
        reasons.append(f"{person.name} does not work here on that day. Add when they start first.")
    held = list(roles_in_tree(person, organisation, starts_on, ends_on))
    reasons += slots_refused(role, [Role(row.role) for row in held])
    same = [row for row in held if row.role == role and row.organisation_id == organisation.pk]
    return reasons + role_overlap_refused(role, bool(same), person.name)


def _store(
    person: Person,
    role: Role,
    organisation: Organisation,
    starts_on: date,
    ends_on: date | None,
    granted_by: Person,
    now: datetime,
) -> RoleHeld:
    try:
        with transaction.atomic():
            return RoleHeld.objects.create(
                person=person,
                role=role,
                organisation=organisation,
                starts_on=starts_on,
                ends_on=ends_on,
                granted_by=granted_by,
                granted_at=now,
            )
    except IntegrityError as taken:
        raise TooLate(f"{person.name} was given this role a moment ago.") from taken


@transaction.atomic
def revoke_role(*, held: RoleHeld, by: Person, now: datetime, because: str) -> RoleHeld:
    """End a role now, whatever its last day; the person's sessions end with it. What they decided before stands (T38)."""
    acting_for = require(by, action_for(held.role, "roles.revoke"), held.organisation, now=now).acting_for
    if not because.strip():
        raise Refused(NO_REASON)
    if held.person == by and held.role in ABOVE_THE_HEAD and not _another_holds(held, now):
        raise NotAllowed("You are the only one with this role. Ask the governors to appoint somebody first.")
    revoked = RoleHeld.objects.filter(pk=held.pk, revoked_at__isnull=True)
    if not revoked.update(revoked_at=now, revoked_by=by, revoked_because=because.strip()):
        raise TooLate("Somebody has already ended this role.")
    end_sessions(held.person)
    held.refresh_from_db()
    _tell(held, "roles.revoke", by, now, acting_for, {})
    return held


def _another_holds(held: RoleHeld, now: datetime) -> bool:
    """Whether somebody else holds the same role there today."""
    today = local_date(now)
    others = RoleHeld.objects.filter(organisation=held.organisation, role=held.role, revoked_at__isnull=True)
    others = others.filter(starts_on__lte=today).exclude(ends_on__lt=today).exclude(person=held.person)
    return others.exists()


def _tell(
    held: RoleHeld, action: str, by: Person, now: datetime, acting_for: Person | None, facts: dict[str, str]
) -> None:
    record(
        organisation_reference=held.organisation.reference,
        action=action,
        thing_type=held.thing_type,
        thing_reference=held.reference,
        by=by,
        now=now,
        acting_for=acting_for,
        facts={"person": held.person.reference, "role": str(held.role), **facts},
    )
