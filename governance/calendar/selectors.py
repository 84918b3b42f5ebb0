"""The calendar an organisation keeps: its own, or that of the nearest organisation above it (D15)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol

from django.db.models import F, QuerySet, Value

from governance.calendar.bank_holidays import bank_holidays, known_to
from governance.calendar.models import Closure, Term, WorkingCalendar
from governance.calendar.rules import Days, Stretch
from governance.kernel.verbs import read_once

ENGLAND_AND_WALES = "england-and-wales"
TERM = "term"


class KeepsCalendar(Protocol):
    """An organisation as the calendar sees it: itself, the one above, and the top of its tree."""

    pk: Any
    parent_id: Any
    root_id: Any


def days_for(organisation: KeepsCalendar) -> Days:
    """The bank holidays, terms and closures the organisation works by: two statements, once in a verb."""
    return read_once(("days", organisation.pk), lambda: days_of_each([organisation])[organisation.pk])


def days_of_each(organisations: Collection[KeepsCalendar]) -> dict[Any, Days]:
    """The same for many organisations, in two statements for all of them."""
    kept = _kept_by(organisations)
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    for calendar_id, *stretch in _stretches({calendar_id for calendar_id, _ in kept.values()}) if kept else ():
        stretches[calendar_id].append(Stretch(*stretch))
    return {one.pk: _days(*kept.get(one.pk, (0, ENGLAND_AND_WALES)), stretches) for one in organisations}


def _days(calendar_id: int, division: str, stretches: Mapping[int, Sequence[Stretch]]) -> Days:
    """Where no calendar is kept, the bank holidays of England and Wales alone."""
    own = stretches.get(calendar_id, ())
    return Days(
        bank_holidays=bank_holidays(division),
        closures=tuple(sorted(one for one in own if one.kind != TERM)),
        terms=tuple(sorted(one for one in own if one.kind == TERM)),
        known_to=known_to(division),
    )


def calendar_of(organisation: KeepsCalendar) -> WorkingCalendar | None:
    """The calendar of the organisation or of the nearest one above that has one."""
    kept = _kept_by([organisation]).get(organisation.pk)
    return WorkingCalendar.objects.get(pk=kept[0]) if kept else None


def _kept_by(organisations: Collection[KeepsCalendar]) -> dict[Any, tuple[int, str]]:
    """For each organisation its own calendar or the nearest above it, with the division whose bank holidays it keeps."""
    lines = {one.pk: [pk for pk in (one.pk, one.parent_id, one.root_id) if pk] for one in organisations}
    wanted = {pk for line in lines.values() for pk in line}
    rows = WorkingCalendar.objects.filter(organisation__in=wanted).values_list("organisation__pk", "pk", "division")
    found = {organisation_id: (pk, division) for organisation_id, pk, division in rows}
    nearest = {pk: next((found[one] for one in line if one in found), None) for pk, line in lines.items()}
    return {pk: kept for pk, kept in nearest.items() if kept}


def _stretches(calendar_ids: Collection[int]) -> QuerySet[Any, tuple[Any, ...]]:
    """Terms and closures in one statement; a term's kind is "term"."""
    terms = Term.objects.filter(calendar_id__in=calendar_ids).annotate(of_kind=Value(TERM))
    closures = Closure.objects.filter(calendar_id__in=calendar_ids).annotate(of_kind=F("kind"))
    fields = ("calendar_id", "starts_on", "ends_on", "name", "of_kind")
    return terms.order_by().values_list(*fields).union(closures.order_by().values_list(*fields), all=True)
