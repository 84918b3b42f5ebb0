"""A bar is found nowhere by anybody but the DSL: not its reason, not the word, not by a difference between pages."""

import logging
import re

import pytest
from django.urls import reverse

from consent.rules.entry import Given
from consent.services import FormEntry, WishEntry, mark_handled, record_form, set_bar, withdraw
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
        r'csrfmiddlewaretoken" value="[^"]+"|(CF|CO|WV|WD)-[A-Z0-9]{10}|Pennywhistle\d+|marigold\d+|\w+ Tester\d+',
        "*",
        words,
    )


@pytest.mark.clause("T17")
@pytest.mark.parametrize("who", ["teacher", "hos", "slt", "office", "head", "com", "dpo"])
def test_the_page_of_a_barred_pupil_reads_exactly_like_that_of_one_objected_to(classmates, spx, client_for, who):
    barred, objected, _ = classmates
    client = client_for(getattr(spx, who))

    pages = [
        without_names(client.get(reverse("consent:view_pupil", args=[pupil.reference])).content.decode(), pupil)
        for pupil in (barred, objected)
    ]

    assert pages[0] == pages[1]


def rows_of(page, pupil):
    """What the list says of that pupil, without what is their own."""
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    return [without_names(row, pupil) for row in rows if pupil.name in row]


@pytest.mark.clause("T17", "Q31")
@pytest.mark.parametrize("who", ["head", "office", "dpo"])
def test_the_list_of_changes_has_both_and_once_handled_both_read_alike(classmates, spx, client_for, now, who):
    barred, objected, _ = classmates
    mark_handled(request=objected.change_requests.get(), by=spx.dpo, now=now)

    words = client_for(getattr(spx, who)).get(reverse("consent:list_withdrawals")).content.decode()

    assert rows_of(words, barred) == rows_of(words, objected) != []


@pytest.mark.clause("T17", "Q31", "C101")
@pytest.mark.parametrize("who", ["head", "office", "dpo"])
def test_whatever_is_told_of_has_its_page_and_a_bar_reads_like_a_form_there(classmates, spx, client_for, now, who):
    """The notice after any change names a reference, which everybody who may look it up finds."""
    barred, objected, _ = classmates
    mother = objected.responsibilities.get().contact
    no = FormEntry(2026, (Given("image", "website", None, "refused"),), now, now.date(), True, contact=mother)
    record_form(pupil=objected, entry=no, by=spx.office, now=now)
    client, by_form = client_for(getattr(spx, who)), objected.consent_changes.filter(request=None).get()

    pages = []
    for pupil, change in ((barred, barred.consent_changes.get()), (objected, by_form)):
        answer = client.get(reverse("consent:view_withdrawal", args=[change.reference]))
        assert answer.status_code == 200
        pages.append(without_names(answer.content.decode(), pupil))

    assert pages[0] == pages[1]


@pytest.mark.clause("T17", "D04")
@pytest.mark.parametrize(("who", "status"), [("teacher", 403), ("com", 403), ("stranger", 404)])
def test_nobody_else_looks_a_change_up(classmates, spx, client_for, who, status):
    change = classmates[0].consent_changes.get()

    answer = client_for(getattr(spx, who)).get(reverse("consent:view_withdrawal", args=[change.reference]))

    assert answer.status_code == status


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
