"""Lessons and events: planned by the term, held, confirmed by somebody else, missed and rearranged (S20, J27, J28, J30)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from governance.calendar.models import Term
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from policies.models import ClassLead, TeachingRecord
from policies.selectors import mine, year_of
from policies.services import (
    Held,
    Plan,
    call_off_teaching,
    confirm_teaching,
    hold_teaching,
    name_leads,
    plan_teaching,
    rearrange_teaching,
    set_day,
    teaching_year,
)
from policies.services.teaching_year import sweep_teaching
from tests.factories import PersonFactory
from tests.fixtures import make_world
from tests.policies.teaching_factories import ClassLeadFactory, TeachingFactory
from tests.pupils.factories import PupilFactory, SchoolClassFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 5)
HELD = Held(held_on=TODAY, materials="A film", outcomes=["feelings", "passwords"], attendance=31)


def lessons():
    """What the product planned, as (school, year group, term)."""
    rows = TeachingRecord.objects.filter(kind="lesson")
    return sorted(rows.values_list("organisation__name", "year_group", "term"))


def asked(thing):
    """Who is asked about a thing, by name of person or role."""
    rows = Duty.objects.filter(thing_reference=thing.reference, closed_at=None)
    return sorted((row.asked_person.name if row.asked_person else row.asked_role, row.kind) for row in rows)


@pytest.fixture
def pupils(spx):
    """Year 4 and reception in one school, year 1 in the other, and somebody who left."""
    for school, group in ((spx.school, "4"), (spx.school, "4"), (spx.school, "R"), (spx.small, "1")):
        PupilFactory(organisation=school, year_group=group)
    PupilFactory(organisation=spx.school, year_group="6", left_on=date(2026, 7, 21))


@pytest.mark.clause("S20", "P73", "J27", "C219", "D16")
def test_each_year_group_with_pupils_has_one_lesson_a_term_however_often_the_sweep_runs(spx, pupils, now):
    for moment in (now, now, now + timedelta(days=3)):
        sweep_teaching(moment)

    assert lessons() == [("Harbour Primary", "4", 1), ("Harbour Primary", "R", 1), ("Quay Infants", "1", 1)]
    assert Duty.objects.filter(kind="J27").count() == 3
    assert sweep_teaching(now) == 0


@pytest.mark.clause("D16")
def test_of_two_sweeps_at_once_the_second_plans_nothing(spx, pupils, now, monkeypatch):
    sweep_teaching(now)
    monkeypatch.setattr(teaching_year, "_lessons_planned", lambda today: {})

    assert teaching_year.plan_lessons(now) == 0
    assert len(lessons()) == 3
    assert Duty.objects.filter(kind="J27").count() == 3


@pytest.mark.clause("P73", "C219")
@pytest.mark.parametrize(
    ("preset", "planned"), [("SPX", True), ("STB", False), ("ODB", False), ("ROS", True), ("WAN", False)]
)
def test_lessons_are_planned_where_the_policy_says_every_term(db, now, preset, planned):
    world = make_world(preset, "school")
    PupilFactory(organisation=world.school)

    sweep_teaching(now)

    assert bool(lessons()) is planned


@pytest.mark.clause("D16", "J27")
def test_between_terms_nothing_is_planned_and_the_next_term_has_its_own(spx, pupils, now):
    sweep_teaching(now)
    sweep_teaching(now.replace(month=12, day=28))
    assert len(lessons()) == 3

    sweep_teaching(now.replace(year=2027, month=1, day=11))

    assert [term for _, _, term in lessons()] == [1, 2, 1, 2, 1, 2]


@pytest.mark.clause("J27")
def test_class_leads_are_asked_and_where_there_are_none_the_safeguarding_lead(spx, pupils, now):
    school_class = SchoolClassFactory(organisation=spx.school, year_group="4")
    ClassLeadFactory(school_class=school_class, person=spx.teacher)

    sweep_teaching(now)

    assert asked(TeachingRecord.objects.get(year_group="4")) == [(spx.teacher.name, "J27")]
    assert asked(TeachingRecord.objects.get(year_group="R")) == [("DSL", "J27")]


@pytest.mark.clause("J27", "S20")
def test_a_lesson_not_held_climbs_to_the_head_is_missed_once_the_term_is_over_and_rearranged(spx, pupils, now):
    sweep_teaching(now)
    lesson = TeachingRecord.objects.get(year_group="4")
    after_term = now.replace(month=12, day=19)
    sweep_teaching(after_term - timedelta(days=1))
    lesson.refresh_from_db()
    assert lesson.status == "planned"

    sweep(after_term)
    sweep_teaching(after_term)
    lesson.refresh_from_db()
    assert lesson.status == "missed"
    assert Duty.objects.get(thing_reference=lesson.reference).climbed_to == "HD"
    with pytest.raises(Refused, match="today or later"):
        rearrange_teaching(lesson, planned_on=TODAY, reason="Snow", by=spx.dsl, now=after_term)
    rearrange_teaching(lesson, planned_on=date(2027, 1, 11), reason="Snow", by=spx.dsl, now=after_term)

    owed = Duty.objects.get(thing_reference=lesson.reference, closed_at=None)
    assert lesson.status == "rearranged"
    assert owed.due_at.date() == date(2027, 1, 12)
    sweep_teaching(now.replace(year=2027, month=1, day=12))
    lesson.refresh_from_db()
    assert lesson.status == "missed"


@pytest.mark.clause("J27", "D15")
def test_a_term_whose_end_is_put_right_moves_what_is_owed(spx, pupils, now):
    sweep_teaching(now)
    Term.objects.filter(calendar=spx.top.calendar, name="Autumn").update(ends_on=date(2026, 12, 16))

    sweep_teaching(now)

    lesson = TeachingRecord.objects.get(year_group="4")
    assert lesson.due_on == date(2026, 12, 16)
    assert Duty.objects.get(thing_reference=lesson.reference, closed_at=None).due_at.date() == date(2026, 12, 17)
    assert len(lessons()) == 3


@pytest.mark.clause("P74", "J28", "C214")
@pytest.mark.parametrize(
    ("preset", "planned"), [("SPX", True), ("STB", True), ("ODB", False), ("ROS", True), ("WAN", True)]
)
def test_an_event_for_parents_is_planned_where_the_policy_says_so(db, now, preset, planned):
    make_world(preset, "school")

    for _ in range(2):
        sweep_teaching(now)

    made = TeachingRecord.objects.filter(kind="parents", organisation__name="Harbour Federation")
    assert made.count() == int(planned)


@pytest.mark.clause("J28")
def test_the_next_event_for_parents_is_due_a_year_after_the_last(spx, now):
    held = TeachingFactory(parents=True, held=True, organisation=spx.school, attendance=12, held_on=TODAY)
    events = TeachingRecord.objects.filter(organisation=spx.school, kind="parents").exclude(pk=held.pk)

    sweep_teaching(now)
    assert not events.exists()
    sweep_teaching(now.replace(year=2027, month=8, day=1))

    assert events.get().due_on == date(2027, 10, 5)


@pytest.mark.clause("S20", "C219", "C215", "M45")
def test_a_lesson_is_held_by_a_class_lead_and_confirmed_by_the_head_or_the_safeguarding_lead(spx, now):
    ClassLeadFactory(school_class__organisation=spx.school, person=spx.teacher)
    lesson = TeachingFactory(organisation=spx.school)
    held = Held(held_on=TODAY, materials="A film", outcomes=["feelings", "passwords"], code_taught=True)

    hold_teaching(lesson, held, by=spx.teacher, now=now)
    assert (lesson.status, lesson.outcomes, lesson.audience) == ("held", ["passwords", "feelings"], "Year 4")
    assert lesson.code_taught
    confirm_teaching(lesson, by=spx.head, now=now)

    lesson.refresh_from_db()
    assert (lesson.status, lesson.evidenced_by) == ("evidenced", spx.head)


@pytest.mark.clause("M45", "D04")
def test_a_teacher_records_their_own_classes_and_no_others(spx, now):
    ClassLeadFactory(school_class__organisation=spx.school, school_class__year_group="5", person=spx.teacher)
    lesson = TeachingFactory(organisation=spx.school)

    with pytest.raises(NotAllowed):
        hold_teaching(lesson, HELD, by=spx.teacher, now=now)
    with pytest.raises(NotFoundHere):
        hold_teaching(lesson, HELD, by=spx.stranger, now=now)
    assert list(mine(spx.teacher)) == []


@pytest.mark.clause("S20", "K03")
def test_nobody_confirms_what_they_recorded_or_took(spx, now):
    recorded = TeachingFactory(organisation=spx.school)
    taken = TeachingFactory(organisation=spx.school, term=2, leader=spx.dsl)
    hold_teaching(recorded, HELD, by=spx.dsl, now=now)
    hold_teaching(taken, HELD, by=spx.com, now=now)

    for lesson in (recorded, taken):
        with pytest.raises(NotAllowed):
            confirm_teaching(lesson, by=spx.dsl, now=now)
        confirm_teaching(lesson, by=spx.head, now=now)


@pytest.mark.clause("S20")
def test_two_hands_at_once_record_once(spx, now):
    lesson = TeachingFactory(organisation=spx.school)
    same = TeachingRecord.objects.get(pk=lesson.pk)
    hold_teaching(lesson, HELD, by=spx.dsl, now=now)

    with pytest.raises(TooLate):
        hold_teaching(same, HELD, by=spx.com, now=now)


@pytest.mark.clause("C214", "S20")
def test_an_event_for_parents_needs_a_count_and_its_materials(spx, now):
    event = TeachingFactory(parents=True, organisation=spx.school)

    with pytest.raises(Refused) as refusal:
        hold_teaching(event, Held(held_on=TODAY, materials=""), by=spx.com, now=now)

    assert len(refusal.value.reasons) == 2


@pytest.mark.clause("J30", "C088", "C116")
def test_the_owner_of_a_public_event_is_asked_and_marks_it_done(spx, now):
    plan = Plan(kind="public", title="Harvest play", planned_on=date(2026, 10, 12), place="Hall", leader=spx.teacher)
    event = plan_teaching(organisation=spx.school, plan=plan, by=spx.com, now=now)
    owed = Duty.objects.get(thing_reference=event.reference)
    assert (owed.asked_person, owed.kind, owed.due_at.date()) == (spx.teacher, "J30", date(2026, 10, 9))
    sweep(now.replace(day=10))
    owed.refresh_from_db()
    assert owed.climbed_to == "COM"

    hold_teaching(event, Held(held_on=TODAY, materials="Said at the door"), by=spx.teacher, now=now)

    assert asked(event) == []
    assert event.status == "held"


@pytest.mark.clause("J30")
def test_an_event_that_moves_is_asked_for_anew(spx, now):
    plan = Plan(kind="public", title="Fair", planned_on=date(2026, 10, 15), leader=spx.teacher)
    event = plan_teaching(organisation=spx.school, plan=plan, by=spx.com, now=now)

    set_day(event, planned_on=date(2026, 10, 21), leader=spx.hos, by=spx.com, now=now)

    owed = Duty.objects.get(thing_reference=event.reference, closed_at=None)
    assert (owed.asked_person, owed.due_at.date()) == (spx.hos, date(2026, 10, 20))
    assert event.due_on == date(2026, 10, 21)


@pytest.mark.clause("S20")
def test_the_day_of_a_lesson_lies_within_its_term(spx, now):
    lesson = TeachingFactory(organisation=spx.school)

    with pytest.raises(Refused, match="Friday 18 December 2026"):
        set_day(lesson, planned_on=date(2027, 1, 5), leader=None, by=spx.dsl, now=now)
    with pytest.raises(Refused, match="today or later"):
        set_day(lesson, planned_on=date(2026, 10, 1), leader=None, by=spx.dsl, now=now)
    set_day(lesson, planned_on=date(2026, 11, 2), leader=spx.teacher, by=spx.dsl, now=now)

    lesson.refresh_from_db()
    assert (lesson.planned_on, lesson.due_on) == (date(2026, 11, 2), date(2026, 12, 18))
    assert asked(lesson) == [(spx.teacher.name, "J27")]


def test_the_day_of_what_was_held_is_not_moved(spx, now):
    lesson = TeachingFactory(organisation=spx.school, held=True)

    with pytest.raises(TooLate):
        set_day(lesson, planned_on=date(2026, 11, 2), leader=None, by=spx.dsl, now=now)


def test_what_the_policy_asks_for_is_not_called_off(spx, now):
    asked_for = TeachingFactory(organisation=spx.school)
    extra = TeachingFactory(organisation=spx.school, planned_by=spx.hos)

    with pytest.raises(Refused, match="asked for by the school's policy"):
        call_off_teaching(asked_for, reason="No time", by=spx.hos, now=now)
    call_off_teaching(extra, reason="Twice the same", by=spx.hos, now=now)

    assert extra.status == "called-off"


@pytest.mark.parametrize("planned_on", [date(2026, 10, 4)])
def test_nothing_is_planned_for_yesterday_nor_for_somebody_from_elsewhere(spx, now, planned_on):
    with pytest.raises(Refused, match="today or later"):
        plan_teaching(
            organisation=spx.school, plan=Plan(kind="parents", title="Tea", planned_on=planned_on), by=spx.com, now=now
        )
    away = Plan(kind="parents", title="Tea", planned_on=TODAY, leader=spx.stranger)
    with pytest.raises(Refused, match="does not work here"):
        plan_teaching(organisation=spx.school, plan=away, by=spx.com, now=now)


@pytest.mark.clause("M45", "J27")
def test_a_newly_named_lead_is_asked_and_the_former_one_no_longer(spx, now):
    school_class = SchoolClassFactory(organisation=spx.school, year_group="4")
    lesson = TeachingFactory(organisation=spx.school)
    other = PersonFactory(working_at=spx.school)
    name_leads(school_class, [spx.teacher], by=spx.dsl, now=now)
    lesson = TeachingRecord.objects.get(pk=lesson.pk)
    assert asked(lesson) == [(spx.teacher.name, "J27")]

    name_leads(school_class, [other], by=spx.hos, now=now)

    assert asked(lesson) == [(other.name, "J27")]
    assert ClassLead.objects.get().person == other
    assert list(mine(other)) == [lesson]
    with pytest.raises(NotAllowed):
        name_leads(school_class, [], by=spx.teacher, now=now)


@pytest.mark.clause("C219")
def test_the_grid_has_each_year_group_each_term_and_what_was_covered(spx, pupils, now):
    TeachingFactory(organisation=spx.school, confirmed=True)
    TeachingFactory(organisation=spx.school, planned_by=spx.com, term=None)

    grid = year_of(spx.school, 2026, now)

    assert [column.name for column in grid.columns] == ["Autumn", "Spring", "Summer", "Between terms"]
    assert [(line.label, line.covered) for line in grid.lines] == [("Reception", 0), ("Year 4", 2)]
    assert [cell.note for cell in grid.lines[0].cells][:2] == ["Nothing planned", "Term not begun"]
    assert [len(cell.records) for cell in grid.lines[1].cells] == [1, 0, 0, 1]


@pytest.mark.parametrize(
    "change", [{"status": "held"}, {"status": "evidenced"}, {"status": "invented"}, {"year_group": ""}]
)
def test_the_database_keeps_no_half_record(spx, change):
    lesson = TeachingFactory(organisation=spx.school)

    with pytest.raises(IntegrityError), transaction.atomic():
        TeachingRecord.objects.filter(pk=lesson.pk).update(**change)


def test_the_database_keeps_one_lesson_a_term(spx):
    TeachingFactory(organisation=spx.school)

    with pytest.raises(IntegrityError), transaction.atomic():
        TeachingFactory(organisation=spx.school)
