"""The verbs of the calendar: load a year's terms and closures (D15, T58). Who may is asked by the page above this floor."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from django.db import transaction

from governance.audit.services import Actor, record
from governance.calendar.models import Closure, Term, WorkingCalendar
from governance.calendar.rules import Stretch
from governance.kernel.dates import long_date
from governance.kernel.errors import Refused

NAME_LENGTH = 60


def set_terms(
    *, calendar: WorkingCalendar, organisation_reference: str, terms: Sequence[Stretch], by: Actor, now: datetime
) -> None:
    """Replace the calendar's terms, so that "termly" and "in term" have a meaning; terms may not overlap."""
    _refuse([*_faults(terms), *_overlaps(terms)])
    rows = [Term(calendar=calendar, name=one.name, starts_on=one.starts_on, ends_on=one.ends_on) for one in terms]
    with transaction.atomic():
        before = list(calendar.terms.values_list("name", "starts_on", "ends_on"))
        calendar.terms.all().delete()
        Term.objects.bulk_create(rows)
        facts = {"before": before, "after": [(one.name, one.starts_on, one.ends_on) for one in terms]}
        _record("calendar.set_terms", calendar, organisation_reference, facts, by, now)


def set_closures(
    *, calendar: WorkingCalendar, organisation_reference: str, closures: Sequence[Stretch], by: Actor, now: datetime
) -> None:
    """Replace the calendar's holidays, INSET days and closures, which differ from the nation's dates (T58)."""
    _refuse([*_faults(closures), *_strange_kinds(closures)])
    rows = [
        Closure(calendar=calendar, kind=one.kind, name=one.name, starts_on=one.starts_on, ends_on=one.ends_on)
        for one in closures
    ]
    with transaction.atomic():
        before = list(calendar.closures.values_list("name", "kind", "starts_on", "ends_on"))
        calendar.closures.all().delete()
        Closure.objects.bulk_create(rows)
        facts = {"before": before, "after": [(one.name, one.kind, one.starts_on, one.ends_on) for one in closures]}
        _record("calendar.set_closures", calendar, organisation_reference, facts, by, now)


def _record(
    action: str,
    calendar: WorkingCalendar,
    organisation_reference: str,
    facts: Mapping[str, object],
    by: Actor,
    now: datetime,
) -> None:
    record(
        organisation_reference=organisation_reference,
        action=action,
        thing_type=calendar.thing_type,
        thing_reference=calendar.reference,
        by=by,
        now=now,
        facts=facts,
    )


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise Refused(reasons)


def _faults(stretches: Iterable[Stretch]) -> Iterable[str]:
    for one in stretches:
        if not one.name.strip() or len(one.name) > NAME_LENGTH:
            yield f"The dates from {long_date(one.starts_on)} need a name of at most {NAME_LENGTH} letters."
        if one.ends_on < one.starts_on:
            yield f"{one.name or 'The dates'} cannot end before {long_date(one.starts_on)}, when they begin."


def _overlaps(terms: Iterable[Stretch]) -> Iterable[str]:
    for first, second in pairwise(sorted(terms)):
        if second.starts_on <= first.ends_on:
            yield f"{second.name} begins on {long_date(second.starts_on)}, before {first.name} has ended."


def _strange_kinds(closures: Iterable[Stretch]) -> Iterable[str]:
    for one in closures:
        if one.kind not in Closure.Kind.values:
            yield f"Say whether {one.name or 'the closure'} is a school holiday, an INSET day or a closure."
