"""A class at a glance, and the do-not-show list: who may be shown and who may not (M10, M11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.rules.ruling import Ruling
from consent.rules.states import Kind
from consent.selectors.places import places_of, uses_of
from consent.selectors.rulings import rulings
from governance.organisations.models import Organisation
from pupils.models import Pupil, SchoolClass


@dataclass(frozen=True)
class Line:
    """One pupil of the list; `reasons` is empty for readers who are told only yes or no."""

    pupil: Pupil
    ruling: Ruling
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class ClassView:
    """Who may be shown, and who may not."""

    may: list[Line]
    may_not: list[Line]

    @property
    def chased(self) -> list[Line]:
        """Those whose family may simply not have answered yet."""
        return [line for line in self.may_not if any(reason.is_chased for reason in line.reasons)]


def on_roll(pupils: QuerySet[Pupil], on: date) -> QuerySet[Pupil]:
    """Those at the school that day, by name."""
    there = (Q(left_on__isnull=True) | Q(left_on__gte=on)) & (Q(joined_on__isnull=True) | Q(joined_on__lte=on))
    return pupils.filter(there).order_by("family_name", "given_name", "id")


def class_view(
    school_class: SchoolClass, use: Use, *, on: date, now: datetime, sees_reasons: bool, sees_bars: bool
) -> ClassView:
    """A class for one use: four statements, whatever its size."""
    pupils = list(on_roll(Pupil.objects.filter(school_class=school_class), on))
    found = rulings([pupil.pk for pupil in pupils], [use], on=on, now=now)
    lines = [_line(pupil, found[pupil.pk, use], sees_reasons, sees_bars) for pupil in pupils]
    return ClassView(
        [line for line in lines if line.ruling.may_use], [line for line in lines if not line.ruling.may_use]
    )


def _line(pupil: Pupil, ruling: Ruling, sees_reasons: bool, sees_bars: bool) -> Line:
    return Line(pupil, ruling, ruling.for_record(sees_bars=sees_bars) if sees_reasons else ())


@dataclass(frozen=True)
class NotShown:
    """A pupil on the do-not-show list, and where: names and places, never why (M11)."""

    pupil: Pupil
    nowhere: bool
    images: tuple[str, ...]
    videos: tuple[str, ...]


def do_not_show(
    organisation: Organisation, *, on: date, now: datetime, school_class: SchoolClass | None = None
) -> list[NotShown]:
    """Everybody of the school, or of one class, who may not be shown somewhere, by name."""
    pupils = on_roll(Pupil.objects.filter(organisation=organisation).select_related("school_class"), on)
    if school_class is not None:
        pupils = pupils.filter(school_class=school_class)
    everybody = list(pupils)
    places = places_of(organisation)
    uses = uses_of(places)
    found = rulings([pupil.pk for pupil in everybody], uses, on=on, now=now)
    names = {(place.channel, place.account_id): place.name for place in places}
    lines = (_not_shown(pupil, uses, {use: found[pupil.pk, use] for use in uses}, names) for pupil in everybody)
    return [line for line in lines if line.nowhere or line.images or line.videos]


def _not_shown(
    pupil: Pupil, uses: list[Use], found: dict[Use, Ruling], names: dict[tuple[str, int | None], str]
) -> NotShown:
    refused = [use for use in uses if not found[use].may_use]
    nowhere = len(refused) == len(uses)
    return NotShown(pupil, nowhere, _places(refused, Kind.IMAGE, names), _places(refused, Kind.VIDEO, names))


def _places(refused: Iterable[Use], kind: str, names: dict[tuple[str, int | None], str]) -> tuple[str, ...]:
    return tuple(names[use.channel, use.account_id] for use in refused if use.kind == kind)
