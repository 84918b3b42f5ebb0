"""Changing when an organisation reminds and lets climb, and letting what is not yet reminded of follow it (D16)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from governance.audit.services import record
from governance.calendar.selectors import days_of_each
from governance.duties import registry
from governance.duties.models import Duty, Ladder
from governance.duties.rules.ladder import problems
from governance.duties.selectors.ladders import ladders_in_use, may_adjust, nearest, with_ladder
from governance.duties.services.opening import CHUNK, moments_of
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require


@transaction.atomic
def set_ladder(
    *, organisation: Organisation, kind: str, days: Sequence[int], by: Person, now: datetime
) -> Ladder | None:
    """Let a kind of duty be reminded of on these days here; the usual days take the organisation's own away."""
    require(by, "duties.change_ladder", organisation, now=now)
    declared = registry.get(kind)
    if not may_adjust(declared):
        raise Refused("These days are fixed.")
    if len(days) != len(declared.steps):
        raise Refused("Give a day for each step.")
    if wrong := problems(declared.steps, days):
        raise Refused(list(wrong.values()))
    Ladder.objects.filter(organisation=organisation, kind=kind, superseded_at__isnull=True).update(superseded_at=now)
    usual = list(days) == [step.days for step in declared.steps]
    made = None if usual else _made(organisation, kind, days, by, now)
    record(
        organisation_reference=organisation.reference,
        action="ladder.change",
        thing_type=made.thing_type if made else organisation.thing_type,
        thing_reference=made.reference if made else organisation.reference,
        by=by,
        now=now,
        facts={"kind": kind, "days": list(days)},
    )
    return made


def _made(organisation: Organisation, kind: str, days: Sequence[int], by: Person, now: datetime) -> Ladder:
    return Ladder.objects.create(organisation=organisation, kind=kind, days=list(days), created_at=now, created_by=by)


def adopt_ladders(now: datetime) -> int:
    """Let every open duty nobody was reminded of yet follow the ladder that holds where it is owed; answers how many.

    A few statements for each ladder and moment, not for each duty; two that run at once do the same (D16).
    """
    known = ladders_in_use()
    untouched = Duty.objects.filter(closed_at__isnull=True, step=0).select_related("organisation", "ladder")
    concerned = untouched.filter(Q(kind__in={kind for _, kind in known}) | Q(ladder__isnull=False))
    moving = [(duty, nearest(duty.organisation, duty.kind, known)) for duty in concerned]
    moving = [(duty, ladder) for duty, ladder in moving if duty.ladder_id != (ladder.pk if ladder else None)]
    days = days_of_each({duty.organisation_id: duty.organisation for duty, _ in moving}.values()) if moving else {}
    alike: dict[tuple[int | None, datetime | None, datetime | None], list[int]] = defaultdict(list)
    for duty, ladder in moving:
        kind = with_ladder(registry.get(duty.kind), ladder)
        first = moments_of(kind, duty, days)[0] if kind.steps else None
        alike[ladder.pk if ladder else None, duty.next_step_at, first].append(duty.pk)
    return sum(_follow(keys, *which) for which, keys in alike.items())


def _follow(keys: Sequence[int], ladder_id: int | None, stood_at: datetime | None, first: datetime | None) -> int:
    """Move these on, if nobody was reminded of them meanwhile."""
    moved = 0
    for start in range(0, len(keys), CHUNK):
        still = Duty.objects.filter(pk__in=keys[start : start + CHUNK], step=0, closed_at__isnull=True)
        moved += still.filter(next_step_at=stood_at).update(ladder=ladder_id, next_step_at=first)
    return moved
