"""The demonstration can be made on any day of any year, and is whole on each of them (section 5b)."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.apps import apps
from django.db.models import DateTimeField

from demo import selectors
from demo.data import accounts, asked, declared, pending, people, posts, watched, when, world
from demo.data.world import FEDERATION, Place, Tree
from demo.management.commands.make_demo import make
from governance.calendar.models import WorkingCalendar
from governance.calendar.rules import Days, Stretch, is_weekend
from governance.kernel.dates import LONDON, academic_year_of, local_date
from posts.models import Post, Shown, Takedown
from posts.selectors.content import content_of
from posts.selectors.gate import gather
from pupils.models import Pupil
from tests.demo.work import without_work

SMALL = (
    Tree(
        "SPX",
        FEDERATION,
        "merrowdale-federation",
        "Merrowdale Federation",
        (Place("merrowdale", "Merrowdale Primary School", 30), Place("little-tarn", "Little Tarn Primary School", 30)),
    ),
)
OURS = {"governance", "pupils", "policies", "accounts", "consent", "posts"}
# What may lie ahead: when something is due, is looked at again, or runs out.
AHEAD = {"due_at", "next_step_at", "next_try_at", "expires_at", "send_at", "planned_for"}


def at(*moment: int, fold: int = 0) -> datetime:
    """That moment by the school's own clock."""
    return datetime(*moment, tzinfo=LONDON, fold=fold)  # type: ignore[misc, arg-type]


MOMENTS = [
    at(2026, 9, 1, 0, 0),
    at(2026, 9, 2, 7, 0),
    at(2026, 9, 3, 8, 0),
    at(2026, 10, 26, 0, 30),
    at(2026, 12, 23, 15, 0),
    at(2027, 1, 1, 9, 0),
    at(2027, 3, 29, 0, 30),
    at(2027, 8, 31, 23, 59),
    at(2028, 2, 29, 9, 0),
]
MORE_MOMENTS = [at(2026, 9, 1, 12, 0), at(2026, 10, 25, 1, 30, fold=1), at(2027, 3, 25, 16, 0)]
YEARS = [date(2024, 1, 1) + timedelta(days=number) for number in range(6 * 366)]


@pytest.fixture
def small(monkeypatch):
    """One federation of two classes without a history: all that hangs on the day is in today's work."""
    for module in (accounts, asked, declared, pending, people, selectors, watched, world):
        monkeypatch.setattr(module, "TREES", SMALL)
    monkeypatch.setattr(posts, "_history", lambda desk, weeks: None)


def assert_whole(now: datetime) -> None:
    """What everybody who walks round relies on, by that moment's clock."""
    joint = Shown.objects.filter(post__organisation__short_name="merrowdale-federation")
    waiting = Post.objects.filter(status="submitted")
    refused = [post for post in waiting if gather(content_of(post), people=[post.author], now=now).findings]

    assert set(joint.values_list("pupil__organisation__short_name", flat=True)) == {"merrowdale", "little-tarn"}
    assert Takedown.objects.filter(status="opened").exists()
    assert waiting.exists()
    assert refused == []
    assert not Pupil.objects.filter(joined_on__gt=local_date(now)).exists()
    assert without_work(now) == []
    assert not_yet(now) == []


def not_yet(now: datetime) -> list[str]:
    """What is said to have happened, and has not: every moment that lies ahead though it tells of the past."""
    return [
        str(field)
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.get_fields()
        if isinstance(field, DateTimeField) and field.name not in AHEAD and not field.auto_now_add
        if model._default_manager.filter(**{f"{field.name}__gt": now}).exists()
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_today_s_work_is_whole_whatever_the_day(small, moment):
    make(Random(7), moment)

    assert_whole(moment)


@pytest.mark.full
@pytest.mark.django_db
@pytest.mark.parametrize("moment", [*MOMENTS, *MORE_MOMENTS], ids=str)
def test_all_of_it_is_whole_whatever_the_day(moment):
    make(Random(7), moment)

    assert_whole(moment)


@pytest.mark.parametrize("ago", [{"minutes": 5}, {"hours": 24}, {"days": 2}])
def test_what_happened_lately_happened_in_the_same_academic_year(ago):
    for day in YEARS:
        now = datetime(day.year, day.month, day.day, 0, 3, tzinfo=LONDON)
        then = when.lately(now, **ago)
        assert then <= now
        assert academic_year_of(local_date(then)) == academic_year_of(day)


def test_terms_and_closures_begin_and_end_on_weekdays():
    calendar = WorkingCalendar(name="Term dates")
    years = range(2020, 2048)
    stretches = [one for year in years for one in (*world._terms(calendar, year), *world._closures(calendar, year))]

    assert [str(one) for one in stretches if is_weekend(one.starts_on) or is_weekend(one.ends_on)] == []
    assert [str(one) for one in stretches if one.ends_on < one.starts_on] == []


def test_a_school_day_is_looked_for_in_the_week_that_has_gone_by():
    days = Days(frozenset({date(2026, 5, 25)}), terms=(Stretch(date(2026, 4, 13), date(2026, 7, 21)),))

    assert when.school_day_to(date(2026, 5, 25), days) == date(2026, 5, 22)
    assert when.school_day_to(date(2026, 7, 27), days) == date(2026, 7, 21)
    assert when.school_day_to(date(2026, 7, 28), days) is None


def test_the_clock_is_the_school_s_own_in_summer_and_in_winter():
    assert [when.clock(date(2026, month, 10), 9).hour for month in (1, 7)] == [9, 8]
