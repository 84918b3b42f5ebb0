"""Devices for pictures: the school's own, approved by somebody who did not ask (S21, C074, C185, F16, P46)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import ImageDevice
from accounts.rules.device_words import CONDITIONS
from accounts.selectors import approval_on, devices_for, devices_to_name
from accounts.services import approve_device, refuse_device, request_device, withdraw_device
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused
from governance.people.models import RoleHeld
from governance.permissions.selectors import standing_of
from tests.accounts.factories import DeviceFactory

pytestmark = pytest.mark.django_db


def ask_for(spx, by, now, **changes):
    """Ask for the office camera."""
    given = {
        "asset_number": "cam-1",
        "name": "Office camera",
        "kind": "camera",
        "used_for": "pictures",
        "purpose": "News",
        "school_owned": True,
    }
    return request_device(organisation=spx.school, by=by, now=now, **{**given, **changes})


@pytest.mark.clause("S21", "C074", "C185", "F16")
def test_the_online_safety_officer_approves_and_it_may_be_used(spx, now, signing):
    device = ask_for(spx, spx.teacher, now)
    assert list(devices_to_name(spx.school, now)) == []

    approve_device(device, ticked=True, signing=signing(spx.oso), by=spx.oso, now=now)

    assert list(devices_to_name(spx.school, now)) == [device]
    assert approval_on(device, now.date())
    assert device.signature.person == spx.oso
    assert not Duty.objects.filter(closed_at=None).exists()


@pytest.mark.clause("S21", "F16", "K03")
def test_what_is_not_ticked_is_not_approved_and_what_is_signed_lists_every_condition(spx, now, signing):
    device = ask_for(spx, spx.teacher, now)
    with pytest.raises(Refused, match="Tick the statement"):
        approve_device(device, ticked=False, signing=signing(spx.oso), by=spx.oso, now=now)

    approve_device(device, ticked=True, signing=signing(spx.oso), by=spx.oso, now=now)

    signed = device.signature.statement
    assert "until Tuesday 5 October 2027: Taking pictures." in signed
    assert all(one in signed for one in CONDITIONS)


@pytest.mark.clause("K03", "S21")
def test_whoever_asks_does_not_approve_and_the_head_stands_in(spx, now, signing):
    device = ask_for(spx, spx.oso, now)

    with pytest.raises(NotAllowed):
        approve_device(device, ticked=True, signing=signing(spx.oso), by=spx.oso, now=now)
    approve_device(device, ticked=True, signing=signing(spx.head), by=spx.head, now=now)

    assert device.decided_by == spx.head


@pytest.mark.clause("Q04")
def test_where_there_is_no_online_safety_officer_the_head_approves(spx, now, signing):
    RoleHeld.objects.filter(person=spx.oso).delete()
    device = ask_for(spx, spx.teacher, now)

    approve_device(device, ticked=True, signing=signing(spx.head), by=spx.head, now=now)

    assert device.status == "approved"


@pytest.mark.clause("M34")
def test_the_head_does_not_approve_while_the_officer_can(spx, now, signing):
    device = ask_for(spx, spx.teacher, now)

    with pytest.raises(NotAllowed):
        approve_device(device, ticked=True, signing=signing(spx.head), by=spx.head, now=now)


@pytest.mark.clause("C074", "P46")
def test_a_personal_device_is_refused_and_the_database_holds_none(spx, now):
    with pytest.raises(Refused):
        ask_for(spx, spx.teacher, now, school_owned=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeviceFactory(organisation=spx.school, school_owned=False)


def test_a_device_with_the_longest_name_is_asked_for_and_its_label_fits(spx, now):
    ask_for(spx, spx.teacher, now, name="N" * 120, asset_number="A" * 60)

    assert len(Duty.objects.get(label__startswith="Approve the device").label) == 200


def test_one_asset_stands_on_the_list_once(spx, now):
    ask_for(spx, spx.teacher, now)

    with pytest.raises(Refused) as refusal:
        ask_for(spx, spx.office, now, asset_number="CAM-1 ")

    assert "already" in refusal.value.reasons[0]


@pytest.mark.clause("S21")
def test_a_withdrawn_device_counts_for_nothing_and_its_number_is_free(spx, now):
    device = DeviceFactory(organisation=spx.school, asset_number="CAM-1")

    withdraw_device(device, reason="Lost on a trip", by=spx.oso, now=now)

    assert approval_on(device, now.date() + timedelta(days=1)) is None
    assert ask_for(spx, spx.teacher, now).status == "requested"


@pytest.mark.clause("S21")
def test_a_refusal_says_why(spx, now):
    device = ask_for(spx, spx.teacher, now)

    refuse_device(device, reason="It has no lock", by=spx.oso, now=now)

    assert ImageDevice.objects.get().status == "refused"


@pytest.mark.clause("D04")
def test_a_federations_devices_serve_its_schools_and_no_other(spx, now):
    device = DeviceFactory(organisation=spx.top)

    assert list(devices_to_name(spx.small, now)) == [device]
    assert list(devices_to_name(spx.elsewhere, now)) == []
    assert list(devices_for(standing_of(spx.stranger, now))) == []
