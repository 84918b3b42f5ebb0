"""The ladder: what it says of each kind, who may change its days, and what follows the change (D16)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from governance.duties import registry
from governance.duties.models import Duty, Ladder
from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.duties.rules.ladder import FIRST_CLIMB_BY, MOST_AFTER, MOST_BEFORE, moved, problems
from governance.duties.selectors import ladder_of
from governance.duties.services import adopt_ladders, open_duty, set_ladder, sweep
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.notices.models import Notice
from governance.people.roles import Role
from tests.factories import PersonFactory

DAY = timedelta(days=1)
STEPS = (Step.before(days=30), Step.before(days=7), Step.after_due(to=Role.HD), Step.after_due(days=7, to=Role.CHR))
KIND = DutyKind(key="T11", name="Book to return", asks="Bring it back.", steps=STEPS)
USUAL = [-30, -7, 0, 7]


@pytest.fixture(autouse=True)
def kind():
    """A kind whose days may be changed."""
    registry.declare([KIND])
    yield
    registry._kinds.pop(KIND.key, None)


def owe(place, now, days=100):
    return open_duty(
        "T11", place, organisation=place, due_at=now + days * DAY, now=now, asked_role=Role.COM, label="Book", url="/"
    )


def change(spx, now, days, by=None, place=None):
    place = place or spx.school
    return set_ladder(organisation=place, kind="T11", days=days, by=by or spx.head, now=now)


@pytest.mark.clause("D16")
@given(st.lists(st.integers(-150, 90), min_size=4, max_size=4))
def test_days_that_pass_stay_on_their_side_in_order_and_reach_somebody(days):
    passed = not problems(STEPS, days)
    ok = (
        all(-MOST_BEFORE <= day < 0 for day in days[:2])
        and all(0 <= day <= MOST_AFTER for day in days[2:])
        and days == sorted(days)
        and days[2] <= FIRST_CLIMB_BY
    )

    assert passed == ok
    if passed:
        assert [step.days for step in moved(STEPS, days)] == days
        assert [(step.do, step.to) for step in moved(STEPS, days)] == [(step.do, step.to) for step in STEPS]


def test_every_declared_step_says_when_it_comes():
    assert [kind.key for kind in registry.every() for step in kind.steps if not step.says] == []


@pytest.mark.django_db
@pytest.mark.clause("D16")
def test_what_nobody_was_reminded_of_follows_the_new_days(spx, now):
    duty = owe(spx.school, now)
    change(spx, now, [-60, -14, 2, 9])

    assert adopt_ladders(now) == 1
    assert adopt_ladders(now) == 0

    duty.refresh_from_db()
    assert duty.next_step_at == now + 39 * DAY, "the fortieth is a Saturday"
    sweep(now + 41 * DAY)
    assert Notice.objects.filter(subject__startswith="Reminder").count() == 1
    sweep(now + 101 * DAY)
    duty.refresh_from_db()
    assert duty.climbed_to == "", "two days later than usual"
    sweep(now + 103 * DAY)
    duty.refresh_from_db()
    assert duty.climbed_to == Role.HD


@pytest.mark.django_db
def test_many_duties_follow_in_as_few_statements_as_a_few(spx, now):
    def taken(number, days):
        for _ in range(number):
            person = PersonFactory(working_at=spx.school)
            open_duty(
                "T11", spx.school, organisation=spx.school, due_at=now + 100 * DAY, now=now, asked_person=person,
                label="Book", url="/",
            )  # fmt: skip
        change(spx, now, days)
        with CaptureQueriesContext(connection) as statements:
            assert adopt_ladders(now) >= number
        return len(statements)

    taken(1, [-40, -14, 2, 9])
    few = taken(2, [-60, -14, 2, 9])
    assert taken(20, [-50, -14, 2, 9]) == few


@pytest.mark.django_db
def test_what_was_reminded_of_keeps_its_days(spx, now):
    duty = owe(spx.school, now)
    sweep(now + 71 * DAY)

    change(spx, now, [-60, -14, 2, 9])

    assert adopt_ladders(now) == 0
    duty.refresh_from_db()
    assert duty.ladder is None


@pytest.mark.django_db
def test_a_school_follows_its_federation_until_it_has_days_of_its_own_and_back(spx, now):
    owe(spx.school, now)
    change(spx, now, [-60, -14, 2, 9], place=spx.top)
    adopt_ladders(now)
    assert Duty.objects.get().ladder.organisation == spx.top

    change(spx, now, [-50, -14, 2, 9])
    adopt_ladders(now)
    assert Duty.objects.get().ladder.organisation == spx.school

    change(spx, now, USUAL)
    change(spx, now, USUAL, place=spx.top)
    adopt_ladders(now)
    assert Duty.objects.get().ladder is None
    assert not Ladder.objects.filter(superseded_at__isnull=True).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["com", "hos", "chair", "dpo", "teacher", "stranger"])
def test_nobody_but_the_head_changes_the_days(spx, now, who):
    with pytest.raises((NotAllowed, NotFoundHere)):
        change(spx, now, [-60, -14, 2, 9], by=getattr(spx, who))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["J59", "J60", "J07"])
def test_what_is_urgent_or_not_counted_in_days_is_fixed(spx, now, kind):
    steps = registry.get(kind).steps

    with pytest.raises(Refused, match="fixed"):
        set_ladder(organisation=spx.school, kind=kind, days=[0] * len(steps), by=spx.head, now=now)


@pytest.mark.django_db
def test_the_page_shows_every_kind_and_takes_new_days(spx, client_for):
    client = client_for(spx.head)
    address = f"/duties/ladder/{spx.school.reference}/"

    with CaptureQueriesContext(connection) as taken:
        page = client.get(address).content.decode()
    assert "Book to return" in page
    assert "30 days before it is due" in page
    assert len(taken) <= 8
    given = {"step_0": "60", "step_1": "70", "step_2": "0", "step_3": "7"}
    wrong = client.post(f"{address}T11/", given).content.decode()
    assert "Step 2 would come before the one above it" in wrong
    client.post(f"{address}T11/", {**given, "step_1": "14"})
    assert "60 days before it is due" in client.get(address).content.decode()
    assert "Change the days" not in client_for(spx.teacher).get(address).content.decode()


@pytest.mark.django_db
def test_a_restricted_kind_is_not_on_the_page(spx):
    registry.declare([DutyKind(key="T12", name="Secret", asks="Open it.", steps=STEPS, sealed=True)])
    try:
        assert "T12" not in {one.kind.key for one in ladder_of(spx.school)}
    finally:
        registry._kinds.pop("T12")
