"""A withdrawal whose hour nobody knows counts from the start of its day and wins over every form of it (C099, law 2)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from consent.models import Answer, ChangeRequest
from consent.rules.entry import Given
from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.selectors import rulings
from consent.services import FormEntry, WishEntry, record_form, withdraw
from governance.duties.models import Duty
from governance.kernel.dates import local_date, local_midnight
from tests.consent.factories import AnswerFactory
from tests.consent.facts import facts, said, wish
from tests.consent.test_ruling import ruling as pure

WEBSITE = Use("image", "website")
MORNING = local_midnight(date(2026, 10, 5))
YES = (Given("image", "website", None, "given"),)


@pytest.fixture(autouse=True)
def clock(monkeypatch, now):
    """Pages read Monday 5 October 2026, 11am."""
    monkeypatch.setattr("governance.pages.middleware.timezone.now", lambda: now)


@pytest.fixture
def alone(pupil):
    """The pupil, who says yes, so that it depends on the mother alone."""
    AnswerFactory(pupil=pupil, by_pupil=True)
    return pupil


def ruling(pupil, at):
    """What may be done at that moment."""
    return rulings([pupil.pk], [WEBSITE], on=local_date(at), now=at)[pupil.pk, WEBSITE]


def form_of(at, mother):
    """A yes of the mother that reached the school then."""
    return FormEntry(2026, YES, at, local_date(at), True, contact=mother)


@pytest.mark.clause("C099", "Q30")
def test_a_form_of_the_same_day_never_follows_a_withdrawal_whose_hour_is_unknown():
    at_ten_past_nine = MORNING + timedelta(hours=9, minutes=10)
    form = said(received_at=at_ten_past_nine, effective_from=at_ten_past_nine)
    of_the_next_day = said(received_at=MORNING + timedelta(days=1), effective_from=MORNING)

    assert pure(facts(form, wishes=(wish(received_at=MORNING),))).reasons == (Reason.WITHDRAWN,)
    assert pure(facts(of_the_next_day, wishes=(wish(received_at=MORNING),))).may_use
    assert pure(facts(form, wishes=(wish(received_at=MORNING + timedelta(hours=8)),))).may_use


@pytest.mark.clause("C099", "D20")
@pytest.mark.parametrize("order", ["form first", "withdrawal first"])
def test_whichever_is_typed_first_the_withdrawal_stands(alone, mother, spx, now, order):
    steps = [
        lambda: record_form(pupil=alone, entry=form_of(now - timedelta(hours=1), mother), by=spx.office, now=now),
        lambda: withdraw(pupil=alone, wish=WishEntry(MORNING, contact=mother), by=spx.office, now=now),
    ]

    for step in steps if order == "form first" else steps[::-1]:
        step()

    assert Reason.WITHDRAWN in ruling(alone, now).reasons
    assert not ruling(alone, now).may_use


@pytest.mark.clause("T20", "C104")
def test_a_yes_of_that_day_ends_when_it_came_and_not_before(alone, mother, spx, now):
    at = now - timedelta(hours=1)
    record_form(pupil=alone, entry=form_of(at, mother), by=spx.office, now=now)

    withdraw(pupil=alone, wish=WishEntry(MORNING, contact=mother), by=spx.office, now=now)

    ended = Answer.objects.get(person_key__startswith="contact")
    assert (ended.status, ended.ended_at) == ("withdrawn", at)


@pytest.mark.clause("Q30", "T21")
def test_a_form_of_the_next_day_follows_it(alone, mother, spx, now):
    withdraw(pupil=alone, wish=WishEntry(MORNING, contact=mother), by=spx.office, now=now)
    tomorrow = now + timedelta(days=1)

    record_form(pupil=alone, entry=form_of(tomorrow, mother), by=spx.office, now=tomorrow)

    assert ruling(alone, tomorrow).may_use


@pytest.mark.clause("J13", "C099")
def test_its_deadline_counts_from_the_start_of_the_day(alone, mother, spx, now):
    request = withdraw(pupil=alone, wish=WishEntry(MORNING, contact=mother), by=spx.office, now=now)

    assert request.received_at == request.change.received_at == MORNING
    assert Duty.objects.get(kind="J13").due_at == datetime(2026, 10, 5, 16, 0, tzinfo=UTC)


@pytest.mark.clause("D17", "C099", "J13")
def test_a_calendar_that_is_missing_never_stops_a_withdrawal(alone, mother, spx, now, monkeypatch):
    monkeypatch.setattr("governance.calendar.selectors.known_to", lambda division: date(2020, 12, 31))

    request = withdraw(pupil=alone, wish=WishEntry(now, contact=mother), by=spx.office, now=now)

    assert not ruling(alone, now).may_use
    assert Duty.objects.get(kind="J13", thing_reference=request.reference).due_at == now


def typed(mother, **changes):
    """A letter of today of which nobody noted the hour."""
    return {
        "who": mother.reference, "wish": "withdraw", "arrival": "letter", "received_on_day": 5,
        "received_on_month": 10, "received_on_year": 2026, "received_time": "", **changes,
    }  # fmt: skip


@pytest.mark.clause("C099")
def test_the_page_takes_a_withdrawal_without_a_time_and_says_from_when_it_counts(alone, mother, spx, client_for):
    client, address = client_for(spx.office), reverse("consent:withdraw", args=[alone.reference])

    asked = client.get(address).content.decode()
    check = client.post(address, typed(mother, check="yes")).content.decode()
    client.post(address, typed(mother, confirm="yes"))

    request = ChangeRequest.objects.get()
    seen = client.get(reverse("consent:view_withdrawal", args=[request.reference])).content.decode()
    assert "wins over any form of the same day" in asked
    assert request.received_at == MORNING
    for words in (check, seen):
        assert "Monday 5 October 2026, from the start of the day" in words
        assert "midnight" not in words


@pytest.mark.clause("C099", "D20")
def test_a_day_to_come_is_refused_without_a_time_too(alone, mother, spx, client_for):
    address = reverse("consent:withdraw", args=[alone.reference])

    answer = client_for(spx.office).post(address, typed(mother, received_on_day=6, check="yes")).content.decode()

    assert "cannot have been received in the future" in answer
