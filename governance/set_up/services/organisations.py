"""The organisation itself: its name and e-mail domains, and the schools below it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from governance.audit.services import Actor, record
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.set_up.rules.starting import domain_refused, name_refused, tidy_domains

SHORT_NAME_LENGTH = 40


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, name: str, domains: Iterable[str], by: Person, now: datetime
) -> None:
    """Correct the name and the e-mail domains by which official addresses are known (C033)."""
    acting_for = require(by, "organisation.change", organisation, now=now).acting_for
    wanted, named = tidy_domains(domains), " ".join(name.split())
    if reasons := [*name_refused(named), *domain_refused(wanted)]:
        raise Refused(reasons)
    before = set(organisation.email_domains.values_list("domain", flat=True))
    Organisation.objects.filter(pk=organisation.pk).update(name=named)
    set_domains(organisation, wanted)
    facts = {"name_changed": named != organisation.name, "domains": wanted, "domains_before": sorted(before)}
    tell(organisation, "organisation.change", by, now, facts, acting_for)
    organisation.name = named


@transaction.atomic
def add_school(*, above: Organisation, name: str, by: Person, now: datetime) -> Organisation:
    """Add a school to a trust or federation; it is set up like any other before it goes live (D04)."""
    acting_for = require(by, "organisation.add_school", above, now=now).acting_for
    named = " ".join(name.split())
    reasons = name_refused(named)
    if above.is_school:
        reasons.append(f"{above.name} is a school. Only a trust or a federation has schools below it.")
    if Organisation.objects.filter(parent=above, name__iexact=named).exists():
        reasons.append(f"{above.name} already has a school called {named}.")
    if reasons:
        raise Refused(reasons)
    school = make_organisation(name=named, kind=Organisation.Kind.SCHOOL, above=above, now=now)
    tell(school, "organisation.create", by, now, {"above": above.reference, "kind": school.kind}, acting_for)
    return school


def make_organisation(*, name: str, kind: str, above: Organisation | None, now: datetime) -> Organisation:
    """The row itself, under a short name of its own."""
    short = free_short_name(name)
    return Organisation.objects.create(name=name, short_name=short, kind=kind, parent=above, created_at=now)


def free_short_name(name: str) -> str:
    """The name as an address would have it, with a number behind it where another has it already."""
    base = slugify(name)[: SHORT_NAME_LENGTH - 4].strip("-") or "school"
    taken = set(Organisation.objects.filter(short_name__startswith=base).values_list("short_name", flat=True))
    names = (base, *(f"{base}-{number}" for number in range(2, 1000)))
    found = next((one for one in names if one not in taken), "")
    if not found:
        raise TooLate(f"There are too many organisations called {name}.")
    return found


def set_domains(organisation: Organisation, domains: Iterable[str]) -> None:
    """Keep exactly these domains."""
    wanted = list(domains)
    EmailDomain.objects.filter(organisation=organisation).exclude(domain__in=wanted).delete()
    rows = [EmailDomain(organisation=organisation, domain=domain) for domain in wanted]
    EmailDomain.objects.bulk_create(rows, ignore_conflicts=True)


def tell(
    organisation: Organisation,
    action: str,
    by: Actor,
    now: datetime,
    facts: Mapping[str, object],
    acting_for: Person | None = None,
) -> None:
    """Write it into the organisation's own trail."""
    record(
        organisation_reference=organisation.reference,
        action=action,
        thing_type=organisation.thing_type,
        thing_reference=organisation.reference,
        by=by,
        now=now,
        acting_for=acting_for,
        facts=facts,
    )
