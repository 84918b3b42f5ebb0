"""The list of tasks: what each asks for, how it reads to whom, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Deputy, Engagement, RoleHeld
from governance.people.roles import Role
from governance.permissions.selectors import standing_of
from governance.profile.models import ProfileVersion
from governance.profile.services import apply_preset, approve, change
from governance.set_up import registry
from governance.set_up.registry import Step
from governance.set_up.rules.states import Progress, done, refusals
from governance.set_up.selectors import tasks_of
from governance.set_up.selectors.listing import titles_undone
from policies.models import Document
from tests.factories import LONG_AGO, EngagementFactory, OrganisationFactory, PersonFactory, RoleHeldFactory
from tests.policies.factories import CourseFactory, DocumentFactory
from tests.pupils.factories import PupilFactory


def by_key(place, now, person=None):
    """Each task's state."""
    standing = standing_of(person, now) if person else None
    return {task.key: task.state for task in tasks_of(place, now, standing)}


def test_a_school_that_has_everything_has_nothing_left(ready, now):
    assert titles_undone(ready.top, now) == []


@pytest.mark.parametrize(
    ("taken_away", "key"),
    [
        (lambda world: EmailDomain.objects.all().delete(), "organisation"),
        (lambda world: world.top.calendar.terms.all().delete(), "terms"),
        (lambda world: RoleHeld.objects.filter(role=Role.DPO).delete(), "roles"),
        (lambda world: RoleHeld.objects.filter(role=Role.DSL).delete(), "roles"),
        (lambda world: RoleHeld.objects.filter(role=Role.CHR).delete(), "K02"),
        (lambda world: Deputy.objects.all().delete(), "deputy"),
        (lambda world: Engagement.objects.exclude(person=world.head).delete(), "staff"),
        (lambda world: world.top.mail_tests.update(arrived_at=None), "mail"),
    ],
)
@pytest.mark.clause("K02", "Q16", "T70", "C014")
def test_what_is_taken_away_is_left_to_do(ready, now, taken_away, key):
    taken_away(ready)

    assert not by_key(ready.top, now)[key].is_done


@pytest.mark.clause("K02", "T69", "P50")
def test_a_concern_about_the_head_goes_neither_to_the_head_nor_to_their_deputy(ready, now):
    chair = RoleHeld.objects.get(role=Role.CHR)
    assert chair.person.name in by_key(ready.top, now)["K02"].why

    Deputy.objects.update(deputy=chair.person)

    state = by_key(ready.top, now)["K02"]
    assert not state.is_done
    assert f"{chair.person.name} is the head, or stands in for the head" in state.why


@pytest.mark.clause("T69")
def test_a_conflict_that_is_there_already_is_shown_and_stands_in_the_way(ready, now):
    assert "seats" not in by_key(ready.top, now)
    RoleHeldFactory(person=ready.head, organisation=ready.top, role=Role.CHR)

    state = by_key(ready.top, now)["seats"]

    assert f"{ready.head.name} is both chair of governors and executive headteacher or headteacher" in state.why
    assert "One person, two seats" in titles_undone(ready.top, now)


@pytest.mark.clause("M47")
def test_the_policy_names_who_decides_and_a_role_nobody_holds_is_told(ready, now):
    RoleHeld.objects.filter(role__in=[Role.COM, Role.HD]).delete()

    assert "Nobody holds a role for" in by_key(ready.top, now)["roles"].why


@pytest.mark.clause("M48")
def test_one_person_alone_does_not_choose_the_policy(db, now):
    school = OrganisationFactory(is_live=False)
    head = PersonFactory(working_at=school, roles=[Role.HD])
    governor = PersonFactory(working_at=school, roles=[Role.GOV])
    assert by_key(school, now)["agreed"].progress is Progress.CANNOT_START
    version = apply_preset(organisation=school, preset="STB", by=head, now=now)

    states = {name: by_key(school, now, person)["agreed"].progress for name, person in (("h", head), ("g", governor))}
    assert states == {"h": Progress.ANOTHER_PERSON, "g": Progress.TO_DO}
    assert ProfileVersion.objects.get() == version
    approve(version=change(organisation=school, values={"P02": "Head"}, by=head, now=now), by=governor, now=now)

    assert governor.name in by_key(school, now)["agreed"].why


@pytest.mark.clause("M47", "D05")
def test_what_one_may_not_do_needs_another_person_and_has_no_link(ready, now):
    RoleHeld.objects.filter(role=Role.CHR).delete()
    EmailDomain.objects.all().delete()

    seen = by_key(ready.top, now, ready.com)

    assert (seen["K02"].progress, seen["K02"].url) == (Progress.ANOTHER_PERSON, "")
    assert "This is for: governor; trust officer" in seen["K02"].why
    progress = {one: by_key(ready.top, now, getattr(ready, one))["K02"].progress for one in ("head", "governor")}
    assert progress == {"head": Progress.ANOTHER_PERSON, "governor": Progress.TO_DO}
    assert seen["organisation"].progress is Progress.TO_DO
    assert seen["organisation"].url


@pytest.mark.clause("D17", "K02")
def test_a_task_that_cannot_be_looked_at_or_is_not_there_counts_as_not_done(ready, now, monkeypatch):
    def fails(place):
        raise RuntimeError

    monkeypatch.setitem(registry._steps, "K02", Step("K02", "Concerns", 60, fails))
    assert titles_undone(ready.top, now) == ["Concerns"]
    monkeypatch.delitem(registry._steps, "K02")

    assert refusals(tasks_of(ready.top, now), ["K02"]) == [
        "Gatepost cannot look at the task K02, so nobody goes live."
    ]


def test_tasks_come_in_order_and_each_app_adds_its_own():
    keys = [step.key for step in registry.every()]

    assert keys == [step.key for step in sorted(registry.every(), key=lambda step: step.order)]
    assert {"K02", "document", "courses", "register"} <= set(keys)
    assert {step.key for step in registry.every() if not step.required} == {"document", "courses", "register"}


def test_what_the_apps_add_is_done_once_it_is_there_and_nobody_waits_for_it(ready, now):
    added = ("document", "courses", "register")
    assert not any(by_key(ready.top, now)[key].is_done for key in added)
    assert refusals(tasks_of(ready.top, now)) == []
    DocumentFactory(organisation=ready.top, kind=Document.Kind.POLICY)
    CourseFactory(organisation=ready.top)
    PupilFactory(organisation=ready.top)

    assert all(by_key(ready.top, now)[key].is_done for key in added)
    trust = OrganisationFactory(trust=True)
    assert "register" not in by_key(trust, now)


def test_a_task_that_answers_nothing_does_not_apply(ready, now, monkeypatch):
    monkeypatch.setitem(registry._steps, "none", Step("none", "None", 1, lambda place: None))
    monkeypatch.setitem(registry._steps, "some", Step("some", "Some", 2, lambda place: done("Here.")))

    assert "none" not in by_key(ready.top, now)
    assert by_key(ready.top, now)["some"].is_done


def test_a_trust_is_set_up_without_a_head(db, now):
    trust = OrganisationFactory(trust=True, is_live=False)

    assert "deputy" not in by_key(trust, now)
    assert "trust officer" not in by_key(trust, now)["roles"].why
    for _ in range(2):
        EngagementFactory(organisation=trust)
    assert "Nobody is yet: trust officer, data protection officer." in by_key(trust, now)["roles"].why


@pytest.mark.clause("Perf3")
def test_the_list_takes_the_same_few_statements_for_a_large_school(ready, now):
    def statements():
        place = Organisation.objects.get(pk=ready.top.pk)
        standing = standing_of(ready.head, now, fresh=True)
        with CaptureQueriesContext(connection) as taken:
            tasks_of(place, now, standing)
        return len(taken)

    statements()
    few = statements()
    for _ in range(10):
        person = PersonFactory(working_at=ready.top)
        RoleHeldFactory(person=person, organisation=ready.top, role=Role.SLT, granted_at=LONG_AGO)

    assert statements() == few <= 18
