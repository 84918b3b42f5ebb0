"""The timetable names tasks that exist, and every one of them may be delivered twice or out of order (Fault5, D16)."""

import random
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import models

from accounts.services import withdraw_device
from config.celery import TIMETABLE
from governance.audit.services import verify
from governance.duties.kinds import MISSING_DEPUTY
from governance.duties.services import open_duty
from governance.kernel.dates import local_date
from governance.notices.models import Notice
from governance.notices.services import queue
from governance.people.models import Deputy
from governance.people.roles import Role
from governance.permissions import objects
from pupils.models import RegisterUpload
from tests.accounts.factories import AccountFactory, AuthorisationFactory
from tests.crowd import plain, taken_back
from tests.factories import LONG_AGO, PersonFactory
from tests.fixtures import World
from tests.policies.factories import make_ready
from tests.posts.desk import Desk, make_desk

pytestmark = [pytest.mark.django_db, pytest.mark.clause("Fault5", "D16")]
TIMED = sorted(entry["task"] for entry in TIMETABLE.values())
# Not in the timetable: queued after a change, with what it is about.
QUEUED_AFTER_A_CHANGE = {"governance.pages.tasks.deliver_notices"}
# Of a thing that a task has made, which is called otherwise every time.
REFERENCE = re.compile(r"[A-Z]{2}-[2-9B-Z]{10}")
ROUNDS = 40 if settings.FULL else 4
OURS = {"governance", "pupils", "policies", "accounts", "consent", "posts"}


@pytest.fixture(autouse=True, scope="module")
def _tasks_known() -> None:
    """As a worker does when it starts."""
    current_app.loader.import_default_modules()


def ours() -> set[str]:
    """Every task of our own."""
    return {name for name in current_app.tasks if not name.startswith("celery.")}


def test_every_name_in_the_timetable_is_a_task() -> None:
    assert set(TIMED) <= ours()


def test_every_task_is_in_the_timetable_or_queued_after_a_change() -> None:
    assert ours() == set(TIMED) | QUEUED_AFTER_A_CHANGE


@pytest.fixture
def later(now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A week after the world was made; every task reads this clock."""
    moment = now + timedelta(days=7)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
    return moment


@pytest.fixture
def busy(spx: World, now: datetime) -> Desk:
    """A school with something for every task to do."""
    desk = make_desk(spx, now)
    _posts(desk)
    _duties_and_notices(desk)
    _deputies(desk)
    _lapsed(desk)
    return desk


def _posts(desk: Desk) -> None:
    """One post that could still go out and one that could not."""
    desk.approved()
    desk.approved(picture=True)
    withdraw_device(desk.device, reason="Lost", lost_on=local_date(desk.now), by=desk.world.oso, now=desk.now)


def _duties_and_notices(desk: Desk) -> None:
    for number in range(5):
        about = PersonFactory()
        open_duty(
            MISSING_DEPUTY,
            about,
            organisation=desk.world.top,
            due_at=desk.now + timedelta(days=4 + number),
            now=desk.now,
            asked_role=Role.HD,
            label="Name a deputy",
            url="/",
        )
    queue(
        people=[desk.world.head, desk.world.com],
        kind=MISSING_DEPUTY,
        organisation=desk.world.top,
        subject="A word",
        line="A line",
        url="/",
        now=desk.now,
        key="a-word",
    )


def _deputies(desk: Desk) -> None:
    """One who begins, one who is done."""
    for starts, ends, status in (
        (date(2026, 10, 8), date(2026, 10, 30), "planned"),
        (date(2026, 9, 1), date(2026, 10, 7), "active"),
    ):
        Deputy.objects.create(
            organisation=desk.world.school,
            principal=desk.world.slt,
            deputy=PersonFactory(working_at=desk.world.school),
            role=Role.SLT,
            starts_on=starts,
            ends_on=ends,
            status=status,
            made_at=LONG_AGO,
            made_by=desk.world.head,
        )


def _lapsed(desk: Desk) -> None:
    """An authorisation and a register file whose time is over, and a right that nobody gave."""
    person, account = PersonFactory(working_at=desk.world.school), AccountFactory(organisation=desk.world.school)
    make_ready(person, desk.world.top)
    AuthorisationFactory(account=account, person=person, ends_on=date(2026, 10, 6))
    objects.grant(desk.world.ict, "admin_socialaccount", account)
    RegisterUpload.objects.create(
        organisation=desk.world.school,
        by=desk.world.office,
        file_name="a.csv",
        content=b"a",
        uploaded_at=desk.now,
        expires_at=desk.now + timedelta(hours=1),
    )


def run(names: Sequence[str]) -> None:
    """Deliver the tasks in that order, each at once."""
    for name in names:
        task: Callable[..., Any] = current_app.tasks[name]
        task(list(Notice.objects.values_list("reference", flat=True))) if name in QUEUED_AFTER_A_CHANGE else task()


def settled() -> dict[str, list[str]]:
    """Every row of ours without what is drawn by lot, and every mail: what one ordered run must leave, whatever came before."""
    found = {"mail": sorted(f"{message.to} {REFERENCE.sub('', message.subject)}" for message in mail.outbox)}
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            kept = [field.attname for field in model._meta.concrete_fields if not _by_lot(field)]
            rows = model._base_manager.values_list(*kept)
            found[model._meta.label] = sorted(repr([plain(value) for value in row]) for row in rows)
    return found


def _by_lot(field: models.Field) -> bool:
    """Numbers, references of new rows and the links of the chain."""
    words = ("reference", "hash", "digest", "claim", "previous", "key", "facts", "url", "subject", "number")
    return field.primary_key or any(word in field.name for word in words)


def outcome(order: Sequence[str]) -> dict[str, list[str]]:
    """What the order leaves, after the next ordered round has found what was left over; then all is taken back."""
    mail.outbox.clear()
    with taken_back():
        run(order)
        run([*TIMED, *TIMED])
        assert verify() == []
        return settled()


def test_doubled_and_shuffled_deliveries_leave_what_one_ordered_run_leaves(busy: Desk, later: datetime) -> None:
    names = [*TIMED, *sorted(QUEUED_AFTER_A_CHANGE)]
    ordered = outcome(names)

    for seed in range(ROUNDS):
        order = [*names, *names]
        random.Random(seed).shuffle(order)
        assert outcome(order) == ordered


@pytest.mark.parametrize("name", [*TIMED, *sorted(QUEUED_AFTER_A_CHANGE)])
def test_a_task_delivered_twice_does_what_it_does_once(name: str, busy: Desk, later: datetime) -> None:
    mail.outbox.clear()
    run([name])
    once = settled()

    run([name])

    assert settled() == once


def test_the_tasks_had_something_to_do(busy: Desk, later: datetime) -> None:
    before = settled()

    idle = [name for name in TIMED if _leaves(name, before)]

    assert set(idle) <= {"consent.tasks.heal_missed_withdrawals"} | {name for name in TIMED if "policies" in name}


def _leaves(name: str, before: dict[str, list[str]]) -> bool:
    """Whether the task, run alone, changes nothing but the note that it ran."""
    with taken_back():
        run([name])
        after = settled()
    return {key: rows for key, rows in after.items() if "JobRun" not in key} == {
        key: rows for key, rows in before.items() if "JobRun" not in key
    }
