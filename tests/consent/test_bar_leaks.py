"""A bar is found nowhere by anybody but the DSL: not its reason, not the word, not by a difference between pages."""

import logging
import re

import pytest
from django.urls import reverse

from consent.services import set_bar, withdraw
from consent.services.withdrawals import WishEntry
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.notices.models import Notice
from tests.consent.factories import CANARY, agreed
from tests.pupils.factories import PupilFactory, SchoolClassFactory

OTHERS = ("head", "hos", "slt", "com", "teacher", "office", "ict", "oso", "dpo", "chair", "governor", "tech")
TRACES = (CANARY, "barred", "safeguarding bar", "SB-", "The DSL has")


@pytest.fixture(autouse=True)
def clock(monkeypatch, now):
    """Pages read Monday 5 October 2026, 11am."""
    monkeypatch.setattr("governance.pages.middleware.timezone.now", lambda: now)


@pytest.fixture
def classmates(agreed_pupil, account, spx, now):
    """A barred pupil and one about whom an aunt objected, alike in everything else."""
    school_class = SchoolClassFactory(organisation=spx.school)
    other = PupilFactory(organisation=spx.school, mother=True)
    agreed(other, account)
    agreed(other)
    type(other).objects.filter(pk__in=[other.pk, agreed_pupil.pk]).update(school_class=school_class)
    set_bar(pupil=agreed_pupil, reason=CANARY, by=spx.dsl, now=now)
    withdraw(pupil=other, wish=WishEntry(received_at=now, requester_name="Aunt Ivy"), by=spx.office, now=now)
    return agreed_pupil, other, school_class


def addresses(pupil, school_class, account):
    """Every page on which the pupil might be met."""
    asked = f"?school_class={school_class.reference}&kind=image&place={account.reference}"
    return [
        reverse("consent:check_class") + asked,
        reverse("consent:do_not_show"),
        reverse("consent:list_withdrawals"),
        reverse("consent:view_pupil", args=[pupil.reference]),
        reverse("consent:bar_pupil", args=[pupil.reference]),
        reverse("pupils:view_pupil", args=[pupil.reference]),
        reverse("pupils:list_pupils") + f"?name={pupil.family_name}",
        reverse("governance:home"),
        reverse("governance:list_notices"),
        reverse("governance:list_duties"),
    ]


@pytest.mark.clause("T17", "M15", "Q31", "D06")
@pytest.mark.parametrize("who", OTHERS)
def test_no_page_of_anybody_else_carries_a_trace(classmates, account, spx, client_for, who):
    barred, _, school_class = classmates
    client = client_for(getattr(spx, who))

    for address in addresses(barred, school_class, account):
        words = client.get(address).content.decode()
        assert [trace for trace in TRACES if trace.casefold() in words.casefold()] == [], address


def without_names(words, pupil):
    """A page with what is the pupil's own taken out."""
    own = (pupil.reference, pupil.name, pupil.given_name, pupil.family_name, pupil.school_number)
    for part in own:
        words = words.replace(part, "*")
    return re.sub(
        r'csrfmiddlewaretoken" value="[^"]+"|(CF|CO|WV)-[A-Z0-9]{10}|Pennywhistle\d+|marigold\d+', "*", words
    )


@pytest.mark.clause("T17")
@pytest.mark.parametrize("who", ["teacher", "hos", "slt"])
def test_the_page_of_a_barred_pupil_reads_exactly_like_that_of_one_objected_to(classmates, spx, client_for, who):
    barred, objected, _ = classmates
    client = client_for(getattr(spx, who))

    pages = [
        without_names(client.get(reverse("consent:view_pupil", args=[pupil.reference])).content.decode(), pupil)
        for pupil in (barred, objected)
    ]

    assert pages[0] == pages[1]


@pytest.mark.clause("T17", "D06", "D14")
def test_no_notice_duty_or_open_event_carries_a_trace(classmates):
    rows = [
        *Notice.objects.values_list("subject", "line", "key", "url"),
        *Duty.objects.values_list("label", "url", "thing_type", "thing_reference"),
        *AuditEvent.objects.filter(chain="open").values_list("action", "thing_type", "thing_reference", "facts"),
    ]

    found = [row for row in rows for trace in (*TRACES, "Bar") if any(trace in str(part) for part in row)]
    assert found == []


@pytest.mark.clause("T17", "D14")
def test_no_log_line_carries_a_trace(agreed_pupil, spx, now, caplog):
    caplog.set_level(logging.DEBUG)

    set_bar(pupil=agreed_pupil, reason=CANARY, by=spx.dsl, now=now)

    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert CANARY not in "".join(ours)


def test_the_dsl_does_see_it(classmates, spx, client_for):
    barred, _, _ = classmates

    words = client_for(spx.dsl).get(reverse("consent:bar_pupil", args=[barred.reference])).content.decode()

    assert CANARY in words
