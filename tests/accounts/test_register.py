"""The register: found, taken out, read in public, and what is recorded beside each account (C032, C034, C041, C045, C051)."""

import io
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Consultation, LearnerUse, Platform, PlatformReading
from accounts.rules.addresses import PlatformFacts
from accounts.rules.official import is_ours
from accounts.rules.thinking import thinking_refused
from accounts.selectors import (
    Wanted,
    accounts_for,
    lines_of,
    official_accounts,
    platforms_known,
    whole_history,
)
from accounts.services import (
    end_runner,
    read_platform,
    record_consultation,
    record_learner_use,
    reject,
    show_owner,
    suspend,
    suspend_authorisation,
)
from governance.audit.models import AuditEvent, Chain
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.permissions.selectors import standing_of
from tests.accounts.factories import AccountFactory, ApplicationFactory, platform
from tests.factories import LONG_AGO, OrganisationFactory

X = PlatformFacts("x", "X", ("x.com", "twitter.com"), handle_behind=("",))
VIDEO = PlatformFacts("youtube", "YouTube", ("youtube.com",), handle_in_address=False)
TODAY = date(2026, 10, 5)


@pytest.mark.clause("C034", "T49")
@pytest.mark.parametrize(
    ("typed", "ours"),
    [
        ("@Harbour", True),
        ("harbour", True),
        ("https://twitter.com/harbour", True),
        ("x.com/Harbour/", True),
        ("https://x.com/harb0ur", False),
        ("https://x.com.evil.example/harbour", False),
        ("https://evil.example/x.com/harbour", False),
        ("https://x.com@evil.example/harbour", False),
        ("harbоur", False),
        ("harbour2", False),
        ("  ", False),
        ("@", False),
    ],
)
def test_a_name_or_address_is_ours_only_where_it_is_exactly_ours(typed, ours):
    assert is_ours(X, handle="harbour", address="https://x.com/harbour", typed=typed) is ours


@pytest.mark.clause("C034")
def test_where_addresses_carry_no_name_the_whole_address_counts():
    kept = {"handle": "harbour", "address": "https://www.youtube.com/channel/UC1"}

    assert is_ours(VIDEO, **kept, typed="youtube.com/channel/UC1/")
    assert is_ours(VIDEO, **kept, typed="https://m.youtube.com/@Harbour")
    assert not is_ours(VIDEO, **kept, typed="https://evil.example/@harbour")
    assert not is_ours(VIDEO, **kept, typed="youtube.com/channel/uc1")
    assert not is_ours(VIDEO, **kept, typed="youtube.com/channel/uc2")
    assert not is_ours(VIDEO, handle="harbour", address="", typed="not an address")


def public(client, place, **asked):
    """The public page."""
    return client.get(reverse("accounts:official_accounts", args=[place.reference]), asked)


@pytest.mark.django_db
@pytest.mark.clause("C032", "C034")
def test_anybody_reads_which_accounts_are_official_and_who_is_behind_them(spx, live, client):
    cache.clear()
    AccountFactory(organisation=spx.school, handle="broken", status="suspended")
    AccountFactory(organisation=spx.school, handle="gone", status="closed")
    AccountFactory(organisation=spx.top, handle="federation")
    AccountFactory(organisation=spx.small, handle="sibling")
    AccountFactory(organisation=spx.elsewhere, handle="moorland")

    shown = public(client, spx.school).content.decode()

    assert live.handle in shown
    assert f'rel="noopener nofollow noreferrer">{live.address}</a>' in shown
    assert f"Staff of {spx.school}" in shown
    assert str(spx.teacher) not in shown
    assert live.official_email not in shown
    assert "federation" in shown
    assert not [word for word in ("broken", "gone", "sibling", "moorland") if word in shown]
    assert "sibling" in public(client, spx.top).content.decode()


@pytest.mark.django_db
@pytest.mark.clause("C034")
def test_a_parent_hears_whether_an_account_is_ours(spx, live, client):
    cache.clear()
    AccountFactory(organisation=spx.school, handle="broken", status="suspended")

    AccountFactory(
        organisation=spx.school,
        handle="films",
        platform=platform("youtube"),
        address="https://youtube.com/channel/UC1",
    )
    for typed in (
        f"@{live.handle}",
        f"https://twitter.com/{live.handle}/status/1",
        "https://m.youtube.com/channel/UC1",
    ):
        assert "is ours" in public(client, spx.school, q=typed).content.decode(), typed
    for typed in ("@impostor", "broken"):
        said = public(client, spx.school, q=typed).content.decode()
        assert "is not on our list" in said
        assert "tell the school" in said
    assert (
        "<script>" not in public(client, spx.school, q="<script>alert(1)</script>").content.decode().split("<main")[1]
    )


@pytest.mark.django_db
@pytest.mark.clause("C034")
def test_the_public_page_is_not_asked_without_end_and_not_there_before_the_school_begins(spx, client):
    cache.clear()
    type(spx.school).objects.filter(pk=spx.school.pk).update(is_live=False)
    assert public(client, spx.school).status_code == 404
    type(spx.school).objects.filter(pk=spx.school.pk).update(is_live=True)
    assert "No official accounts" in public(client, spx.school).content.decode()

    answers = [public(client, spx.school).status_code for _ in range(60)]

    assert answers[-1] == 429
    cache.clear()


@pytest.mark.django_db
@pytest.mark.clause("C034")
def test_a_person_is_named_only_while_they_run_it(spx, live, now):
    with pytest.raises(Refused, match="does not run"):
        show_owner(live, person=spx.hos, by=spx.com, now=now)
    with pytest.raises(NotAllowed):
        show_owner(live, person=spx.teacher, by=spx.teacher, now=now)
    show_owner(live, person=spx.teacher, by=spx.com, now=now)
    assert official_accounts(spx.school).get().displayed_owner == spx.teacher

    end_runner(live.runners.get(person=spx.teacher), ends_on=now.date(), by=spx.com, now=now)

    assert official_accounts(spx.school).get().displayed_owner is None


@pytest.mark.django_db
@pytest.mark.clause("C032")
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), {"one", "two", "three"}),
        (Wanted(words="@ONE"), {"one"}),
        (Wanted(status="needs-attention"), {"two"}),
        (Wanted(platform="facebook"), {"three"}),
        (Wanted(seen_by="closed"), {"two"}),
        (Wanted(seen_by="open", platform="x"), {"one"}),
        (Wanted(school="small"), {"three"}),
        (Wanted(runner="teacher"), {"one"}),
        (Wanted(runner="nobody of that name"), set()),
    ],
)
def test_the_register_is_narrowed(spx, now, wanted, found):
    AccountFactory(organisation=spx.school, name="First", handle="one", runners=[spx.teacher])
    AccountFactory(organisation=spx.school, name="Second", handle="two", status="needs-attention", is_open=False)
    AccountFactory(organisation=spx.small, name="Third", handle="three", platform=platform("facebook"))
    words = {"small": spx.small.reference, "teacher": f"{spx.teacher.given_name} {spx.teacher.family_name}"}
    changes = {name: words.get(value, value) for name, value in vars(wanted).items()}

    rows = accounts_for(standing_of(spx.com, now), Wanted(**changes))

    assert {row.handle for row in rows} == found


@pytest.mark.django_db
@pytest.mark.clause("C032", "M04")
def test_the_register_is_taken_into_a_spreadsheet_by_those_who_see_all_of_it(spx, live, client_for):
    AccountFactory(organisation=spx.school, name="=HYPERLINK(1)", handle="formula")
    AccountFactory(organisation=spx.elsewhere, handle="moorland")
    address = reverse("accounts:export_accounts")

    file = b"".join(client_for(spx.head).get(address).streaming_content).decode()
    narrowed = b"".join(client_for(spx.head).get(address, {"q": "formula"}).streaming_content).decode()

    assert str(spx.teacher) in file
    assert "'=HYPERLINK(1)" in file
    assert "moorland" not in file
    assert live.handle in file
    assert live.handle not in narrowed
    assert client_for(spx.teacher).get(address).status_code == 403
    assert address not in client_for(spx.teacher).get(reverse("accounts:list_accounts")).content.decode()
    shown = client_for(spx.head).get(reverse("accounts:list_accounts"), {"q": "zennor"}).content.decode()
    assert address not in shown  # nothing was found, so nothing is offered
    shown = client_for(spx.head).get(reverse("accounts:list_accounts"), {"q": "formula"}).content.decode()
    assert f'href="{address}?q=formula"' in shown
    assert f'href="{address}?q=formula&amp;as=xlsx"' in shown


@pytest.mark.django_db
@pytest.mark.clause("C032")
def test_the_workbook_says_whose_list_it_is_how_it_was_narrowed_and_when(spx, live, client_for, now):
    chosen = {"as": "xlsx", "status": "live", "school": spx.school.reference, "q": live.handle}

    answer = client_for(spx.head).get(reverse("accounts:export_accounts"), chosen)

    sheet = load_workbook(io.BytesIO(b"".join(answer))).worksheets[0]
    title, schools, narrowed, taken = (sheet.cell(row, 1).value for row in (1, 2, 3, 4))
    assert title == "Social media accounts"
    assert str(spx.school) in schools
    assert narrowed == f"Name, handle or school: {live.handle}; State: Live; School: {spx.school}"
    assert taken.startswith(f"Taken by {spx.head} on ")
    columns = {sheet.cell(6, place).value: sheet.cell(7, place) for place in range(1, 13)}
    assert columns["Account"].value == live.name
    assert columns["Live since"].is_date
    assert columns["Live since"].value.date() == live.opened_on


@pytest.mark.django_db
@pytest.mark.clause("C041", "P79")
def test_what_one_tree_read_of_a_platform_no_other_sees(spx, now):
    x = Platform.objects.get(slug="x")
    told = {"platform": x, "minimum_age": 16, "source": "Terms, section 2", "checked_on": TODAY, "now": now}
    read_platform(organisation=spx.top, by=spx.com, **told)

    here, there = (platforms_known(place, [x])[0] for place in (spx.school, spx.elsewhere))

    assert (here.minimum_age, here.source, here.checked_on, here.own) == (16, "Terms, section 2", TODAY, True)
    assert (there.minimum_age, there.own) == (13, False)
    x.refresh_from_db()
    assert x.minimum_age == 13
    read_platform(organisation=spx.top, by=spx.com, **{**told, "minimum_age": 14, "now": now + timedelta(days=1)})
    assert platforms_known(spx.small, [x])[0].minimum_age == 14
    assert PlatformReading.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.clause("C041", "M04")
def test_only_the_communications_role_of_the_top_keeps_platforms(spx, now):
    told = {"platform": platform(), "minimum_age": 16, "source": "Terms", "checked_on": TODAY, "now": now}

    for who in (spx.head, spx.teacher, spx.ict, spx.dpo):
        with pytest.raises((NotAllowed, NotFoundHere)):
            read_platform(organisation=spx.top, by=who, **told)
    with pytest.raises(NotFoundHere):
        read_platform(organisation=spx.elsewhere, by=spx.com, **told)
    with pytest.raises(Refused, match="once for all schools"):
        read_platform(organisation=spx.school, by=spx.com, **told)
    with pytest.raises(Refused, match="has not come yet"):
        read_platform(organisation=spx.top, by=spx.com, **{**told, "checked_on": TODAY + timedelta(days=1)})


@pytest.mark.django_db
@pytest.mark.clause("C041")
def test_the_lowest_age_stands_on_the_account_and_on_the_application_and_an_old_reading_says_so(spx, live, client_for):
    com = client_for(spx.com)
    address = reverse("accounts:read_platform", args=[spx.top.reference, "x"])
    day = {"checked_on_day": "1", "checked_on_month": "9", "checked_on_year": "2020"}
    com.post(address, {"minimum_age": "17", "source": "Terms of September", **day})

    for page in (live.get_absolute_url(), reverse("accounts:list_platforms")):
        shown = com.get(page).content.decode()
        assert "Terms of September" in shown
        assert "ead it again" in shown
    form = com.get(reverse("accounts:write_application", args=[spx.school.reference])).content.decode()
    assert "X: 17 (Terms of September" in form
    refused = com.post(address, {"minimum_age": "99", "source": "Terms", **day}).content.decode()
    assert "There is a problem" in refused


@pytest.mark.clause("C045", "C051")
def test_nothing_is_recorded_of_a_day_that_has_not_come():
    assert thinking_refused(TODAY + timedelta(days=1), today=TODAY)
    assert not thinking_refused(TODAY, today=TODAY)


@pytest.mark.django_db
@pytest.mark.clause("C045")
def test_that_staff_were_asked_is_recorded_and_shown(spx, live, client_for, now):
    told = {"held_on": TODAY, "about": "both", "means": "meeting", "outcome": "changed"}
    with pytest.raises(NotAllowed):
        record_consultation(live, **told, by=spx.teacher, now=now)
    with pytest.raises(Refused):
        record_consultation(live, **{**told, "held_on": TODAY + timedelta(days=1)}, by=spx.com, now=now)
    assert "Not recorded yet" in client_for(spx.head).get(live.get_absolute_url()).content.decode()

    record_consultation(live, **told, by=spx.com, now=now)

    assert Consultation.objects.get().recorded_by == spx.com
    assert "something is to change" in client_for(spx.teacher).get(live.get_absolute_url()).content.decode()


@pytest.mark.django_db
@pytest.mark.clause("C051")
def test_talking_with_learners_is_thought_through_with_reasons(spx, live, client_for, now):
    told = {"use": "Homework questions", "is_suitable": False, "reasons": "Strangers can read it"}
    with pytest.raises(NotAllowed):
        record_learner_use(live, **told, by=spx.teacher, now=now)
    with pytest.raises(Refused):
        record_learner_use(live, **{**told, "reasons": " "}, by=spx.com, now=now)
    assert "Not thought through" in client_for(spx.teacher).get(live.get_absolute_url()).content.decode()

    com = client_for(spx.com)
    com.post(f"{live.get_absolute_url()}learners/", {**told, "is_suitable": "no"})

    assert LearnerUse.objects.get().is_suitable is False
    shown = client_for(spx.teacher).get(live.get_absolute_url()).content.decode()
    assert "Homework questions: not suitable" in shown
    assert "Strangers can read it" in shown
    assert "Strangers" not in "".join(AuditEvent.objects.values_list("facts", flat=True))


@pytest.mark.django_db
@pytest.mark.clause("C032", "D06")
def test_the_whole_history_is_in_words_paged_and_of_the_open_chain_alone(spx, live, client_for, now):
    suspend(live, reason="Broken into", by=spx.head, now=now)
    sealed = AuditEvent.objects.filter(action="account.suspend")
    here = f"{live.get_absolute_url()}history/"

    shown = client_for(spx.head).get(here).content.decode()
    assert "Suspended: Broken into" in shown
    assert client_for(spx.teacher).get(here).status_code == 403
    assert "What has happened" not in client_for(spx.teacher).get(live.get_absolute_url()).content.decode()
    assert all(event.chain == Chain.OPEN for event in sealed)
    for _ in range(30):
        record_consultation(live, held_on=TODAY, about="both", means="survey", outcome="agreed", by=spx.com, now=now)
    assert "Next" in client_for(spx.head).get(here).content.decode()


@pytest.mark.django_db
@pytest.mark.clause("C032", "C034")
def test_a_line_of_the_application_or_of_an_authorisation_says_which(spx, live, signing, now):
    asked = ApplicationFactory(organisation=spx.school, applicant=spx.teacher, considered=True)
    reject(asked, reasons="Not now", signing=signing(spx.head), by=spx.head, now=now)
    live.application = asked
    granted = live.authorisations.get()
    suspend_authorisation(granted, reason="Away", by=spx.head, now=now)

    told = {line.sentence for line in lines_of(live, whole_history(live))}

    assert told == {
        f"Application {asked.reference}: rejected: Not now",
        f"Application {asked.reference}: signed.",
        f"Authorisation {granted.reference}: suspended: Away",
    }


@pytest.mark.django_db
@pytest.mark.clause("C032")
def test_the_public_page_costs_the_same_for_many(spx, client, django_assert_max_num_queries):
    cache.clear()
    for place in range(30):
        school = OrganisationFactory(name=f"School {place}", parent=spx.top, calendar=spx.top.calendar)
        AccountFactory(organisation=school, displayed_owner=spx.teacher, created_at=LONG_AGO)

    with django_assert_max_num_queries(8):
        shown = public(client, spx.top, q="nobody").content.decode()

    assert shown.count('data-label="Account"') == 25
