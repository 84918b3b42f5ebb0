"""Nobody takes over the sign-in of somebody who judges them, nor one that opens more than they look after (M47, K15)."""

import re
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from governance.audit.models import AuditEvent
from governance.kernel.errors import NotAllowed, Refused
from governance.notices.models import Notice
from governance.pages.proof import PASSWORD as PROOF
from governance.people.models import Deputy, Person, User
from governance.people.roles import GRANTABLE, Role
from governance.permissions.appointments.people import change_person, create_sign_in
from governance.permissions.appointments.sign_ins import action_to_move, may_move_sign_in
from tests.factories import PASSWORD, EngagementFactory, OrganisationFactory, PersonFactory, RoleHeldFactory
from tests.fixtures import make_world
from tests.governance.people.factories import DeputyFactory

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 10, 4)
ELSEWHERE = "mine@evil.example"


def move(now, person, by, place, email=ELSEWHERE):
    """Somebody changes the address with which a person signs in."""
    names = {"given_name": person.given_name, "family_name": person.family_name}
    return change_person(person=person, organisation=place, **names, email=email, by=by, now=now)


def address_of(person):
    return User.objects.get(person=person).email


def refused(now, person, by, place):
    """The attempt is refused and nothing has moved."""
    before = address_of(person)
    with pytest.raises(Refused) as refusal:
        move(now, person, by, place)
    assert address_of(person) == Person.objects.get(pk=person.pk).email == before
    return " ".join(refusal.value.reasons)


# -- Who may -----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("M47")
def test_the_board_moves_what_is_above_the_head_and_what_judges_the_head():
    boards = {role for role in GRANTABLE if action_to_move(role) == "roles.grant_head"}

    assert boards == {Role.HD, Role.CHR, Role.GOV, Role.TRU, Role.DPO, Role.DSL}


@pytest.mark.clause("M47", "K14", "K15")
@pytest.mark.parametrize(
    ("by", "may", "may_not"),
    [
        ("head", "hos slt com office ict oso tech teacher", "head chair governor dpo dsl"),
        ("governor", "head chair dpo dsl", "governor hos com teacher"),
        ("chair", "head governor dpo dsl", "chair hos com teacher"),
        ("tech", "teacher", "head hos slt com office dpo dsl chair governor tech"),
        ("office", "teacher", "head hos slt com office dpo dsl chair governor tech"),
        ("com", "teacher", "head hos slt com office dpo dsl chair governor tech"),
        ("hos", "teacher", "head hos slt com office dpo dsl chair governor tech"),
        ("teacher", "", "head hos teacher dsl"),
        ("dpo", "", "head dpo dsl chair teacher"),
        ("dsl", "", "head dpo dsl chair teacher"),
    ],
)
def test_whose_address_each_may_change(spx, now, by, may, may_not):
    reader = getattr(spx, by)
    wrong = []
    for name in [*may.split(), *may_not.split()]:
        person = getattr(spx, name)
        place = person.engagements.get().organisation
        before = address_of(person)
        with suppress(Refused):
            move(now, person, reader, place, f"{name}.by.{by}@harbour.example")
        if (address_of(person) != before) != (name in may.split()):
            wrong.append(name)

    assert wrong == []


@pytest.mark.clause("M47")
def test_in_a_trust_its_officer_may(db, now):
    world = make_world("ODB", "trust")
    officer = PersonFactory(working_at=world.top, roles=[Role.TRU])

    for person in (world.head, world.hos, world.dsl, world.chair):
        move(now, person, officer, person.engagements.get().organisation, f"{person.pk}@harbour.example")

    assert address_of(world.chair) == f"{world.chair.pk}@harbour.example"
    assert "your own" in refused(now, officer, officer, world.top)


@pytest.mark.clause("K14")
@pytest.mark.parametrize("status", [Deputy.Status.ACTIVE, Deputy.Status.PLANNED])
def test_a_teacher_who_stands_in_for_the_head_is_out_of_the_offices_reach(spx, now, status):
    DeputyFactory(principal=spx.head, deputy=spx.teacher, role=Role.HD, organisation=spx.top, status=status)

    for by in (spx.office, spx.tech, spx.head):
        refused(now, spx.teacher, by, spx.school)
    move(now, spx.teacher, spx.governor, spx.school)

    assert address_of(spx.teacher) == ELSEWHERE


@pytest.mark.clause("K14")
def test_whoever_stands_in_for_somebody_does_not_move_that_persons_sign_in(spx, now):
    DeputyFactory(principal=spx.chair, deputy=spx.teacher, role=Role.CHR, organisation=spx.top)

    refused(now, spx.chair, spx.teacher, spx.top)
    assert "You are standing in" in may_move_sign_in(spx.chair, spx.teacher, now).reason
    move(now, spx.dsl, spx.teacher, spx.school)

    assert address_of(spx.dsl) == ELSEWHERE


@pytest.mark.clause("K14")
@pytest.mark.parametrize("ended", [{"status": Deputy.Status.ENDED}, {"ends_on": YESTERDAY}])
def test_a_period_that_has_ended_counts_no_more(spx, now, ended):
    more = {"starts_on": date(2026, 9, 1), "organisation": spx.top, **ended}
    DeputyFactory(principal=spx.head, deputy=spx.teacher, role=Role.HD, **more)

    move(now, spx.teacher, spx.office, spx.school)

    assert address_of(spx.teacher) == ELSEWHERE


@pytest.mark.clause("D04")
def test_one_who_left_and_now_leads_another_school_is_out_of_reach(spx, now):
    left = spx.hos
    left.engagements.update(ends_on=YESTERDAY)
    left.roles.update(ends_on=YESTERDAY)
    EngagementFactory(person=left, organisation=spx.elsewhere)
    RoleHeldFactory(person=left, organisation=spx.elsewhere, role=Role.HD)

    refused(now, left, spx.head, spx.school)


@pytest.mark.clause("D04")
def test_every_place_where_a_role_counts_is_asked_about(spx, now):
    RoleHeldFactory(person=spx.hos, organisation=spx.elsewhere, role=Role.SLT)
    EngagementFactory(person=spx.hos, organisation=spx.elsewhere)

    said = refused(now, spx.hos, spx.head, spx.school)

    assert spx.elsewhere.name not in said
    assert "Senior leader" not in said


@pytest.mark.clause("D04", "T80")
def test_work_in_another_schools_tree_is_out_of_the_offices_reach(spx, now):
    EngagementFactory(person=spx.teacher, organisation=spx.elsewhere)

    said = refused(now, spx.teacher, spx.office, spx.school)

    assert spx.elsewhere.name not in said


@pytest.mark.clause("D04")
def test_work_at_two_schools_of_one_tree_is_not(spx, now):
    EngagementFactory(person=spx.teacher, organisation=spx.small)

    move(now, spx.teacher, spx.office, spx.school)

    assert address_of(spx.teacher) == ELSEWHERE


# -- Where nobody could ------------------------------------------------------------------------------------------------


@pytest.fixture
def bare(db):
    """A school with a head, a safeguarding lead and a technical administrator, and nobody on its board yet."""
    place = OrganisationFactory()
    made = {role: PersonFactory(working_at=place, roles=[role]) for role in (Role.HD, Role.DSL, Role.SYS)}
    return place, made[Role.HD], made[Role.DSL], made[Role.SYS]


@pytest.mark.clause("M47", "K15")
def test_without_a_board_the_head_moves_the_safeguarding_leads_and_the_administrator_does_not(bare, now):
    place, head, dsl, tech = bare

    refused(now, dsl, tech, place)
    move(now, dsl, head, place)

    assert address_of(dsl) == ELSEWHERE


@pytest.mark.clause("M47")
def test_the_administrator_sets_up_the_first_head_whom_nobody_else_could(bare, now):
    place, head, _, tech = bare
    User.objects.filter(person=head).delete()

    create_sign_in(person=Person.objects.get(pk=head.pk), organisation=place, by=tech, now=now)

    assert User.objects.filter(person=head).exists()


@pytest.mark.clause("K15")
def test_a_lone_chair_is_not_in_the_administrators_reach(bare, now):
    place, _, _, tech = bare
    chair = PersonFactory(working_at=place, working_at__kind="governor", roles=[Role.CHR])

    refused(now, chair, tech, place)


@pytest.mark.clause("M47", "K15")
@pytest.mark.parametrize("by", ["office", "tech", "head"])
def test_a_first_sign_in_is_given_by_the_same_people(spx, now, by):
    User.objects.filter(person=spx.dsl).delete()
    dsl = Person.objects.get(pk=spx.dsl.pk)

    with pytest.raises(NotAllowed):
        create_sign_in(person=dsl, organisation=spx.school, by=getattr(spx, by), now=now)

    assert create_sign_in(person=dsl, organisation=spx.school, by=spx.governor, now=now).person == dsl


def test_the_office_still_corrects_a_name(spx, now):
    change_person(
        person=spx.hos,
        organisation=spx.school,
        given_name="Hosanna",
        family_name="Pike",
        email=spx.hos.email,
        by=spx.office,
        now=now,
    )

    assert Person.objects.get(pk=spx.hos.pk).name == "Hosanna Pike"


# -- What is kept and told ---------------------------------------------------------------------------------------------


def kept(person):
    return AuditEvent.objects.filter(thing_reference=person.reference, action="people.change").latest("id")


@pytest.mark.clause("D01")
def test_the_trail_says_that_the_address_was_changed_and_never_to_what(spx, now):
    old = spx.hos.email
    move(now, spx.hos, spx.head, spx.school)

    assert kept(spx.hos).facts == '{"changed":["address"]}'
    assert not AuditEvent.objects.filter(facts__contains="@").exists()
    assert old not in kept(spx.hos).facts


@pytest.mark.clause("D01", "D03")
def test_a_deputy_moves_it_for_the_head(spx, now):
    DeputyFactory(principal=spx.head, deputy=spx.slt, role=Role.HD, organisation=spx.top)

    move(now, spx.com, spx.slt, spx.top)

    assert kept(spx.com).acting_for_reference == spx.head.reference


@pytest.fixture
def send(spx, client_for, django_capture_on_commit_callbacks):
    """Somebody sends the form that changes a person's record, and the messages go out."""

    def sent(by, person, **said):
        who = {"given_name": person.given_name, "family_name": person.family_name, "email": person.email, **said}
        with django_capture_on_commit_callbacks(execute=True):
            return client_for(by).post(reverse("governance:change_person", args=[person.reference]), who)

    return sent


@pytest.mark.clause("D01", "D14")
def test_both_addresses_hear_of_it_and_neither_message_holds_one(spx, send):
    old = spx.hos.email

    assert send(spx.head, spx.hos, email="new@harbour.example").status_code == 302

    assert [message.to for message in mail.outbox] == [["new@harbour.example"], [old]]
    assert len({message.extra_headers["Message-ID"] for message in mail.outbox}) == 2
    for message in mail.outbox:
        assert message.subject == "You sign in to Gatepost with another address"
        assert "@" not in message.body
    assert Notice.objects.get(person=spx.hos).urgent


@pytest.mark.parametrize("failure", [OSError("no way to old@harbour.example")])
def test_a_mail_server_that_is_away_undoes_nothing(spx, send, monkeypatch, caplog, failure):
    def away(*args, **kwargs):
        raise failure

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)

    assert send(spx.head, spx.hos, email="new@harbour.example").status_code == 302

    assert address_of(spx.hos) == "new@harbour.example"
    assert "old@harbour.example" not in caplog.text


def test_nobody_hears_of_a_corrected_name_or_of_a_person_who_cannot_sign_in(spx, send):
    User.objects.filter(person=spx.ict).delete()

    send(spx.head, spx.hos, given_name="Hosanna")
    send(spx.head, spx.ict, email="new@harbour.example")

    assert Person.objects.get(pk=spx.ict.pk).email == "new@harbour.example"
    assert mail.outbox == []
    assert not Notice.objects.exists()


# -- The pages ---------------------------------------------------------------------------------------------------------


def page(name, person):
    return reverse(f"governance:{name}", args=[person.reference])


def shown(browser, name, person):
    return browser.get(page(name, person)).content.decode()


@pytest.mark.clause("M47", "K15")
@pytest.mark.parametrize(("by", "whose"), [("office", "hos"), ("tech", "dsl"), ("head", "chair"), ("head", "head")])
def test_the_page_says_in_the_fields_place_why_the_address_stays(spx, client_for, by, whose):
    person = getattr(spx, whose)
    html = shown(client_for(getattr(spx, by)), "change_person", person)

    assert 'name="email"' not in html
    assert 'name="given_name"' in html
    assert person.email in html
    assert re.search("change (its|your) address", html)


def test_a_smuggled_address_is_left_out(spx, send):
    answer = send(spx.office, spx.hos, given_name="Hosanna", email=ELSEWHERE)

    assert answer.status_code == 302
    assert (address_of(spx.hos), Person.objects.get(pk=spx.hos.pk).given_name) == (spx.hos.email, "Hosanna")


@pytest.mark.clause("M47")
def test_the_board_finds_the_way_to_the_record_of_those_it_appoints(spx, client_for, send):
    browser = client_for(spx.governor)

    assert page("change_person", spx.chair) in shown(browser, "view_person", spx.chair)
    assert send(spx.governor, spx.chair, email="new@harbour.example").status_code == 302
    assert page("change_person", spx.hos) not in shown(browser, "view_person", spx.hos)
    assert browser.get(page("change_person", spx.hos)).status_code == 403
    assert address_of(spx.chair) == "new@harbour.example"


@pytest.mark.clause("D04", "D09")
@pytest.mark.parametrize("name", ["change_person", "create_sign_in"])
def test_the_record_of_somebody_who_has_left_is_closed(spx, client_for, name):
    spx.teacher.engagements.update(ends_on=timezone.localdate() - timedelta(days=1))
    browser = client_for(spx.office)

    assert page("change_person", spx.teacher) not in shown(browser, "view_person", spx.teacher)
    assert browser.get(page(name, spx.teacher)).status_code == 403


def test_somebody_who_starts_next_month_is_looked_after_now(spx, client_for):
    newcomer = PersonFactory()
    EngagementFactory(person=newcomer, organisation=spx.school, starts_on=timezone.localdate() + timedelta(days=30))

    html = shown(client_for(spx.office), "view_person", newcomer)

    assert page("change_person", newcomer) in html
    assert page("create_sign_in", newcomer) in html


@pytest.mark.clause("M47", "K15")
def test_where_a_sign_in_cannot_be_given_the_reason_stands_in_its_place(spx, client_for):
    User.objects.filter(person=spx.dsl).delete()
    browser = client_for(spx.tech)

    html = shown(browser, "view_person", spx.dsl)
    confirm = browser.get(page("create_sign_in", spx.dsl))

    assert page("create_sign_in", spx.dsl) not in html
    assert "change its address" in html
    assert confirm.status_code == 403
    assert page("create_sign_in", spx.dsl) in shown(client_for(spx.governor), "view_person", spx.dsl)


@pytest.mark.clause("D08")
@pytest.mark.parametrize("name", ["change_person", "create_sign_in"])
def test_at_an_open_tab_the_password_is_asked_first(spx, client_for, name):
    person = spx.hos if name == "change_person" else PersonFactory(email="newcomer@harbour.example")
    EngagementFactory(person=person, organisation=spx.school)
    browser = client_for(spx.head)
    session = browser.session
    session["proved_at"] = (timezone.now() - timedelta(minutes=16)).isoformat()
    session.save()
    said = {"given_name": "Any", "family_name": "Body", "email": ELSEWHERE}

    asked = browser.post(page(name, person), said)

    assert "Confirm that it is you" in asked.content.decode()
    assert not User.objects.filter(email=ELSEWHERE).exists()
    assert mail.outbox == []
    assert browser.post(page(name, person), {**said, PROOF: PASSWORD}).status_code == 302


def test_more_roles_cost_few_statements(spx, now):
    for role in (Role.SLT, Role.OSO, Role.OFF, Role.ICT):
        RoleHeldFactory(person=spx.hos, organisation=spx.school, role=role)

    with CaptureQueriesContext(connection) as taken:
        assert may_move_sign_in(spx.hos, spx.head, now)

    assert len(taken) <= 5
