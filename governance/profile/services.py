"""The verbs of the profile: begin from a preset, propose a change, lock, and approve what another proposed (M48, D10)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef

from governance.audit.services import record
from governance.kernel.actors import SystemActor
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.profile.models import ProfileVersion
from governance.profile.registry import PRESETS, setting
from governance.profile.rules import AS_PRINTED, another_side, as_printed, settled, sides_of
from governance.profile.selectors import latest_approved, locks_above, profile_for, proposal_of, roles_at

Roles = Mapping[str, Person | None]
NOTE_LENGTH = 500
REGIME = "P36"


def apply_preset(
    *,
    organisation: Organisation,
    preset: str,
    by: Person | SystemActor,
    now: datetime,
    note: str = "",
    effective_from: datetime | None = None,
) -> ProfileVersion:
    """Begin from one of the five policies, without any choice of one's own.

    For an organisation that is not live and has no profile yet it holds at once; afterwards it is a proposal (M48).
    """
    if preset not in PRESETS:
        raise Refused(f"There is no policy called {preset}. Choose one of {', '.join(PRESETS)}.")
    before = latest_approved(organisation)
    locks = list(before.locks) if before else []
    return _write(organisation, preset, as_printed_under(preset), locks, by, now, note, effective_from)


def change(
    *,
    organisation: Organisation,
    values: Mapping[str, Any],
    by: Person | SystemActor,
    now: datetime,
    note: str = "",
    effective_from: datetime | None = None,
) -> ProfileVersion:
    """Propose other answers to some of the settings; None goes back to what the preset says (M48).

    Whoever has proposed something already and adds to it proposes both together.
    """
    kept, faults = settled(values)
    faults += _locked(organisation, kept, now)
    faults += _regime_without_day(organisation, kept, by, now, effective_from)
    if not values:
        faults.append("Nothing is changed yet. Give at least one setting another answer.")
    _refuse(faults)
    before = _own_proposal(organisation, by) or latest_approved(organisation)
    chosen = {**(before.values if before else {}), **kept}
    chosen = {key: value for key, value in chosen.items() if value is not None}
    preset, locks = (before.preset, list(before.locks)) if before else ("", [])
    if before and before.approved_at is None and effective_from is None:
        effective_from = max(before.effective_from, now)
    return _write(organisation, preset, chosen, locks, by, now, note, effective_from)


def lock(
    *,
    organisation: Organisation,
    keys: Iterable[str],
    by: Person | SystemActor,
    now: datetime,
    note: str = "",
    effective_from: datetime | None = None,
) -> ProfileVersion:
    """Propose which settings the trust or federation keeps for itself; its schools cannot answer these (P70)."""
    wanted = sorted(set(keys))
    _, faults = settled(dict.fromkeys(wanted))
    if organisation.is_school:
        faults.append(f"{organisation.name} is a school: only a trust or a federation can lock settings.")
    _refuse(faults)
    before = _own_proposal(organisation, by) or latest_approved(organisation)
    preset, values = (before.preset, dict(before.values)) if before else ("", {})
    return _write(organisation, preset, values, wanted, by, now, note, effective_from)


def approve(*, version: ProfileVersion, by: Person, now: datetime) -> ProfileVersion:
    """Bring a proposed change into force: somebody else, from another side, agrees (M48, K03)."""
    roles = _may_decide(version, by, now)
    newer = ProfileVersion.objects.filter(organisation=OuterRef("organisation"), number__gt=OuterRef("number"))
    open_still = ProfileVersion.objects.filter(~Exists(newer), pk=version.pk, approved_at__isnull=True)
    from_when = max(version.effective_from, now)
    with transaction.atomic():
        if not open_still.update(approved_at=now, approved_by=by, effective_from=from_when):
            raise TooLate
        version.refresh_from_db()
        _record(version, "profile.approve", by, now, roles)
    return version


def turn_down(*, version: ProfileVersion, by: Person, now: datetime, reason: str) -> None:
    """Decline a proposed change; nothing comes of it, and the trail keeps what was proposed and why it was declined."""
    if not reason.strip():
        raise Refused("Give the reason why the change is not wanted.")
    roles = _may_decide(version, by, now)
    with transaction.atomic():
        if not ProfileVersion.objects.filter(pk=version.pk, approved_at__isnull=True).delete()[0]:
            raise TooLate
        _record(version, "profile.turn_down", by, now, roles, {"reason": reason.strip()})


def may_propose(person: Person, organisation: Organisation, now: datetime) -> bool:
    """Whether the person stands on one of the sides of M48 there."""
    return bool(_sides(roles_at(person, organisation, now), organisation, now))


def why_not_approve(version: ProfileVersion, person: Person, now: datetime) -> str:
    """The sentence that stands in the place of the approve button, or nothing."""
    organisation = version.organisation
    sides = _sides(roles_at(person, organisation, now), organisation, now)
    if not sides:
        return "The head and a governor decide together about the policy profile."
    if version.created_by_id == person.pk:
        return "You proposed this change, so someone else must approve it."
    if version.created_by and not another_side(_sides_when_proposed(version), sides):
        return "It was proposed by someone with your role: the head and a governor decide together."
    return ""


def as_printed_under(preset: str) -> dict[str, Any]:
    """The values of a version without choices of its own: only what the preset gave on that day."""
    return {AS_PRINTED: as_printed(preset)}


def _write(
    organisation: Organisation,
    preset: str,
    values: dict[str, Any],
    locks: list[str],
    by: Person | SystemActor,
    now: datetime,
    note: str,
    effective_from: datetime | None,
) -> ProfileVersion:
    """The next version: in force when the product or a beginning needs no second person, else waiting for one."""
    roles = _may_change(organisation, by, now)
    before = latest_approved(organisation)
    at_once = isinstance(by, SystemActor) or (before is None and not organisation.is_live)
    _refuse([*_too_early(before, effective_from or now), *_too_long(note)])
    person = by if isinstance(by, Person) else None
    version = ProfileVersion(
        organisation=organisation,
        number=_next_number(organisation),
        preset=preset,
        values=values,
        locks=locks,
        effective_from=effective_from or now,
        created_at=now,
        created_by=person,
        approved_at=now if at_once else None,
        approved_by=person if at_once else None,
        note=note.strip(),
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
            _record(version, "profile.set" if at_once else "profile.propose", by, now, roles)
    except IntegrityError as error:
        raise TooLate from error
    return version


def _record(
    version: ProfileVersion,
    action: str,
    by: Person | SystemActor,
    now: datetime,
    roles: Roles,
    more: Mapping[str, Any] | None = None,
) -> None:
    own = {key: value for key, value in version.values.items() if key != AS_PRINTED}
    record(
        organisation_reference=version.organisation.reference,
        action=action,
        thing_type=version.thing_type,
        thing_reference=version.reference,
        by=by,
        now=now,
        facts={
            "number": version.number,
            "preset": version.preset,
            "values": own,
            "locks": version.locks,
            "effective_from": version.effective_from,
            "roles": sorted(roles),
            **(more or {}),
        },
        profile_version=profile_for(version.organisation, now).version,
        acting_for=next((principal for principal in roles.values() if principal), None),
    )


def _own_proposal(organisation: Organisation, by: Person | SystemActor) -> ProfileVersion | None:
    waiting = proposal_of(organisation)
    return waiting if waiting and isinstance(by, Person) and waiting.created_by_id == by.pk else None


def _next_number(organisation: Organisation) -> int:
    last = ProfileVersion.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def _may_change(organisation: Organisation, by: Person | SystemActor, now: datetime) -> Roles:
    """The roles by which this person stands on one of the sides of M48; nobody else goes on."""
    if isinstance(by, SystemActor):
        return {}
    roles = roles_at(by, organisation, now)
    if not _sides(roles, organisation, now):
        raise NotAllowed("Only the head and the governors, or the trust, change the policy profile.")
    return roles


def _may_decide(version: ProfileVersion, by: Person, now: datetime) -> Roles:
    why = why_not_approve(version, by, now)
    if why:
        raise NotAllowed(why)
    return roles_at(by, version.organisation, now)


def _sides(roles: Roles, organisation: Organisation, now: datetime) -> frozenset[str]:
    return sides_of(list(roles), trust=profile_for(organisation, now)["P01"] == "trust")


def _sides_when_proposed(version: ProfileVersion) -> frozenset[str]:
    """The sides on which the proposer stood on the day of the proposal."""
    if version.created_by is None:
        return frozenset()
    roles = roles_at(version.created_by, version.organisation, version.created_at)
    return _sides(roles, version.organisation, version.created_at)


def _locked(organisation: Organisation, kept: Mapping[str, Any], now: datetime) -> list[str]:
    above = locks_above(organisation, now)
    return [f"{setting(key).name} is locked by {above[key]}." for key in kept if key in above]


def _regime_without_day(
    organisation: Organisation,
    kept: Mapping[str, Any],
    by: Person | SystemActor,
    now: datetime,
    effective_from: datetime | None,
) -> list[str]:
    """A change of consent regime starts on a set day to come, and from then each pupil is a no until answered (Q37)."""
    if REGIME not in kept or isinstance(by, SystemActor) or latest_approved(organisation) is None:
        return []
    if effective_from and local_date(effective_from) > local_date(now):
        return []
    return [
        "A new rule for pictures of pupils needs a day to come on which it starts, so that answers can be collected."
    ]


def _too_early(before: ProfileVersion | None, effective_from: datetime) -> list[str]:
    if before and effective_from < before.effective_from:
        day = long_date(local_date(before.effective_from))
        return [f"A change is already agreed from {day}. This one cannot start before it."]
    return []


def _too_long(note: str) -> list[str]:
    return [f"The note can have at most {NOTE_LENGTH} letters."] if len(note) > NOTE_LENGTH else []


def _refuse(faults: list[str]) -> None:
    if faults:
        raise Refused(faults)
