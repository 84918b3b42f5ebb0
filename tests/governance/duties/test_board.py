"""Whose duties a person sees: their own, their roles', those passed up to them, never another's restricted ones."""

from datetime import timedelta

import pytest

from governance.duties.selectors import for_person, list_at, open_for_thing
from governance.duties.services import sweep
from governance.people.models import Deputy
from governance.people.roles import Role
from governance.permissions.selectors import standing_of

DAY = timedelta(days=1)


@pytest.fixture
def board_of(now):
    """The board of a person, some days from now."""

    def read(person, after=0):
        then = now + after * DAY
        return for_person(standing_of(person, then, fresh=True), then)

    return read


def test_three_lists_by_when_things_are_due(owe, spx, now, board_of):
    owe("T07", due_at=now + DAY)
    owe("T08", due_at=now + 60 * DAY)
    owe("T09", due_at=now - DAY)

    board = board_of(spx.com)

    assert [one.kind for one in board.waiting] == ["T07"]
    assert [one.kind for one in board.coming_up] == ["T08"]
    assert [one.kind for one in board.late] == ["T09"]
    assert (board.late[0].late, board.waiting[0].late, board.more) == (True, False, False)


def test_another_role_and_another_school_see_nothing(owe, spx, board_of):
    owe()

    assert board_of(spx.teacher).waiting == board_of(spx.stranger).waiting == []


def test_what_asks_a_person_is_not_everybodys_in_the_role(owe, spx, board_of):
    owe(asked_person=spx.teacher, asked_role=Role.COM)

    assert [len(board_of(person).waiting) for person in (spx.teacher, spx.com)] == [1, 0]


def test_what_climbed_is_on_the_board_of_whom_it_climbed_to(owe, spx, now, board_of):
    owe()
    sweep(now + DAY)

    late = board_of(spx.head, after=1).late

    assert [one.climbed for one in late] == [True]


@pytest.mark.clause("D06")
def test_a_restricted_duty_is_seen_by_whom_it_asks_and_no_other(owe, spx, now, board_of):
    duty = owe("T10", asked_role=Role.DSL)
    type(duty).objects.update(climbed_to=Role.HD, climbed_at=now)

    assert len(board_of(spx.dsl).waiting) == 1
    assert board_of(spx.head).waiting == []
    assert not list_at([spx.school.pk]).exists()


@pytest.mark.clause("D03", "T36")
def test_a_deputy_sees_what_waits_for_the_principal(owe, spx, now, board_of):
    Deputy.objects.create(
        organisation=spx.top,
        principal=spx.com,
        deputy=spx.slt,
        role=Role.COM,
        starts_on=now.date(),
        ends_on=now.date(),
        status=Deputy.Status.ACTIVE,
        made_at=now,
        made_by=spx.head,
    )
    owe("T07")
    owe("T09", asked_person=spx.com, asked_role=Role.COM)

    assert {one.kind for one in board_of(spx.slt).waiting} == {"T07", "T09"}


def test_a_long_list_says_that_there_is_more(crowd, spx, board_of):
    crowd(30)

    board = board_of(spx.com, after=2)

    assert (len(board.late), board.more) == (25, True)


def test_the_board_takes_two_statements_beside_the_standing(owe, spx, now, django_assert_num_queries):
    owe()
    standing = standing_of(spx.com, now, fresh=True)

    with django_assert_num_queries(2):
        for_person(standing, now)


def test_what_is_open_about_a_thing(owe, spx):
    duty = owe()

    assert list(open_for_thing(spx.school)) == [duty]
    assert not open_for_thing(spx.small).exists()
