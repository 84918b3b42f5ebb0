"""The calendar an organisation keeps: its own, or that of the nearest organisation above it (D15)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Protocol

from django.db.models import DateField, F, QuerySet, Value

from governance.calendar.bank_holidays import bank_holidays, known_to
from governance.calendar.models import Closure, Term, WorkingCalendar
from governance.calendar.rules import Days, Stretch
from governance.kernel.verbs import read_once

ENGLAND_AND_WALES = "england-and-wales"
TERM = "term"
CALENDAR = "calendar"
KEEPER = F("organisation")


class KeepsCalendar(Protocol):
    """An organisation as the calendar sees it: itself, the one above, and the top of its tree."""

    pk: Any
    parent_id: Any
    root_id: Any


def days_for(organisation: KeepsCalendar) -> Days:
    """The bank holidays, terms and closures the organisation works by: one statement, once in a verb."""
    return read_once(("days", organisation.pk), lambda: days_of_each([organisation])[organisation.pk])


def days_of_each(organisations: Collection[KeepsCalendar]) -> dict[Any, Days]:
    """The same for many organisations, in one statement for all of them."""
    lines = {one.pk: _line(one) for one in organisations}
    divisions: dict[int, str] = {}
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    for keeper_id, starts_on, ends_on, name, kind in _rows({pk for line in lines.values() for pk in line}):
        if kind == CALENDAR:
            divisions[keeper_id] = name
        else:
            stretches[keeper_id].append(Stretch(starts_on, ends_on, name, kind))
    keepers = {pk: next((one for one in line if one in divisions), 0) for pk, line in lines.items()}
    return {pk: _days(divisions.get(keeper, ENGLAND_AND_WALES), stretches[keeper]) for pk, keeper in keepers.items()}


def _days(division: str, own: Sequence[Stretch]) -> Days:
    """Where no calendar is kept, the bank holidays of England and Wales alone."""
    return Days(
        bank_holidays=bank_holidays(division),
        closures=tuple(sorted(one for one in own if one.kind != TERM)),
        terms=tuple(sorted(one for one in own if one.kind == TERM)),
        known_to=known_to(division),
    )


def calendar_of(organisation: KeepsCalendar) -> WorkingCalendar | None:
    """The calendar of the organisation or of the nearest one above that has one."""
    line = _line(organisation)
    kept = {one.keeper: one for one in WorkingCalendar.objects.filter(organisation__in=line).annotate(keeper=KEEPER)}
    return next((kept[pk] for pk in line if pk in kept), None)


def _line(organisation: KeepsCalendar) -> list[Any]:
    """The organisation and what stands above it, nearest first."""
    return [pk for pk in (organisation.pk, organisation.parent_id, organisation.root_id) if pk]


def _rows(keepers: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """Calendars, terms and closures in one statement, each with the organisation that keeps them.

    A calendar's row has its division for a name; a term's kind is "term".
    """
    nothing = Value(None, output_field=DateField())
    kept = WorkingCalendar.objects.filter(organisation__in=keepers).annotate(
        keeper=KEEPER, first=nothing, last=nothing, what=F("division"), of_kind=Value(CALENDAR)
    )
    inside = {"keeper": F("calendar__organisation"), "first": F("starts_on"), "last": F("ends_on"), "what": F("name")}
    terms = Term.objects.filter(calendar__organisation__in=keepers).annotate(**inside, of_kind=Value(TERM))
    closures = Closure.objects.filter(calendar__organisation__in=keepers).annotate(**inside, of_kind=F("kind"))
    fields = ("keeper", "first", "last", "what", "of_kind")
    parts = [rows.order_by().values_list(*fields) for rows in (kept, terms, closures)]
    return parts[0].union(*parts[1:], all=True)
