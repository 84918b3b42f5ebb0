"""The pages of followers: logged in seconds, decided one by one and together, and what nobody else may read."""

import pytest
from django.urls import reverse

from accounts.models import FollowerRequest
from accounts.rules import followers as rules
from tests.accounts.factories import AccountFactory, AuthorisationFactory, FollowerFactory
from tests.fixtures import make_world

pytestmark = pytest.mark.django_db
DAY = {"requested_on_day": "5", "requested_on_month": "10", "requested_on_year": "2026"}


@pytest.fixture(autouse=True)
def _monday(now, monkeypatch):
    """It is Monday 5 October 2026."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def closed(spx):
    """A closed account of the school."""
    return AccountFactory(organisation=spx.school, is_open=False, name="Oak class")


def page(client, name, *args, **query):
    """The page as text; it must be there."""
    answer = client.get(reverse(f"accounts:{name}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def send(client, page_name, *args, **data):
    """Post a form."""
    return client.post(reverse(f"accounts:{page_name}", args=args), data)


def day(name, *, on=5, month=10, year=2026):
    """A date as its three boxes."""
    return {f"{name}_day": on, f"{name}_month": month, f"{name}_year": year}


@pytest.mark.clause("C053", "F15")
def test_requests_are_logged_a_line_each_and_wait_on_the_list(spx, closed, client_for):
    client = client_for(spx.com)
    assert "Nobody waits" in page(client, "list_followers")
    assert f'value="{closed.reference}" selected' in page(client, "log_followers", account=closed.reference)

    lines = "@quayside_jo, Jo Quince, parent in Oak class\ntom_b"
    answer = send(client, "log_followers", account=closed.reference, kind="parent", lines=lines, **DAY)

    assert answer.url == closed.followers_url
    shown = page(client, "list_followers", account=closed.reference)
    assert "Jo Quince, parent in Oak class" in shown
    assert "nobody knows yet" in shown
    assert "2 wait to be let in, the first since Monday 5 October 2026" in page(
        client, "view_account", closed.reference
    )


def test_a_line_that_is_wrong_is_named_and_nothing_typed_is_lost(spx, closed, client_for):
    client = client_for(spx.com)
    FollowerFactory(account=closed, handle="tom_b", handle_key="tom_b")

    shown = send(client, "log_followers", account=closed.reference, kind="parent", lines="jo\n,Jo", **DAY)
    held = send(client, "log_followers", account=closed.reference, kind="parent", lines="jo\nTom_B", **DAY)

    assert "Line 2 has no handle before the comma." in shown.content.decode()
    assert "tom_b waits already." in held.content.decode()
    assert "jo\nTom_B" in held.content.decode()
    assert FollowerRequest.objects.count() == 1


@pytest.mark.clause("P23")
def test_where_no_account_is_checked_the_page_says_so(client_for, db):
    world = make_world("WAN", "school")
    AccountFactory(organisation=world.school)

    assert "No account has followers to check" in page(client_for(world.com), "log_followers")


@pytest.mark.clause("T109", "C053")
def test_for_somebody_nobody_knows_only_a_refusal_is_offered_and_why(spx, closed, client_for):
    client = client_for(spx.com)
    nickname = FollowerFactory(account=closed, kind="unknown", believed_identity="")

    shown = page(client, "view_follower", nickname.reference)
    assert rules.NOBODY_KNOWN in shown
    assert reverse("accounts:refuse_follower", args=[nickname.reference]) in shown
    assert reverse("accounts:approve_follower", args=[nickname.reference]) not in shown
    assert rules.NOBODY_KNOWN in page(client, "approve_follower", nickname.reference)
    assert rules.NOBODY_KNOWN in send(client, "approve_follower", nickname.reference).content.decode()
    assert rules.NOBODY_KNOWN in page(client, "refuse_follower", nickname.reference)
    send(client, "refuse_follower", nickname.reference, reason="Nobody knows them")

    assert "Nobody knows them" in page(client, "view_follower", nickname.reference)
    assert FollowerRequest.objects.get().status == "refused"


@pytest.mark.clause("T109")
def test_saying_who_it_is_opens_the_way(spx, closed, client_for):
    client = client_for(spx.com)
    nickname = FollowerFactory(account=closed, kind="unknown", believed_identity="")
    page(client, "identify_follower", nickname.reference)

    send(client, "identify_follower", nickname.reference, kind="community", identity="Baker in the High Street")

    shown = page(client, "view_follower", nickname.reference)
    assert reverse("accounts:approve_follower", args=[nickname.reference]) in shown
    send(client, "approve_follower", nickname.reference)
    assert FollowerRequest.objects.get().status == "approved"


@pytest.mark.clause("C056")
def test_the_advice_to_staff_is_shown_before_and_ticked_as_shown(spx, closed, client_for):
    client = client_for(spx.com)
    staff = FollowerFactory(account=closed, kind="staff")

    assert rules.STAFF_ADVICE in page(client, "approve_follower", staff.reference)
    assert "tick that you have" in send(client, "approve_follower", staff.reference).content.decode()
    send(client, "approve_follower", staff.reference, advice_shown="on")

    assert "Shown before they were let in" in page(client, "view_follower", staff.reference)


@pytest.mark.clause("C057")
def test_a_parents_rules_are_ticked_with_their_day(spx, closed, client_for):
    client = client_for(spx.com)
    parent = FollowerFactory(account=closed)
    page(client, "approve_follower", parent.reference)

    for wrong in (
        day("code_accepted_on"),
        {"code_accepted": "on"},
        {"code_accepted": "on", **day("code_accepted_on", on=6)},
    ):
        assert "There is a problem" in send(client, "approve_follower", parent.reference, **wrong).content.decode()
    send(client, "approve_follower", parent.reference, code_accepted="on", **day("code_accepted_on", on=2))

    assert "They agreed to keep to them on Friday 2 October 2026" in page(client, "view_follower", parent.reference)


@pytest.mark.clause("C054", "S22", "J39")
def test_a_parent_is_removed_and_blocked_by_the_head_who_looks_again(spx, closed, client_for):
    officer, head = client_for(spx.com), client_for(spx.head)
    parent = FollowerFactory(account=closed, approved=True)
    page(officer, "remove_follower", parent.reference)
    send(officer, "remove_follower", parent.reference, reason="Rude to others", **day("removed_on"))
    assert "A parent is blocked by the head only." in page(officer, "view_follower", parent.reference)

    page(head, "block_follower", parent.reference)
    late = send(head, "block_follower", parent.reference, **day("review_on", year=2028))
    assert "within four months" in late.content.decode()
    send(head, "block_follower", parent.reference, **day("review_on", month=12))
    assert "Saturday 5 December 2026" in page(head, "view_follower", parent.reference)
    page(head, "keep_block", parent.reference)
    send(head, "keep_block", parent.reference, **day("review_on", on=8, month=1, year=2027))
    assert "Friday 8 January 2027" in page(head, "view_follower", parent.reference)
    send(head, "unblock_follower", parent.reference)

    assert "Block lifted" in page(head, "view_follower", parent.reference)
    assert "The block was kept" in page(head, "view_follower", parent.reference)


@pytest.mark.clause("C053")
def test_several_are_looked_at_before_they_are_let_in(spx, closed, client_for):
    client = client_for(spx.com)
    parent, other = FollowerFactory(account=closed), FollowerFactory(account=closed, kind="community")
    staff = FollowerFactory(account=closed, kind="staff", handle="mr_reed")
    assert f'value="{parent.reference}"' in page(client, "list_followers")

    picked = [one.reference for one in (parent, other, staff)]
    shown = client.get(reverse("accounts:decide_followers"), {"pick": picked}).content.decode()
    assert "mr_reed" in shown
    assert rules.ONE_BY_ONE in shown
    together = {"pick": picked[:2], "decision": "approve"}
    assert "There is a problem" in send(client, "decide_followers", **together).content.decode()
    send(client, "decide_followers", **together, code_accepted="on", **day("code_accepted_on"))

    assert dict(FollowerRequest.objects.values_list("pk", "status")) == {
        parent.pk: "approved",
        other.pk: "approved",
        staff.pk: "waiting",
    }


def test_a_list_that_changed_meanwhile_is_told_and_decides_nobody(spx, closed, client_for):
    client = client_for(spx.com)
    one, two = FollowerFactory(account=closed, kind="community"), FollowerFactory(account=closed, refused=True)

    data = {"pick": [one.reference, two.reference], "decision": "approve"}
    shown = send(client, "decide_followers", **data).content.decode()

    assert f"{two.handle}: Decided already: refused." in shown
    assert FollowerRequest.objects.filter(status="waiting").get() == one


def test_several_are_refused_for_one_reason_and_nobody_chosen_is_said(spx, closed, client_for):
    client = client_for(spx.com)
    several = [FollowerFactory(account=closed, kind="unknown", believed_identity="").reference for _ in range(2)]
    assert "Nobody is chosen" in page(client, "decide_followers")

    assert "Give a reason" in send(client, "decide_followers", pick=several, decision="refuse").content.decode()
    send(client, "decide_followers", pick=several, decision="refuse", reason="Nobody knows them")

    assert set(FollowerRequest.objects.values_list("status", flat=True)) == {"refused"}
    assert "Nobody waits" in page(client, "list_followers")


@pytest.mark.clause("M19")
def test_a_poster_sees_the_handles_of_their_account_and_nobody_behind_them(spx, closed, client_for):
    AuthorisationFactory(account=closed, person=spx.teacher)
    follower = FollowerFactory(account=closed, refused=True, handle="quayside", decision_reason="Not a parent here")
    FollowerFactory(account=AccountFactory(organisation=spx.school, is_open=False), handle="hidden_one", refused=True)
    client = client_for(spx.teacher)

    for shown in (page(client, "list_followers", status="all"), page(client, "view_follower", follower.reference)):
        assert "quayside" in shown
        assert not [word for word in ("Quince", "Not a parent here", "hidden_one", "Download") if word in shown]
    assert client.get(reverse("accounts:export_followers")).status_code == 403
    assert client_for(spx.office).get(reverse("accounts:list_followers")).status_code == 403


def test_the_list_shows_what_waits_and_is_narrowed(spx, closed, client_for):
    client = client_for(spx.com)
    FollowerFactory(account=closed, handle="jo_waits", handle_key="jo_waits")
    FollowerFactory(account=closed, handle="tom_in", handle_key="tom_in", approved=True)

    assert "tom_in" not in page(client, "list_followers")
    assert "tom_in" in page(client, "list_followers", status="all")
    assert "jo_waits" not in page(client, "list_followers", status="approved")
    assert "Nobody found" in page(client, "list_followers", q="nobody")
    assert "Nobody in this state" in page(client, "list_followers", status="blocked")


def test_the_list_turns_its_pages_and_shows_everybody_once(spx, closed, client_for):
    client, seen, address = client_for(spx.com), [], reverse("accounts:list_followers")
    for _ in range(30):
        FollowerFactory(account=closed)

    while address:
        found = client.get(address).context["page"]
        seen += [one.pk for one in found.rows]
        address = found.next_url and reverse("accounts:list_followers") + found.next_url

    assert seen == sorted(FollowerRequest.objects.values_list("pk", flat=True))


@pytest.mark.clause("C053")
def test_the_list_is_taken_away_as_it_is_filtered(spx, closed, client_for):
    FollowerFactory(account=closed, handle="=1+1", handle_key="=1+1")
    FollowerFactory(account=closed, handle="tom_in", handle_key="tom_in", approved=True)

    answer = client_for(spx.com).get(reverse("accounts:export_followers"), {"status": "waiting"})

    text = b"".join(answer).decode()
    assert "'=1+1" in text
    assert "tom_in" not in text
