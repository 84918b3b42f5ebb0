"""The calendar an organisation keeps: its own, or that of the nearest organisation above it (D15)."""

from typing import Any, Protocol

from django.db.models import F, QuerySet, Value

from governance.calendar.bank_holidays import bank_holidays, known_to
from governance.calendar.models import Closure, Term, WorkingCalendar
from governance.calendar.rules import Days, Stretch

ENGLAND_AND_WALES = "england-and-wales"
TERM = "term"


class KeepsCalendar(Protocol):
    """An organisation as the calendar sees it: itself, the one above, and the top of its tree."""

    pk: Any
    parent_id: Any
    root_id: Any


def days_for(organisation: KeepsCalendar) -> Days:
    """The bank holidays, terms and closures the organisation works by: two statements, nothing remembered."""
    kept = _kept_by(organisation)
    if kept is None:
        return Days(bank_holidays(ENGLAND_AND_WALES), known_to=known_to(ENGLAND_AND_WALES))
    calendar_id, division = kept
    stretches = [Stretch(starts, ends, name, kind) for starts, ends, name, kind in _stretches(calendar_id)]
    return Days(
        bank_holidays=bank_holidays(division),
        closures=tuple(sorted(one for one in stretches if one.kind != TERM)),
        terms=tuple(sorted(one for one in stretches if one.kind == TERM)),
        known_to=known_to(division),
    )


def calendar_of(organisation: KeepsCalendar) -> WorkingCalendar | None:
    """The calendar of the organisation or of the nearest one above that has one."""
    kept = _kept_by(organisation)
    return WorkingCalendar.objects.get(pk=kept[0]) if kept else None


def _kept_by(organisation: KeepsCalendar) -> tuple[int, str] | None:
    line = [pk for pk in (organisation.pk, organisation.parent_id, organisation.root_id) if pk]
    rows = WorkingCalendar.objects.filter(organisation__in=line).values_list("organisation__pk", "pk", "division")
    found = {organisation_id: (pk, division) for organisation_id, pk, division in rows}
    return next((found[pk] for pk in line if pk in found), None)


def _stretches(calendar_id: int) -> QuerySet[Any, tuple[Any, ...]]:
    """Terms and closures in one statement; a term's kind is "term"."""
    terms = Term.objects.filter(calendar_id=calendar_id).annotate(of_kind=Value(TERM))
    closures = Closure.objects.filter(calendar_id=calendar_id).annotate(of_kind=F("kind"))
    fields = ("starts_on", "ends_on", "name", "of_kind")
    return terms.order_by().values_list(*fields).union(closures.order_by().values_list(*fields), all=True)
