"""The pages of devices: lending at the counter, the register and its file, a loss, a renewal (C186, S21, J56, M34)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import DeviceLoan
from accounts.rules.device_words import CONDITIONS
from governance.calendar.rules import add_years
from governance.kernel.dates import local_date, long_date
from governance.pages.proof import SESSION_KEY
from tests.accounts.factories import DeviceFactory, LoanFactory, LossFactory
from tests.accounts.test_pages import page, send
from tests.fixtures import make_world
from tests.posts.desk import make_desk

pytestmark = pytest.mark.django_db


def parts(name, day):
    """A day in three boxes."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.mark.clause("C186", "S21")
def test_lending_and_taking_back_at_the_counter(spx, client_for):
    device, today = DeviceFactory(organisation=spx.school), local_date(timezone.now())
    office = client_for(spx.office)
    assert "Lend<" in page(office, "list_devices")
    form = page(office, "lend_device", device.reference)
    assert f'value="{today.year}"' in form

    said = {"borrower": spx.teacher.reference, "occasion": "Year 4 trip", **parts("due_back_on", today)}
    send(office, "lend_device", device.reference, **said)

    assert "Take back" in page(office, "list_devices", show="on-loan")
    assert str(spx.teacher) in page(office, "view_device", device.reference)
    assert "Year 4 trip" in page(office, "take_back_device", device.reference)
    send(office, "take_back_device", device.reference, condition="Wet")
    assert DeviceLoan.objects.get().condition_in == "Wet"
    assert "Who borrowed it" in page(office, "view_device", device.reference)


def test_what_was_typed_stays_beside_every_reason(spx, client_for):
    device, office = LossFactory(device__organisation=spx.school).device, client_for(spx.office)
    yesterday = local_date(timezone.now()) - timedelta(days=1)

    said = {"borrower": spx.teacher.reference, "occasion": "Year 4 trip", **parts("due_back_on", yesterday)}
    told = send(office, "lend_device", device.reference, **said).content.decode()

    assert "has been reported lost" in told
    assert "must be today or later" in told
    assert "Year 4 trip" in told
    empty = send(office, "lend_device", device.reference, save="Lend it").content.decode()
    assert "Choose who borrows it." in empty
    assert "Say what it is lent for." in empty


@pytest.mark.clause("M34")
def test_staff_see_the_list_and_not_who_borrowed_before(spx, client_for):
    device = LoanFactory(device__organisation=spx.school, occasion="Farm trip").device
    DeviceLoan.objects.update(ended_at=timezone.now(), ended_by=spx.office, ended_as="returned")
    teacher = client_for(spx.teacher)

    listed, shown = page(teacher, "list_devices"), page(teacher, "view_device", device.reference)

    assert "At the counter" not in listed
    assert "Export" not in listed
    assert "Farm trip" not in shown
    assert "Farm trip" in page(client_for(spx.dpo), "view_device", device.reference)
    assert client_for(spx.teacher).get(reverse("accounts:export_devices")).status_code == 403


@pytest.mark.clause("C186", "F16")
def test_the_file_is_the_register_as_it_is_filtered(spx, client_for):
    late = local_date(timezone.now()) - timedelta(days=1)
    LoanFactory(device__organisation=spx.school, device__name="Trip phone", borrower=spx.teacher, due_back_on=late)
    DeviceFactory(organisation=spx.school, name="Office camera")
    DeviceFactory(organisation=spx.elsewhere, name="Not ours")
    com = client_for(spx.com)

    def lines(**asked):
        answer = com.get(reverse("accounts:export_devices"), asked)
        return b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()

    assert len(lines()) == 3
    (only,) = lines(show="overdue")[1:]
    assert "Trip phone" in only
    assert str(spx.teacher) in only
    assert "Not ours" not in "".join(lines())


@pytest.mark.clause("S21", "T33")
def test_a_loss_is_reported_by_a_teacher_and_settled_by_the_officer(spx, client_for):
    device, today = DeviceFactory(organisation=spx.school), local_date(timezone.now())
    teacher, officer = client_for(spx.teacher), client_for(spx.oso)
    page(teacher, "report_device", device.reference)
    send(teacher, "report_device", device.reference, circumstances="On the coach", **parts("lost_on", today))
    assert "It was found" not in page(teacher, "view_device", device.reference)
    shown = page(officer, "view_device", device.reference)
    assert "On the coach" in shown
    assert officer.get(reverse("accounts:find_device", args=[device.reference])).status_code == 405

    send(officer, "find_device", device.reference)

    assert "found on" in page(officer, "view_device", device.reference)
    assert "lost_on" in page(officer, "withdraw_device", device.reference)


@pytest.mark.clause("P46", "S21")
def test_one_that_waits_is_reported_lost_on_its_page_only_where_owning_is_enough(spx, client_for):
    odb = make_world("ODB", "trust")
    for world, offered in ((odb, True), (spx, False)):
        device = DeviceFactory(organisation=world.school, requested=True)
        assert ("Report it lost" in page(client_for(world.oso), "view_device", device.reference)) is offered


@pytest.mark.clause("S21", "T33")
def test_a_mistaken_report_is_put_right_on_its_page(spx, client_for):
    loss, officer = LossFactory(device__organisation=spx.school), client_for(spx.oso)
    assert "Reported by mistake, or" not in page(client_for(spx.teacher), "view_device", loss.device.reference)
    assert "Reported by mistake, or" in page(officer, "view_device", loss.device.reference)
    assert (
        "Give a reason."
        in send(officer, "correct_loss", loss.device.reference, loss.reference, save="x").content.decode()
    )

    send(officer, "correct_loss", loss.device.reference, loss.reference, reason="Another camera was meant")

    shown = page(officer, "view_device", loss.device.reference)
    assert "a mistake: Another camera was meant" in shown
    assert "It was found" not in shown
    address = reverse("accounts:correct_loss", args=[loss.device.reference, loss.reference])
    assert officer.get(address).status_code == 404


@pytest.mark.clause("S21", "T33")
def test_whoever_withdraws_it_sees_the_pictures_that_do_not_count(spx, client_for):
    desk = make_desk(spx, timezone.now())
    post = desk.draft(picture=True)
    said = {"reason": "Lost", **parts("lost_on", local_date(timezone.now()))}

    send(client_for(spx.oso), "withdraw_device", desk.device.reference, **said)

    assert post.reference in page(client_for(spx.oso), "view_device", desk.device.reference)
    assert post.reference not in page(client_for(spx.teacher), "view_device", desk.device.reference)


@pytest.mark.clause("J56", "C185")
def test_a_renewal_is_signed_on_its_page(spx, client_for):
    today = local_date(timezone.now())
    device = DeviceFactory(organisation=spx.school, approvals=[(today - timedelta(days=360), today)])
    officer = client_for(spx.oso)
    session = officer.session
    session[SESSION_KEY] = timezone.now().isoformat()
    session.save()
    assert "Renewal due" in page(officer, "list_devices", show="renewal-due")
    assert "Withdraw it instead" in page(officer, "renew_device", device.reference)

    until = long_date(add_years(today - timedelta(days=360), 2))
    assert until in page(officer, "renew_device", device.reference)
    refused = send(officer, "renew_device", device.reference, printed_name=spx.oso.name).content.decode()
    assert "Tick the statement" in refused
    assert device.approvals.count() == 1

    done = officer.post(
        reverse("accounts:renew_device", args=[device.reference]),
        {"printed_name": spx.oso.name, "ticked": "on"},
        follow=True,
    )

    assert f"Approved until {until}." in done.content.decode()
    signed = device.approvals.last().signature.statement
    assert device.approvals.count() == 2
    assert all(one in signed for one in (*CONDITIONS, until, str(device), "Taking pictures"))
    assert "Renewal due" not in page(officer, "list_devices")
