"""A school that is ready to go live, and a file of staff."""

from datetime import date, datetime, timedelta

import pytest

from governance.notices.models import Notice
from governance.organisations.models import Organisation
from governance.people.models import Deputy
from governance.people.roles import Role
from governance.set_up.models import MailTest
from tests.factories import LONG_AGO, PersonFactory, ProfileVersionFactory
from tests.fixtures import World, make_world


@pytest.fixture
def ready(db: None, now: datetime) -> World:
    """A single school whose every task is done, and which is not live."""
    world = make_world("ROS", Organisation.Kind.SCHOOL)
    Organisation.objects.filter(pk=world.top.pk).update(is_live=False)
    world.top.is_live = False
    ProfileVersionFactory(
        organisation=world.top, number=2, preset="ROS", created_by=world.head, approved_by=world.governor,
        effective_from=LONG_AGO + timedelta(days=1), approved_at=LONG_AGO,
    )  # fmt: skip
    Deputy.objects.create(
        organisation=world.top, principal=world.head, deputy=PersonFactory(working_at=world.top), role=Role.HD,
        starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 5), made_at=LONG_AGO, made_by=world.head,
    )  # fmt: skip
    notice = Notice.objects.create(
        person=world.com, organisation=world.top, kind="mail-test", key="a", subject="A", line="B", created_at=LONG_AGO
    )
    MailTest.objects.create(
        organisation=world.top, by=world.com, notice=notice, asked_at=LONG_AGO, arrived_at=LONG_AGO
    )
    return world
