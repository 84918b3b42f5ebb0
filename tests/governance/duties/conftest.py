"""Kinds of duty that only these tests know, and a duty about an organisation."""

from datetime import timedelta

import pytest

from governance.duties import registry
from governance.duties.models import Duty
from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.duties.services import open_duty
from governance.people.roles import Role

KINDS = [
    DutyKind(
        key="T07",
        name="Parcel waiting",
        asks="A parcel waits for you.",
        steps=(
            Step.after_open(hours=4),
            Step.after_open(hours=8),
            Step.after_due(do="climb", to=Role.HD),
            Step.after_due(days=1, do="climb", to=Role.CHR),
        ),
    ),
    DutyKind(
        key="T08", name="Daily look", asks="Look.", steps=(Step.after_due(do="remind", every=timedelta(days=1)),)
    ),
    DutyKind(key="T09", name="No steps", asks="Do it."),
    DutyKind(key="T10", name="Restricted", asks="Open it.", steps=(Step.after_open(hours=1),), sealed=True),
]


@pytest.fixture(autouse=True)
def kinds():
    """The tests' own kinds, for as long as a test lasts."""
    registry.declare(KINDS)
    yield
    for kind in KINDS:
        registry._kinds.pop(kind.key, None)


@pytest.fixture
def owe(spx, now):
    """Opens a duty at the school, due in a day unless told otherwise."""

    def open_(kind="T07", thing=None, **asked):
        asked.setdefault("organisation", spx.school)
        asked.setdefault("due_at", now + timedelta(days=1))
        asked.setdefault("now", now)
        if "asked_person" not in asked:
            asked.setdefault("asked_role", Role.COM)
        return open_duty(kind, thing or spx.school, label="Parcel for Talia", url="/parcels/", **asked)

    return open_


@pytest.fixture
def crowd(spx, now):
    """Many duties at the school, all due their first step."""

    def make(count, kind="T07"):
        Duty.objects.bulk_create(
            Duty(
                kind=kind,
                organisation=spx.school,
                thing_type="governance.Organisation",
                thing_reference=f"OR-{number}",
                label="x",
                asked_role=Role.COM,
                key=f"{kind}:{number}",
                opened_at=now,
                due_at=now + timedelta(days=1),
                next_step_at=now + timedelta(hours=4),
            )
            for number in range(count)
        )

    return make
