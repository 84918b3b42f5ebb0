"""The pages of accounts, used as a person uses them: what is typed is kept, what is refused is said, what leaks is nothing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccountApplication, Authorisation, CredentialsChange, ImageDevice, SocialAccount
from governance.pages.proof import SESSION_KEY
from governance.permissions.selectors import standing_of
from tests.accounts.factories import ANSWERS, AccountFactory, ApplicationFactory, AuthorisationFactory, DeviceFactory
from tests.factories import OrganisationFactory
from tests.policies.factories import SignatureFactory, make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def proved(client_for):
    """A browser whose person has just proved who they are."""

    def sign_in(person):
        client = client_for(person)
        session = client.session
        session[SESSION_KEY] = timezone.now().isoformat()
        session.save()
        return client

    return sign_in


def page(client, name, *args, **query):
    """The page as text; it must be there."""
    answer = client.get(reverse(f"accounts:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client, page_name, *args, **data):
    """Post a form."""
    return client.post(reverse(f"accounts:{page_name}", args=args), data)


def case(spx, **changes):
    """What an applicant types."""
    typed = {
        "platform": "x",
        "proposed_name": "Harbour news",
        "runner_0": spx.teacher.reference,
        "runner_1": spx.com.reference,
        **ANSWERS,
    }
    return {**typed, **changes}


@pytest.mark.clause("F1", "C025", "S01")
def test_an_application_from_the_first_page_to_the_reference(spx, client_for):
    client = client_for(spx.teacher)
    assert client.get(reverse("accounts:start_application")).status_code == 302
    assert "What is the account for?" in page(client, "write_application", spx.school.reference)

    send(client, "write_application", spx.school.reference, **case(spx, check="Check your answers"))
    made = AccountApplication.objects.get()
    assert "Hand in" in page(client, "check_application", made.reference)
    send(client, "check_application", made.reference)

    assert made.reference in page(client, "confirm_application", made.reference)
    assert "Submitted" in page(client, "list_applications")


def test_an_unfinished_draft_is_kept_and_opens_again_as_it_was_left(spx, client_for):
    client = client_for(spx.teacher)
    send(
        client, "write_application", spx.school.reference, platform="x", proposed_name="News", aim="To tell", later="1"
    )
    made = AccountApplication.objects.get()

    shown = page(client, "change_application", made.reference)

    assert "To tell" in shown
    assert "Not ready to hand in" in page(client, "check_application", made.reference)


def test_nothing_typed_is_lost_when_a_field_is_wrong(spx, client_for):
    answer = send(client_for(spx.teacher), "write_application", spx.school.reference, aim="To celebrate", platform="")

    shown = answer.content.decode()
    assert "To celebrate" in shown
    assert "Choose the platform." in shown
    assert not AccountApplication.objects.exists()


@pytest.mark.clause("C024", "M03", "D08")
def test_the_head_decides_on_one_page(spx, proved):
    for person in (spx.teacher, spx.com):
        make_ready(person, spx.top)
    made = ApplicationFactory(
        organisation=spx.school, applicant=spx.teacher, runners=[spx.teacher, spx.com], considered=True
    )
    client = proved(spx.head)
    assert "I am satisfied of all of these" in page(client, "decide_application", made.reference)

    send(
        client,
        "decide_application",
        made.reference,
        ticked="on",
        reasons="Good",
        printed_name=spx.head.name,
        approve="Approve",
    )

    made.refresh_from_db()
    assert made.status == "approved"
    assert "Record that it was created" in page(proved(spx.com), "view_account", made.account.reference)


@pytest.mark.clause("D08")
def test_without_fresh_proof_the_password_is_asked_for_and_the_reasons_are_carried(spx, client_for):
    made = ApplicationFactory(organisation=spx.school, applicant=spx.teacher, considered=True)
    client = client_for(spx.head)
    session = client.session
    session.pop(SESSION_KEY, None)
    session.save()

    answer = send(client, "decide_application", made.reference, reasons="My long reasons", reject="Reject")

    assert "Confirm that it is you" in answer.content.decode()
    assert "My long reasons" in answer.content.decode()
    made.refresh_from_db()
    assert made.status == "under-consideration"


def test_every_reason_against_an_approval_stands_in_the_form(spx, proved):
    made = ApplicationFactory(organisation=spx.school, applicant=spx.teacher, runners=[spx.teacher], considered=True)

    answer = send(
        proved(spx.head), "decide_application", made.reference, reasons="Yes", printed_name=spx.head.name, approve="1"
    )

    shown = answer.content.decode()
    assert "Tick the statement" in shown
    assert "Name at least two" in shown


@pytest.mark.clause("K03")
def test_the_applicant_gets_no_page_to_decide_their_own(spx, proved):
    made = ApplicationFactory(organisation=spx.school, applicant=spx.head, considered=True)

    answer = proved(spx.head).get(reverse("accounts:decide_application", args=[made.reference]))

    assert answer.status_code == 403
    assert "You asked for this" in answer.content.decode()


@pytest.mark.clause("K03")
def test_the_chair_who_must_decide_the_heads_own_gets_the_page(spx, proved):
    made = ApplicationFactory(organisation=spx.school, applicant=spx.head, considered=True)

    assert "Decide" in page(proved(spx.chair), "view_application", made.reference)
    assert "Approve" in page(proved(spx.chair), "decide_application", made.reference)


@pytest.mark.parametrize("name", ["consider", "withdraw", "send_back"])
def test_the_smaller_steps_each_have_a_page(spx, client_for, name):
    who = {"consider": spx.head, "withdraw": spx.teacher, "send_back": spx.head}[name]
    trait = "considered" if name == "send_back" else "submitted"
    made = ApplicationFactory(organisation=spx.school, applicant=spx.teacher, **{trait: True})
    client = client_for(who)
    page(client, f"{name}_application", made.reference)

    send(client, f"{name}_application", made.reference, reason="Because", considered_with="The leaders")

    made.refresh_from_db()
    assert made.status == {"consider": "under-consideration", "withdraw": "withdrawn", "send_back": "returned"}[name]
    page(client, "view_application", made.reference)


@pytest.mark.clause("C031", "C033")
def test_the_communications_officer_records_the_account_and_a_lookalike_is_told_in_the_form(spx, client_for, now):
    application = ApplicationFactory(
        organisation=spx.school,
        applicant=spx.teacher,
        status="approved",
        decided_at=now,
        decided_by=spx.head,
        signature=SignatureFactory(),
    )
    account = AccountFactory(organisation=spx.school, application=application, approved=True)
    typed = {
        "handle": "@harbour",
        "address": "https://x.com/harbour",
        "official_email": "news@harb0ur.example",
        "separate_from_personal": "on",
        "custodian": spx.com.reference,
        "store": "network",
        "comment_setting": "off",
        "privacy_setting": "public",
        "tagging_setting": "off",
        "moderator": spx.com.reference,
        "deputy_moderator": spx.teacher.reference,
    }
    client = client_for(spx.com)
    page(client, "create_account", account.reference)

    assert "looks like harbour.example" in send(client, "create_account", account.reference, **typed).content.decode()
    send(client, "create_account", account.reference, **{**typed, "official_email": "news@harbour.example"})

    account.refresh_from_db()
    assert account.status == "live"


@pytest.mark.clause("C032", "C034")
def test_the_account_page_says_who_runs_it_and_who_may_post_and_why_not(spx, live, client_for, now):
    AuthorisationFactory(account=live, person=spx.hos)

    shown = page(client_for(spx.head), "view_account", live.reference)

    assert f"{spx.teacher}: may post" in shown
    assert f"{spx.hos}: may not post now. They have not been trained for X" in shown
    assert "In the ICT store" in shown or "ICT store" in shown


@pytest.mark.clause("C039", "M06")
def test_where_the_password_is_kept_is_shown_to_those_who_may_know(spx, live, client_for):
    assert "ICT store" in page(client_for(spx.com), "view_account", live.reference)
    assert "ICT store" not in page(client_for(spx.office), "view_account", live.reference)


@pytest.mark.clause("C037")
def test_my_right_to_post_says_what_is_missing_and_leads_there(spx, live, client_for):
    AuthorisationFactory(account=live, person=spx.hos)

    shown = page(client_for(spx.hos), "view_right_to_post")

    assert "You have not signed the current terms of use." in shown
    assert reverse("policies:list_documents") in shown
    assert "You have not been authorised" in page(client_for(spx.office), "view_right_to_post")


@pytest.mark.clause("S02")
def test_suspending_and_letting_go_on_each_take_one_page(spx, live, client_for):
    client = client_for(spx.head)
    page(client, "suspend_account", live.reference)
    send(client, "suspend_account", live.reference, reason="Broken into")
    assert "Broken into" in page(client, "view_account", live.reference)

    page(client, "reinstate_account", live.reference)
    send(client, "reinstate_account", live.reference, reason="Safe")

    live.refresh_from_db()
    assert live.status == "live"


def test_runners_are_added_and_stop_on_pages_of_their_own(spx, live, client_for):
    make_ready(spx.hos, spx.top)
    client = client_for(spx.com)
    page(client, "add_runner", live.reference)
    send(client, "add_runner", live.reference, person=spx.hos.reference)
    page(client, "end_runner", live.reference, spx.hos.reference)

    send(client, "end_runner", live.reference, spx.hos.reference, day_day="5", day_month="10", day_year="2999")

    assert live.runners.get(person=spx.hos).ends_on.year == 2999


@pytest.mark.clause("S03", "F6", "J46")
def test_an_authorisation_from_asking_to_the_new_password(spx, live, proved):
    com, head = proved(spx.com), proved(spx.head)
    page(com, "request_authorisation", live.reference)
    typed = {"person": spx.hos.reference, "scope": "post", "reason": "News"}
    send(
        com,
        "request_authorisation",
        live.reference,
        **typed,
        starts_on_day="1",
        starts_on_month="9",
        starts_on_year="2026",
    )
    asked = Authorisation.objects.get(person=spx.hos)
    assert asked.get_absolute_url() in page(com, "view_account", live.reference)

    page(head, "decide_authorisation", asked.reference)
    send(head, "decide_authorisation", asked.reference, reasons="Yes", printed_name=spx.head.name, approve="1")
    assert "Still missing before they may post" in page(head, "view_authorisation", asked.reference)
    page(head, "revoke_authorisation", asked.reference)
    send(head, "revoke_authorisation", asked.reference, reason="Changed my mind")
    change = CredentialsChange.objects.get(account=live)
    assert change.get_absolute_url() in page(com, "view_authorisation", asked.reference)
    assert "Record that it was changed" in page(com, "view_password", change.reference)
    page(com, "change_password", change.reference)
    send(com, "change_password", change.reference, new_holders=[spx.com.reference])
    assert "You recorded this" in page(com, "view_password", change.reference)
    send(head, "confirm_password", change.reference)

    change.refresh_from_db()
    assert (change.status, change.confirmed_by) == ("changed", spx.head)
    assert "the change was confirmed" in page(head, "view_authorisation", asked.reference)


@pytest.mark.parametrize("scope", ["suspend", "resume"])
def test_an_authorisation_is_suspended_and_resumed_on_pages(spx, live, client_for, scope):
    granted = Authorisation.objects.get(person=spx.teacher)
    if scope == "resume":
        Authorisation.objects.update(status="suspended")
    client = client_for(spx.head)
    page(client, f"{scope}_authorisation", granted.reference)

    send(client, f"{scope}_authorisation", granted.reference, reason="Because")

    granted.refresh_from_db()
    assert granted.status == {"suspend": "suspended", "resume": "active"}[scope]
    page(client, "view_authorisation", granted.reference)


@pytest.mark.clause("F16", "S21")
def test_a_device_from_asking_to_withdrawing(spx, proved):
    client, officer = proved(spx.teacher), proved(spx.oso)
    assert "No devices yet" in page(client, "list_devices")
    page(client, "request_device")
    typed = {
        "organisation": spx.school.reference,
        "name": "Camera",
        "kind": "camera",
        "asset_number": "C1",
        "used_for": "pictures",
    }
    assert "Personal devices may not" in send(client, "request_device", **typed).content.decode()
    send(client, "request_device", **typed, school_owned="on")
    device = ImageDevice.objects.get()

    page(officer, "approve_device", device.reference)
    send(officer, "approve_device", device.reference, printed_name=spx.oso.name)
    assert ImageDevice.objects.get().status == "requested"
    send(officer, "approve_device", device.reference, printed_name=spx.oso.name, ticked="on")
    assert "Approved" in page(client, "view_device", device.reference)
    page(officer, "withdraw_device", device.reference)
    send(officer, "withdraw_device", device.reference, reason="Lost")

    assert "Lost" in page(client, "view_device", device.reference)
    assert "Camera" in page(client, "list_devices")


def test_a_device_is_refused_on_a_page(spx, client_for):
    device = DeviceFactory(organisation=spx.school, requested=True)
    page(client_for(spx.oso), "refuse_device", device.reference)

    send(client_for(spx.oso), "refuse_device", device.reference, reason="No lock")

    device.refresh_from_db()
    assert device.status == "refused"


@pytest.mark.clause("P79", "T49")
def test_the_platforms_are_listed_with_their_other_names(spx, client_for):
    assert "Twitter" in page(client_for(spx.teacher), "list_platforms")


@pytest.mark.clause("C032", "D04")
def test_the_register_finds_narrows_and_shows_only_ones_own(spx, client_for):
    AccountFactory(organisation=spx.school, name="Lighthouse club")
    AccountFactory(organisation=spx.small, name="Harbour choir", status="suspended")
    AccountFactory(organisation=spx.elsewhere, name="Moorland news")
    client = client_for(spx.com)

    everything = page(client, "list_accounts")
    assert "Lighthouse club" in everything
    assert "Harbour choir" in everything
    assert "Moorland" not in everything
    assert "Harbour choir" not in page(client, "list_accounts", q="lighthouse")
    assert "Lighthouse club" not in page(client, "list_accounts", status="suspended")
    assert "No account found" in page(client, "list_accounts", platform="tiktok")
    assert "Harbour choir" not in page(client_for(spx.teacher), "list_accounts")


@pytest.mark.clause("D04")
@pytest.mark.parametrize("who", ["stranger"])
def test_another_schools_things_are_not_there(spx, live, client_for, who):
    client = client_for(getattr(spx, who))
    application = ApplicationFactory(organisation=spx.school, applicant=spx.teacher, submitted=True)
    device = DeviceFactory(organisation=spx.school)
    things = {
        "view_account": live,
        "view_application": application,
        "view_authorisation": Authorisation.objects.get(person=spx.teacher),
        "view_device": device,
        "suspend_account": live,
        "request_authorisation": live,
    }

    for name, thing in things.items():
        assert client.get(reverse(f"accounts:{name}", args=[thing.reference])).status_code == 404, name


def test_the_register_costs_the_same_for_two_accounts_and_for_sixty_schools(
    spx, client_for, django_assert_max_num_queries
):
    client = client_for(spx.head)
    for place in range(60):
        school = OrganisationFactory(name=f"School {place}", parent=spx.top, calendar=spx.top.calendar)
        AccountFactory(organisation=school)
    page(client, "list_accounts")

    with django_assert_max_num_queries(14):
        shown = page(client, "list_accounts")

    assert shown.count('data-label="Account"') == 25
    assert "Next" in shown


def test_turning_the_page_shows_every_account_once(spx, client_for):
    for _ in range(30):
        AccountFactory(organisation=spx.school)
    client = client_for(spx.com)
    seen, address = [], reverse("accounts:list_accounts")

    while address:
        answer = client.get(address)
        seen += [account.pk for account in answer.context["page"].rows]
        address = (
            answer.context["page"].next_url and reverse("accounts:list_accounts") + answer.context["page"].next_url
        )

    assert sorted(seen) == sorted(SocialAccount.objects.values_list("pk", flat=True))
    assert standing_of(spx.com, timezone.now())
