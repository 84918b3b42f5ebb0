"""Notices, people, roles and deputies."""

from datetime import date, timedelta

from django.utils import timezone

from governance.kernel.models import Installation
from governance.notices.models import Notice
from governance.people.models import Deputy, Person
from governance.people.roles import Role
from tests.crowd import Crowd
from tests.factories import LONG_AGO, EngagementFactory, PersonFactory


def notice(crowd: Crowd) -> dict[str, str]:
    """A notice to the teacher."""
    made = Notice.objects.create(
        person=crowd.person("teacher"),
        organisation=crowd.world.school,
        kind="J59",
        key="a",
        subject="A word",
        line="A line",
        created_at=LONG_AGO,
    )
    return {"reference": made.reference}


def a_leader(crowd: Crowd) -> Person:
    """Somebody new at the school, a senior leader."""
    return PersonFactory(working_at=crowd.world.school, roles=[Role.SLT])


def person(crowd: Crowd) -> dict[str, str]:
    """Somebody new at the school."""
    return {"reference": a_leader(crowd).reference}


def person_without_sign_in(crowd: Crowd) -> dict[str, str]:
    """Somebody at the school who cannot sign in yet."""
    newcomer = PersonFactory(email="newcomer@harbour.example")
    EngagementFactory(person=newcomer, organisation=crowd.world.school, starts_on=date(2025, 9, 1))
    return {"reference": newcomer.reference}


def role_held(crowd: Crowd) -> dict[str, str]:
    """The role of a senior leader."""
    leader = a_leader(crowd)
    return {"reference": leader.reference, "role_reference": leader.roles.get().reference}


def deputy_period(crowd: Crowd) -> dict[str, str]:
    """A senior leader away for a fortnight, with a colleague standing in."""
    leader, stand_in, today = a_leader(crowd), PersonFactory(working_at=crowd.world.school), timezone.localdate()
    period = Deputy.objects.create(
        organisation=crowd.world.school,
        principal=leader,
        deputy=stand_in,
        role=Role.SLT,
        starts_on=today,
        ends_on=today + timedelta(days=14),
        status=Deputy.Status.ACTIVE,
        made_at=LONG_AGO,
        made_by=crowd.person("head"),
    )
    return {"reference": leader.reference, "period_reference": period.reference}


def demonstration(crowd: Crowd) -> dict[str, str]:
    """A database that the demo command made."""
    Installation.objects.update_or_create(pk=1, defaults={"is_demo": True, "made_at": LONG_AGO})
    return {}


def ladder(crowd: Crowd) -> dict[str, str]:
    """The school's reminders about training."""
    return {"reference": crowd.world.school.reference, "kind": "J24"}
