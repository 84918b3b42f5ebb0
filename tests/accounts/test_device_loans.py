"""Devices signed out and in, lost and found; what is owed about them (S21, C186, J56)."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import DeviceLoan
from accounts.rules.device_cover import why_not_covered
from accounts.rules.device_loans import is_overdue, why_not_lend
from accounts.selectors import borrowers, device_lines, devices_for, found_devices
from accounts.selectors.device_cover import facts_of
from accounts.services import (
    Lending,
    approve_device,
    ask_to_renew_devices,
    find_device,
    lend_device,
    refuse_device,
    renew_device,
    report_device,
    take_back_device,
    withdraw_device,
)
from governance.duties.models import Duty
from governance.duties.selectors import for_person
from governance.duties.services import sweep
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.people.models import RoleHeld
from governance.permissions.selectors import standing_of
from tests.accounts.factories import DeviceFactory, LoanFactory, LossFactory
from tests.fixtures import make_world

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 5)
DAY = timedelta(days=1)


def to(person, **changes):
    """The trip to the farm, back on Friday."""
    given = {"borrower": person, "occasion": "Year 4 trip to the farm", "due_back_on": MONDAY + 4 * DAY}
    return Lending(**{**given, **changes})


def open_kinds():
    """The kinds of duty that are open."""
    return sorted(Duty.objects.filter(closed_at=None).values_list("kind", flat=True))


@pytest.mark.clause("S21", "C186", "F16")
def test_a_phone_goes_out_for_a_trip_and_comes_back(spx, now):
    device = DeviceFactory(organisation=spx.school, kind="phone", used_for="parents")

    loan = lend_device(device, to(spx.teacher, condition=" A scratch "), by=spx.office, now=now)
    assert device.status == "on-loan"
    assert open_kinds() == ["J+device-back"]
    take_back_device(device, condition="Wet", by=spx.office, now=now + 3 * DAY)

    loan.refresh_from_db()
    assert device.status == "approved"
    assert (loan.ended_as, loan.ended_by, loan.condition_out, loan.condition_in) == (
        "returned", spx.office, "A scratch", "Wet",
    )  # fmt: skip
    assert open_kinds() == []


@pytest.mark.clause("M34", "S21")
def test_the_teacher_neither_lends_nor_takes_back(spx, now):
    device = DeviceFactory(organisation=spx.school)
    with pytest.raises(NotAllowed):
        lend_device(device, to(spx.teacher), by=spx.teacher, now=now)
    lend_device(device, to(spx.teacher), by=spx.office, now=now)

    with pytest.raises(NotAllowed):
        take_back_device(device, by=spx.teacher, now=now)


@pytest.mark.clause("C186")
def test_everything_that_stands_in_the_way_is_told_at_once(spx, now):
    LoanFactory(device__organisation=spx.school, borrower=spx.teacher, due_back_on=MONDAY - DAY)
    device = DeviceFactory(organisation=spx.school, name="Tablet", approvals=[(date(2025, 9, 1), MONDAY - DAY)])

    with pytest.raises(Refused) as refusal:
        lend_device(device, to(spx.teacher, occasion=" ", due_back_on=MONDAY - DAY), by=spx.office, now=now)

    told = " ".join(refusal.value.reasons)
    assert len(refusal.value.reasons) == 4
    assert all(words in told for words in ("has run out", "overdue", "today or later", "what it is lent for"))
    assert not DeviceLoan.objects.filter(device=device).exists()


@pytest.mark.clause("C186", "S21")
def test_what_is_lost_or_out_already_is_not_lent_nor_to_somebody_from_elsewhere(spx, now):
    lost = DeviceFactory(organisation=spx.school)
    LossFactory(device=lost)
    out = LoanFactory(device__organisation=spx.school).device

    with pytest.raises(Refused, match="reported lost"):
        lend_device(lost, to(spx.teacher), by=spx.office, now=now)
    with pytest.raises(TooLate):
        lend_device(out, to(spx.teacher), by=spx.office, now=now)
    with pytest.raises(Refused, match="does not work here"):
        lend_device(DeviceFactory(organisation=spx.school), to(spx.stranger), by=spx.office, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        LoanFactory(device=out)


@given(back=st.integers(-3, 3))
@pytest.mark.clause("Q36", "C186")
def test_the_day_it_is_due_counts_to_its_midnight(back):
    due = MONDAY + back * DAY
    said = why_not_lend(
        device="Camera", borrower="Ada", works_here=True, overdue=[], approved_today=True, reported_lost=False,
        due_back_on=due, today=MONDAY,
    )  # fmt: skip

    assert is_overdue(due, MONDAY) is (back < 0)
    assert bool(said) is (back < 0)


@pytest.mark.clause("C186", "Q36")
def test_a_late_return_climbs_to_the_office_the_officer_and_the_head(spx, now):
    device = DeviceFactory(organisation=spx.school)
    lend_device(device, to(spx.teacher), by=spx.office, now=now)

    def has_it(person, at):
        board = for_person(standing_of(person, at, fresh=True), at)
        return any(one.kind == "J+device-back" for one in [*board.late, *board.waiting, *board.coming_up])

    midnight = now.replace(day=9, hour=23, minute=0)
    climbs = [(-1, "teacher", "office"), (0, "office", "oso"), (24, "oso", "head"), (96, "head", "chair")]
    for hours, has, has_not in climbs:
        at = midnight + timedelta(hours=hours)
        sweep(at)
        assert has_it(getattr(spx, has), at)
        assert not has_it(getattr(spx, has_not), at)


@pytest.mark.clause("S21")
def test_anyone_reports_a_loss_and_the_officer_is_told_at_once(spx, now):
    device = DeviceFactory(organisation=spx.school)

    report_device(device, lost_on=MONDAY, circumstances="On the coach", by=spx.teacher, now=now)

    duty = Duty.objects.get(kind="J+device-lost")
    assert duty.asked_role == "OSO"
    with pytest.raises(Refused, match="already"):
        report_device(device, lost_on=MONDAY, by=spx.office, now=now)
    with pytest.raises(NotAllowed):
        find_device(device, by=spx.teacher, now=now)
    find_device(device, by=spx.oso, now=now)
    assert open_kinds() == []


@pytest.mark.clause("S21")
def test_a_lost_device_is_withdrawn_while_it_is_out(spx, now):
    device = DeviceFactory(organisation=spx.school)
    loan = lend_device(device, to(spx.teacher), by=spx.office, now=now)
    report_device(device, lost_on=MONDAY, by=spx.teacher, now=now)

    withdraw_device(device, reason="Lost at the farm", by=spx.oso, now=now)

    loan.refresh_from_db()
    loss = device.losses.get()
    assert (device.status, loan.ended_as, loss.settled_as) == ("withdrawn", "not-returned", "withdrawn")
    assert open_kinds() == []
    with pytest.raises(TooLate):
        report_device(device, lost_on=MONDAY, by=spx.teacher, now=now)


def meanwhile(monkeypatch, where, happens):
    """Somebody else does that just before this one is written down."""
    real = getattr(import_module(where.rpartition(".")[0]), where.rpartition(".")[2])

    def second(*args, **kwargs):
        happens()
        return real(*args, **kwargs)

    monkeypatch.setattr(where, second)


@pytest.mark.clause("S21", "D02")
def test_a_loss_reported_while_it_is_withdrawn_comes_too_late(spx, now, monkeypatch):
    device = DeviceFactory(organisation=spx.school)
    row, gone = type(device).objects.filter(pk=device.pk), {"withdrawn_at": now, "withdrawn_by": spx.oso}
    meanwhile(monkeypatch, "accounts.services.device_losses.record", lambda: row.update(status="withdrawn", **gone))

    with pytest.raises(TooLate, match="Withdrawn"):
        report_device(device, lost_on=MONDAY, by=spx.teacher, now=now)

    assert not device.losses.exists()
    assert open_kinds() == []


@pytest.mark.clause("C186", "D02")
def test_a_device_reported_lost_at_the_same_time_is_not_lent(spx, now, monkeypatch):
    device = DeviceFactory(organisation=spx.school)
    meanwhile(monkeypatch, "accounts.services.device_loans.move", lambda: LossFactory(device=device))

    with pytest.raises(Refused, match="reported lost"):
        lend_device(device, to(spx.teacher), by=spx.office, now=now)

    assert not DeviceLoan.objects.exists()


@pytest.mark.parametrize(("lost_on", "words"), [(MONDAY + DAY, "today or earlier"), (date(2025, 8, 1), "before that")])
def test_a_loss_is_neither_to_come_nor_older_than_the_device(spx, now, lost_on, words):
    device = DeviceFactory(organisation=spx.school)

    with pytest.raises(Refused, match=words):
        report_device(device, lost_on=lost_on, by=spx.teacher, now=now)
    with pytest.raises(Refused, match=words):
        withdraw_device(device, reason="Lost", lost_on=lost_on, by=spx.oso, now=now)
    device.refresh_from_db()
    assert device.status == "approved"


@pytest.mark.clause("J56", "D16")
def test_a_renewal_is_asked_for_four_weeks_ahead_once_and_climbs_to_the_head(spx, now, signing):
    until = MONDAY + 28 * DAY
    device = DeviceFactory(organisation=spx.school, approvals=[(date(2025, 11, 2), until)])
    DeviceFactory(organisation=spx.school, approvals=[(date(2025, 11, 3), until + DAY)])

    assert ask_to_renew_devices(now) == 1
    assert ask_to_renew_devices(now) == 0

    duty = Duty.objects.get(kind="J56")
    assert (duty.thing_reference, duty.asked_person) == (device.reference, spx.oso)
    sweep(now + 30 * DAY)
    duty.refresh_from_db()
    assert "HD" in duty.climbed_to
    renew_device(
        device,
        ticked=True,
        signing=type(signing(spx.oso))(now + 30 * DAY, spx.oso.name),
        by=spx.oso,
        now=now + 30 * DAY,
    )
    assert not Duty.objects.filter(kind="J56", closed_at=None, thing_reference=device.reference).exists()


@pytest.mark.clause("J56")
def test_what_is_withdrawn_is_not_renewed_and_a_loan_holds_no_renewal_up(spx, now):
    soon = [(date(2025, 10, 5), MONDAY + DAY)]
    gone = DeviceFactory(organisation=spx.school, approvals=soon)
    ask_to_renew_devices(now)
    withdraw_device(gone, reason="Broken", by=spx.oso, now=now)
    out = DeviceFactory(organisation=spx.school, status="on-loan", approvals=soon)

    ask_to_renew_devices(now)

    assert [one.thing_reference for one in Duty.objects.filter(kind="J56", closed_at=None)] == [out.reference]


@pytest.mark.clause("P46", "J56")
def test_where_owning_is_enough_nothing_runs_out(db, now):
    odb = make_world("ODB", "trust")
    device = DeviceFactory(organisation=odb.school, approvals=[(date(2025, 9, 1), MONDAY - DAY)])

    assert ask_to_renew_devices(now) == 0
    line = device_lines(devices_for(standing_of(odb.com, now)), now)[0]
    assert not line.has_lapsed
    lend_device(device, to(odb.teacher), by=odb.office, now=now)


@pytest.mark.clause("P46", "S21", "T33")
def test_where_owning_is_enough_one_that_waits_can_be_lost_too(db, now, signing):
    odb = make_world("ODB", "trust")
    found, refused = (DeviceFactory(organisation=odb.school, requested=True) for _ in range(2))
    for device in (found, refused):
        report_device(device, lost_on=MONDAY, by=odb.teacher, now=now)
        assert "was missing" in why_not_covered(facts_of([device])[device.pk], MONDAY, owned_is_enough=True)
    with pytest.raises(Refused, match="reported lost"):
        approve_device(found, ticked=True, signing=signing(odb.oso), by=odb.oso, now=now)

    find_device(found, by=odb.oso, now=now)
    refuse_device(refused, reason="Nobody can find it", by=odb.oso, now=now)

    assert not Duty.objects.filter(kind="J+device-lost", closed_at=None).exists()
    assert [one.losses.get().settled_as for one in (found, refused)] == ["found", "withdrawn"]


@pytest.mark.clause("P46", "S21")
def test_what_waits_is_not_lost_where_it_must_be_approved_first(spx, now):
    with pytest.raises(TooLate, match="Waiting for approval"):
        report_device(DeviceFactory(organisation=spx.school, requested=True), lost_on=MONDAY, by=spx.teacher, now=now)


@pytest.mark.clause("C186")
def test_the_register_finds_what_is_out_overdue_lapsing_lost_or_gone(spx, now):
    usual, asked = DeviceFactory(organisation=spx.school), DeviceFactory(organisation=spx.school, requested=True)
    out = LoanFactory(device__organisation=spx.school, borrower=spx.teacher).device
    late = LoanFactory(device__organisation=spx.school, due_back_on=MONDAY - DAY).device
    soon = DeviceFactory(organisation=spx.school, approvals=[(date(2025, 10, 5), MONDAY + DAY)])
    lost = LossFactory(device__organisation=spx.school).device
    gone = DeviceFactory(organisation=spx.school)
    withdraw_device(gone, reason="Broken", by=spx.oso, now=now)
    rows = devices_for(standing_of(spx.com, now))

    def found(show="", words=""):
        return set(found_devices(rows, show=show, words=words, today=MONDAY))

    assert found() == {usual, asked, out, late, soon, lost, gone}
    assert found("waiting") == {asked}
    assert found("on-loan") == {out, late}
    assert found("overdue") == {late}
    assert found("renewal-due") == {soon}
    assert found("lost") == {lost}
    assert found("withdrawn") == {gone}
    assert found(words=f"{spx.teacher.given_name} {spx.teacher.family_name}") == {out}
    assert found(words=usual.asset_number) == {usual}


@pytest.mark.clause("M34", "D04")
def test_who_may_borrow_works_there_or_above_and_is_no_governor(spx, now):
    of_school = set(borrowers(spx.school, MONDAY))

    assert {spx.teacher, spx.com} <= of_school
    assert not {spx.governor, spx.chair, spx.stranger} & of_school
    assert spx.teacher in set(borrowers(spx.top, MONDAY))
    assert spx.teacher not in set(borrowers(spx.small, MONDAY))


@pytest.mark.clause("M34")
def test_the_head_lends_only_where_nobody_else_can(spx, now):
    device = DeviceFactory(organisation=spx.school)
    with pytest.raises(NotAllowed):
        lend_device(device, to(spx.teacher), by=spx.head, now=now)
    RoleHeld.objects.filter(role__in=["OSO", "OFF", "COM", "ICT"]).delete()

    lend_device(device, to(spx.teacher), by=spx.head, now=now)

    assert device.status == "on-loan"
