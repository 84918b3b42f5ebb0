"""Security that the head directs and technical help that is asked for are done, confirmed and never lost (C020, C046, F20)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import TechnicalTask
from accounts.rules.technical import MEASURES, TECHNICAL, TO_CONFIRM, TO_DO, Measure, TechnicalKind, technical_refused
from accounts.selectors import technical_for, whole_history
from accounts.services import (
    Wish,
    ask_help,
    confirm_technical,
    direct_security,
    do_technical,
    reopen_technical,
    withdraw_technical,
)
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.models import RoleHeld
from governance.permissions.selectors import standing_of
from governance.workflow.services import move
from tests.accounts.factories import AccountFactory, TechnicalFactory
from tests.factories import PersonFactory, RoleHeldFactory
from tests.fixtures import make_world
from tests.transitions import (
    assert_followed_by,
    assert_missing_arrows_are_refused,
    assert_product_follows_its_own,
)

TODAY = date(2026, 10, 5)
FRIDAY = date(2026, 10, 9)
SECURE = Wish(["second-factor", "sessions"], "The telephone is in the office", FRIDAY)
HELP = Wish(["settings"], "", FRIDAY)
WHO = {"do": "ict", "confirm": "head", "reopen": "head", "withdraw": "head"}


@pytest.mark.clause("C020", "C046")
@pytest.mark.parametrize(
    ("kind", "changes", "words"),
    [
        ("direction", {}, None),
        ("direction", {"measures": []}, "Choose what is to be done"),
        ("direction", {"measures": ["no-entry"]}, "Choose what is to be done"),
        ("help", {"measures": ["no-entry"]}, None),
        ("help", {"measures": ["second-factor"]}, "Choose what is to be done"),
        ("direction", {"measures": ["other"]}, "Say in the note"),
        ("direction", {"measures": ["other"], "note": "Lock the cupboard"}, None),
        ("direction", {"due_on": TODAY - timedelta(days=1)}, "has passed"),
        ("direction", {"due_on": TODAY + timedelta(days=367)}, "within a year"),
    ],
)
def test_what_is_asked_comes_from_the_list_with_a_day_to_come(kind, changes, words):
    asked = {"measures": ["second-factor"], "note": "", "due_on": TODAY, **changes}

    reasons = technical_refused(kind, asked["measures"], asked["note"], asked["due_on"], today=TODAY)

    assert bool(reasons) == (words is not None)
    assert not words or words in reasons[0]


def test_every_measure_can_be_asked_for():
    assert {one for several in MEASURES.values() for one in several} == set(Measure)


def make(spx):
    """One of the school's in a status."""

    def made(status):
        traits = {"done": {"done": True}, "confirmed": {"confirmed": True}}.get(status, {"status": status})
        return TechnicalFactory(account=AccountFactory(organisation=spx.school), **traits)

    return made


def follower(now):
    """Follow an arrow with what goes with it."""

    def follow(thing, name, by):
        person = by if getattr(by, "pk", None) else None
        changes = {
            "do": {"done_by": person, "done_at": now, "what_was_done": "Done"},
            "confirm": {"confirmed_by": person, "confirmed_at": now},
            "reopen": {"done_by": None, "done_at": None, "what_was_done": ""},
        }
        return move(thing, name, by=by, now=now, reason="Because", changes=changes.get(name, {}))

    return follow


@pytest.mark.django_db
@pytest.mark.clause("C020", "C046")
def test_no_arrow_that_is_not_there_is_followed(spx, now):
    assert_missing_arrows_are_refused(TECHNICAL, make(spx), follower(now), spx.everyone())


@pytest.mark.django_db
@pytest.mark.clause("C020", "C046")
@pytest.mark.parametrize("name", list(WHO))
def test_each_arrow_is_followed_by_its_own(spx, now, name):
    assert_followed_by(TECHNICAL, name, make(spx), follower(now), spx.everyone(), WHO[name])
    assert_product_follows_its_own(TECHNICAL, name, make(spx), follower(now))


def open_duty_of(task):
    """What is owed about it now."""
    return Duty.objects.get(thing_reference=task.reference, closed_at__isnull=True)


@pytest.mark.django_db
@pytest.mark.clause("C020", "F20")
def test_the_head_directs_the_technician_does_it_and_the_head_confirms(spx, live, now):
    task = direct_security(live, wish=SECURE, by=spx.head, now=now)
    duty = open_duty_of(task)
    assert (duty.kind, duty.asked_role) == (TO_DO, "ICT")

    do_technical(task, what_was_done="Switched on; two old telephones signed out", by=spx.ict, now=now)
    owed = open_duty_of(task)
    assert (owed.kind, owed.asked_person) == (TO_CONFIRM, spx.head)

    with pytest.raises(NotAllowed):
        confirm_technical(task, by=spx.ict, now=now)
    confirm_technical(task, by=spx.head, now=now)

    task.refresh_from_db()
    assert (task.status, task.done_by, task.done_at, task.confirmed_by) == ("confirmed", spx.ict, now, spx.head)
    assert not Duty.objects.filter(thing_reference=task.reference, closed_at__isnull=True).exists()
    told = set(whole_history(live).filter(thing_reference=task.reference).values_list("action", flat=True))
    assert told == {"technical_task.begin", "technical_task.do", "technical_task.confirm"}


@pytest.mark.django_db
@pytest.mark.clause("C046")
def test_whoever_runs_an_account_is_helped_and_says_so_and_others_do_not_ask(spx, live, now):
    task = ask_help(live, wish=HELP, by=spx.teacher, now=now)
    of_the_school = ask_help(spx.school, wish=HELP, by=spx.com, now=now)
    for by, about in ((spx.office, live), (spx.ict, live), (spx.teacher, spx.school)):
        with pytest.raises(NotAllowed):
            ask_help(about, wish=HELP, by=by, now=now)
    with pytest.raises(NotFoundHere):
        ask_help(live, wish=HELP, by=spx.stranger, now=now)

    do_technical(task, what_was_done="Comments are off again", by=spx.ict, now=now)
    with pytest.raises(NotAllowed):
        confirm_technical(task, by=spx.com, now=now)
    confirm_technical(task, by=spx.teacher, now=now)

    assert task.status == "confirmed"
    assert of_the_school.account is None


@pytest.mark.django_db
@pytest.mark.clause("C020")
def test_nobody_but_the_head_directs(spx, live, now):
    for by in (spx.com, spx.ict, spx.dpo, spx.teacher):
        with pytest.raises(NotAllowed):
            direct_security(live, wish=SECURE, by=by, now=now)

    assert not TechnicalTask.objects.exists()


@pytest.mark.django_db
@pytest.mark.clause("C020", "C046")
def test_what_is_not_right_goes_back_and_is_owed_again(spx, live, now):
    task = direct_security(live, wish=SECURE, by=spx.head, now=now)
    do_technical(task, what_was_done="Switched on", by=spx.ict, now=now)

    reopen_technical(task, reason="The office cannot get in", due_on=FRIDAY, by=spx.head, now=now)

    task.refresh_from_db()
    assert (task.status, task.done_by, task.what_was_done) == ("again", None, "")
    assert open_duty_of(task).kind == TO_DO
    with pytest.raises(TooLate):
        confirm_technical(task, by=spx.head, now=now)
    do_technical(task, what_was_done="The office has its own key now", by=spx.ict, now=now)
    confirm_technical(task, by=spx.head, now=now)
    assert task.status == "confirmed"


@pytest.mark.django_db
@pytest.mark.clause("C020")
def test_a_head_who_did_it_themselves_does_not_confirm_it_but_the_chair_does(spx, live, now):
    RoleHeldFactory(person=spx.head, organisation=spx.top, role="ICT")
    task = direct_security(live, wish=SECURE, by=spx.head, now=now)
    do_technical(task, what_was_done="Switched on", by=spx.head, now=now)

    with pytest.raises(NotAllowed, match="You recorded this"):
        confirm_technical(task, by=spx.head, now=now)
    done = {"status": "confirmed", "confirmed_by": spx.head, "confirmed_at": now}
    with pytest.raises(IntegrityError), transaction.atomic():
        TechnicalTask.objects.filter(pk=task.pk).update(**done)
    confirm_technical(task, by=spx.chair, now=now)

    assert task.confirmed_by == spx.chair


@pytest.mark.django_db
@pytest.mark.clause("C046")
def test_what_is_late_climbs_to_the_head(spx, live, now):
    task = ask_help(live, wish=HELP, by=spx.com, now=now)

    sweep(now + timedelta(days=6))

    assert open_duty_of(task).climbed_to == "HD"


@pytest.mark.django_db
@pytest.mark.clause("C020")
def test_the_profile_says_which_technician_and_one_who_is_not_there_is_not_asked(now):
    ros = make_world("ROS")
    account = AccountFactory(organisation=ros.school)

    task = direct_security(account, wish=SECURE, by=ros.head, now=now)
    assert open_duty_of(task).asked_role == "OSO"
    do_technical(task, what_was_done="Switched on", by=ros.oso, now=now)

    RoleHeld.objects.filter(person=ros.oso).update(revoked_at=now, revoked_by=ros.head)
    again = direct_security(account, wish=SECURE, by=ros.head, now=now)
    assert open_duty_of(again).asked_role == "ICT"


@pytest.mark.django_db
@pytest.mark.clause("C020")
def test_a_direction_that_is_withdrawn_is_owed_no_longer_and_a_closed_account_needs_none(spx, live, now):
    task = direct_security(live, wish=SECURE, by=spx.head, now=now)

    withdraw_technical(task, reason="The account closes", by=spx.head, now=now)

    assert not Duty.objects.filter(thing_reference=task.reference, closed_at__isnull=True).exists()
    with pytest.raises(Refused, match="closed"):
        direct_security(AccountFactory(organisation=spx.school, status="closed"), wish=SECURE, by=spx.head, now=now)


@pytest.mark.django_db
@pytest.mark.clause("C020", "D04")
def test_who_sees_the_list_and_how_it_is_narrowed(spx, live, now):
    directed = direct_security(live, wish=SECURE, by=spx.head, now=now)
    helped = ask_help(live, wish=HELP, by=spx.teacher, now=now)
    TechnicalFactory(account__organisation=spx.elsewhere)

    seen = {
        name: set(technical_for(standing_of(person, now)))
        for name, person in {"dpo": spx.dpo, "ict": spx.ict, "teacher": spx.teacher, "office": spx.office}.items()
    }

    assert seen == {"dpo": {directed, helped}, "ict": {directed, helped}, "teacher": {helped}, "office": set()}
    dpo = standing_of(spx.dpo, now)
    assert set(technical_for(dpo, kind="help")) == {helped}
    assert set(technical_for(dpo, words="telephone")) == {directed}
    assert set(technical_for(dpo, words=directed.reference, status="done")) == set()
    assert set(technical_for(dpo, school=spx.school.reference)) == {directed, helped}


def page(client, address):
    """The page's words."""
    return client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.clause("C020", "C046")
def test_the_accounts_page_shows_what_is_open_to_whoever_may_read_it(spx, live, client_for, now):
    task = direct_security(live, wish=SECURE, by=spx.head, now=now)
    address, link = live.get_absolute_url(), f'href="{task.get_absolute_url()}"'

    assert link in page(client_for(spx.dpo), address)
    runner = page(client_for(spx.teacher), address)
    assert "Switch on a second step" in runner
    assert link not in runner
    assert "Ask for technical help" in runner
    assert "Direct a security measure" not in runner
    stranger_to_it = page(client_for(spx.governor), address)
    assert "Switch on a second step" not in stranger_to_it
    assert "Technical task" in page(client_for(spx.head), reverse("accounts:view_history", args=[live.reference]))


@pytest.mark.django_db
@pytest.mark.clause("C020", "T42")
def test_the_form_keeps_what_was_typed_and_takes_no_password(spx, live, client_for, now):
    head, address = client_for(spx.head), reverse("accounts:direct_security")
    sent = {"about": live.reference, "measures": ["apps"], "note": "password: Tr0ub4dor&3xyz"}

    refused = head.post(address, sent).content.decode()

    assert "Tr0ub4dor" in refused
    assert "There is a problem" in refused
    assert not TechnicalTask.objects.exists()
    due = timezone.localdate() + timedelta(days=7)
    day = {"due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year}
    head.post(address, {**sent, "note": "", **day})
    task = TechnicalTask.objects.get()
    assert (task.kind, task.measures, task.account, task.due_on) == (TechnicalKind.DIRECTION, ["apps"], live, due)


@pytest.mark.django_db
@pytest.mark.clause("C046")
def test_somebody_who_runs_nothing_is_told_so(spx, client_for):
    runs_nothing = PersonFactory(working_at=spx.school)

    answer = client_for(runs_nothing).get(reverse("accounts:ask_help"))

    assert answer.status_code == 403
    assert "You run no account here" in answer.content.decode()
