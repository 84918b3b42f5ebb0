"""The doors up: a receiver that fails undoes nothing but its own work, and its text reaches no log."""

import pytest
from django.db import IntegrityError

from governance.organisations.models import EmailDomain
from governance.workflow.events import Event
from governance.workflow.panels import Panel, for_place, forget, panel


@pytest.fixture
def event():
    return Event("parcel.opened")


@pytest.mark.django_db
def test_receivers_are_told_with_ids(event):
    heard = []

    def receiver(parcel_id):
        heard.append(parcel_id)

    event.subscribe(receiver)

    assert event.send(parcel_id=7) == []
    assert heard == [7]


@pytest.mark.django_db
def test_subscribing_twice_is_hearing_once(event):
    heard = []

    def receiver(parcel_id):
        heard.append(parcel_id)

    event.subscribe(receiver)
    event.subscribe(receiver)
    event.send(parcel_id=7)

    assert heard == [7]


@pytest.mark.django_db
def test_a_failing_receiver_undoes_only_its_own_work(event, spx):
    def failing(parcel_id):
        EmailDomain.objects.create(organisation=spx.top, domain="quay.example")
        EmailDomain.objects.create(organisation=spx.top, domain="quay.example")

    def working(parcel_id):
        EmailDomain.objects.create(organisation=spx.top, domain="pier.example")

    event.subscribe(failing)
    event.subscribe(working)
    failed = event.send(parcel_id=7)

    assert len(failed) == 1
    assert set(EmailDomain.objects.values_list("domain", flat=True)) == {"harbour.example", "pier.example"}


@pytest.mark.django_db
@pytest.mark.clause("T86", "D14")
def test_what_a_failing_receiver_says_stays_out_of_the_log(event, caplog):
    def failing(**ids):
        raise IntegrityError("Duplicate: Talia Tester said that")

    event.subscribe(failing)
    event.send(parcel="PX-7K3M9QXD2B", remark="Talia Tester said that", count=2)

    assert "Talia" not in caplog.text
    assert "IntegrityError" in caplog.text
    assert "PX-7K3M9QXD2B" in caplog.text


@pytest.mark.django_db
def test_a_receiver_taken_away_hears_nothing(event):
    heard = []

    def receiver(**ids):
        heard.append(ids)

    event.subscribe(receiver)
    event.unsubscribe(receiver)
    event.send(parcel_id=7)

    assert heard == []


def test_panels_come_in_order_and_only_where_they_belong(now):
    def late(thing, person, now):
        return Panel("late.html", order=2)

    def early(thing, person, now):
        return [Panel("early.html", order=1)]

    def nothing(thing, person, now):
        return None

    for maker in (late, early, nothing):
        panel("parcel")(maker)
    templates = [one.template for one in for_place("parcel", None, None, now)]
    for maker in (late, early, nothing):
        forget("parcel", maker)

    assert templates == ["early.html", "late.html"]
    assert for_place("parcel", None, None, now) == []
