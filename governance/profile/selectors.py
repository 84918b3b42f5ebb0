"""The profile in force for an organisation, the profile an old decision was made under, and the history of both."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from governance.kernel.dates import local_date
from governance.kernel.verbs import read_once
from governance.organisations.models import Organisation
from governance.people.models import Deputy, Person, RoleHeld
from governance.profile.models import ProfileVersion
from governance.profile.registry import REGISTRY
from governance.profile.rules import Level, Profile, references_in

# Profiles already worked out, by the references of the versions they rest on. An approved version is never edited (the
# database refuses it), so nothing here goes stale; a new version has a new reference.
_REMEMBERED: OrderedDict[tuple[object, ...], Profile] = OrderedDict()
_REMEMBER = 256


def profile_for(organisation: Organisation, now: datetime) -> Profile:
    """The policy the organisation works under at that moment: one statement, and a second for a version not yet met."""
    return profiles_for([organisation], now)[organisation.pk]


def profiles_for(organisations: Collection[Organisation], now: datetime) -> dict[int, Profile]:
    """The policies of many organisations by key, at the price of one."""
    lines = {organisation.pk: _line(organisation) for organisation in organisations}
    in_force = _in_force({pk for line in lines.values() for pk in line}, now)
    keys = {
        pk: (REGISTRY.generation, tuple((in_force.get(one, ""), one) for one in line)) for pk, line in lines.items()
    }
    known = {pk: found for pk, key in keys.items() if (found := _REMEMBERED.get(key))}
    unmet = {pk: line for pk, line in lines.items() if pk not in known}
    for pk, profile in _worked_out(unmet, in_force).items():
        known[pk] = _REMEMBERED[keys[pk]] = profile
    while len(_REMEMBERED) > _REMEMBER:
        _REMEMBERED.popitem(last=False)
    return known


def profile_at(version: str) -> Profile:
    """The policy a decision was made under, by the text it keeps: the old values, whatever has changed since (D10)."""
    references = references_in(version)
    rows = {row.reference: row for row in _with_names().filter(reference__in=references)}
    if len(rows) != len(references):
        raise ProfileVersion.DoesNotExist(f"No profile version {version}.")
    return Profile(tuple(_level(rows[reference]) for reference in references))


def version_in_force(organisation: Organisation, now: datetime) -> ProfileVersion | None:
    """The organisation's own version in force, if it has one."""
    return _approved(organisation).filter(effective_from__lte=now).order_by("-effective_from", "-number").first()


def latest_approved(organisation: Organisation) -> ProfileVersion | None:
    """The last version approved, in force already or from a day to come."""
    return _approved(organisation).order_by("-number").first()


def proposal_of(organisation: Organisation) -> ProfileVersion | None:
    """The change that waits for a second approval: only the newest counts, and only while nothing followed it."""
    newest = ProfileVersion.objects.filter(organisation=organisation).order_by("-number").first()
    return newest if newest and newest.approved_at is None else None


def history(organisation: Organisation) -> QuerySet[ProfileVersion]:
    """Every version of the organisation's profile, the newest first."""
    return (
        ProfileVersion.objects.filter(organisation=organisation)
        .select_related("created_by", "approved_by")
        .order_by("-number")
    )


def locks_above(organisation: Organisation, now: datetime) -> dict[str, str]:
    """The settings that an organisation above keeps for itself, with its name."""
    line = _line(organisation)[1:]
    in_force = _in_force(line, now)
    rows = _with_names().filter(reference__in=in_force.values())
    return {key: row.organisation.name for row in rows for key in row.locks}


def roles_at(person: Person, organisation: Organisation, now: datetime) -> dict[str, Person | None]:
    """The roles by which the person acts there today, each with the principal it is exercised for, if another's (K14)."""
    today, line = local_date(now), _line(organisation)
    there = Q(organisation__in=line, starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    held = RoleHeld.objects.filter(there, revoked_at__isnull=True)
    own = held.filter(person=person).values_list("role", flat=True)
    lent = Deputy.objects.filter(there, deputy=person, status=Deputy.Status.ACTIVE).filter(
        Exists(held.filter(person=OuterRef("principal"), role=OuterRef("role")))
    )
    acting: dict[str, Person | None] = {row.role: row.principal for row in lent.select_related("principal")}
    return acting | dict.fromkeys(own, None)


def _approved(organisation: Organisation) -> QuerySet[ProfileVersion]:
    return ProfileVersion.objects.filter(organisation=organisation, approved_at__isnull=False)


def _line(organisation: Organisation) -> list[int]:
    """The organisation and those above it, the nearest first, without a statement: only schools have parents."""
    return list(dict.fromkeys(pk for pk in (organisation.pk, organisation.parent_id, organisation.root_id) if pk))


def _in_force(line: Iterable[int], now: datetime) -> dict[int, str]:
    """The reference of each organisation's version in force."""
    wanted = tuple(sorted(line))
    return read_once(("profile in force", wanted, now), lambda: _read_in_force(wanted, now)) if wanted else {}


def _read_in_force(wanted: Collection[int], now: datetime) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(wanted)), [*wanted, connection.ops.adapt_datetimefield_value(now)])
        return dict(cursor.fetchall())


def _statement(organisations: int) -> str:
    """Written out: it is asked several times a request, and putting it together would cost more than its running."""
    return f"""
SELECT organisation_id, reference FROM governance_profileversion
WHERE organisation_id IN ({", ".join(["%s"] * organisations)}) AND approved_at IS NOT NULL AND effective_from <= %s
ORDER BY effective_from, number
"""  # noqa: S608 - our own names


def _worked_out(lines: dict[int, list[int]], in_force: dict[int, str]) -> dict[int, Profile]:
    if not lines:
        return {}
    wanted = {in_force[pk] for line in lines.values() for pk in line if pk in in_force}
    levels = {row.organisation_id: _level(row) for row in _with_names().filter(reference__in=wanted)}
    return {pk: Profile(tuple(levels.get(one, Level(organisation="")) for one in line)) for pk, line in lines.items()}


def _with_names() -> QuerySet[ProfileVersion]:
    return ProfileVersion.objects.select_related("organisation")


def _level(row: ProfileVersion) -> Level:
    return Level(
        organisation=row.organisation.name,
        reference=row.reference,
        number=row.number,
        preset=row.preset,
        values=row.values,
        locks=tuple(row.locks),
    )
