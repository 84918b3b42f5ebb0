"""The ladder of each kind of duty: when people are reminded, and to whom what is late climbs, at one organisation."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from governance.duties import registry
from governance.duties.models import Duty, Ladder
from governance.duties.registry import DutyKind
from governance.duties.rules.ladder import is_adjustable, moved
from governance.organisations.models import Organisation


@dataclass(frozen=True)
class Rungs:
    """One kind with the steps that hold at an organisation, and whether they are changed or may be."""

    kind: DutyKind
    declared: DutyKind
    changed_by: Ladder | None
    adjustable: bool


def kind_of(duty: Duty) -> DutyKind:
    """The kind of the duty with the steps it follows: its organisation's, or the usual ones."""
    return with_ladder(registry.get(duty.kind), duty.ladder)


def with_ladder(kind: DutyKind, ladder: Ladder | None) -> DutyKind:
    """The kind at the ladder's days; a ladder that no longer fits the kind's steps is left aside."""
    if ladder is None or len(ladder.days) != len(kind.steps):
        return kind
    return replace(kind, steps=moved(kind.steps, ladder.days))


def ladders_in_use() -> dict[tuple[int, str], Ladder]:
    """Every ladder that differs from the usual one, by organisation and kind: one statement."""
    rows = Ladder.objects.filter(superseded_at__isnull=True).select_related("organisation")
    return {(row.organisation_id, row.kind): row for row in rows}


def nearest(organisation: Organisation, kind: str, known: dict[tuple[int, str], Ladder]) -> Ladder | None:
    """The organisation's own ladder or, where it has none, that of the nearest one above."""
    line = (organisation.pk, organisation.parent_id, organisation.root_id)
    return next((known[pk, kind] for pk in line if pk and (pk, kind) in known), None)


def ladder_of(organisation: Organisation) -> list[Rungs]:
    """Each kind that may be shown to everybody, by name, as it holds at the organisation."""
    known = ladders_in_use()
    kinds: Iterable[DutyKind] = sorted((one for one in registry.every() if not one.sealed), key=lambda one: one.name)
    return [_rungs(kind, nearest(organisation, kind.key, known)) for kind in kinds if kind.steps]


def _rungs(kind: DutyKind, ladder: Ladder | None) -> Rungs:
    return Rungs(with_ladder(kind, ladder), kind, ladder, adjustable=may_adjust(kind))


def may_adjust(kind: DutyKind) -> bool:
    """Whether an organisation may change its days: what is urgent, restricted or never pauses is fixed."""
    return is_adjustable(kind.steps, fixed=kind.urgent or kind.sealed or kind.never_pause)
