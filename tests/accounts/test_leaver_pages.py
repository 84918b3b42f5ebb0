"""The pages of leavers: who sees what, what is told to whom, the list, the file and the record (S27, F18, M06)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import HandoverLine, LeaverHandover, SocialAccount
from accounts.rules.leavers import credentials_left
from accounts.services import decide_line, end_runner, notice_leaver, open_handover, propose_handover
from accounts.services.leaver_facts import left_facts
from governance.kernel.errors import Refused
from governance.people.models import Engagement
from governance.people.roles import Role
from posts.models import Post
from tests.accounts.factories import (
    AccountFactory,
    ApplicationFactory,
    AuthorisationFactory,
    CredentialsChangeFactory,
    HandoverFactory,
    TurnFactory,
)
from tests.accounts.test_leavers import pass_on
from tests.factories import PersonFactory, RoleHeldFactory
from tests.fixtures import make_world
from tests.policies.factories import make_ready
from tests.posts.factories import PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ahead():
    """A day two weeks from the day it really is: pages read the clock."""
    return timezone.localdate() + timedelta(days=10)


@pytest.fixture
def handover(spx, live, ahead):
    """The teacher, who leads an account and keeps its password, leaves."""
    SocialAccount.objects.filter(pk=live.pk).update(
        custodian=spx.teacher, recovery_owner=spx.ict, moderator=spx.com, deputy_moderator=spx.slt
    )
    at = timezone.now()
    return notice_leaver(person=spx.teacher, organisation=spx.school, last_day=ahead, by=spx.head, now=at)


@pytest.fixture
def seen_by(client_for, handover):
    """The handover's page as somebody sees it."""

    def shown(who, url=None):
        return client_for(who).get(url or handover.get_absolute_url()).content.decode()

    return shown


@pytest.mark.clause("S27", "C040", "C028")
def test_the_register_and_the_account_are_red_for_whoever_may_know_until_it_is_handed_over(
    spx, live, handover, seen_by, ahead
):
    for place in (reverse("accounts:list_accounts"), live.get_absolute_url()):
        assert "not handed over" in seen_by(spx.com, place)
        assert str(spx.teacher) in seen_by(spx.head, place)
        assert "not handed over" not in seen_by(spx.ict, place)
    SocialAccount.objects.filter(pk=live.pk).update(custodian=spx.com)
    end_runner(live.runners.get(person=spx.teacher), ends_on=timezone.localdate(), by=spx.com, now=timezone.now())
    assert "not handed over" in seen_by(spx.com, live.get_absolute_url()), "they may still post"
    spx.teacher.authorisations.all().delete()

    assert "not handed over" not in seen_by(spx.com, live.get_absolute_url())


@pytest.mark.clause("M06", "S27")
def test_who_keeps_a_password_is_told_to_whoever_may_know(spx, handover, seen_by):
    record = reverse("accounts:print_handover", args=[handover.reference])

    for place in (None, record):
        assert "eeps the password" in seen_by(spx.com, place)
        assert "eeps the password" not in seen_by(spx.dpo, place)


@pytest.mark.clause("M06", "D04", "S27")
def test_an_account_of_another_school_is_neither_read_nor_decided_from_here(spx, live, handover, seen_by, client_for):
    """Who looks after the accounts of one school alone learns nothing of a password of the other (D04)."""
    here = PersonFactory(working_at=spx.school, roles=[Role.COM])
    other = AccountFactory(organisation=spx.small, custodian=spx.teacher, recovery_owner=spx.ict)
    given = AuthorisationFactory(account=other, person=spx.teacher)
    owed = CredentialsChangeFactory(account=other)
    owed.gone.add(spx.teacher)
    open_handover(handover, by=here, now=timezone.now())
    HandoverLine.objects.filter(account=live).update(custodian=spx.slt)
    HandoverLine.objects.filter(account=other).update(custodian=spx.slt)
    theirs, ours = (reverse("accounts:decide_line", args=[handover.reference, one.reference]) for one in (other, live))

    seen, all_seen = seen_by(here), seen_by(spx.com)

    assert ours in seen
    assert seen.count("Looks after the password") == 1
    assert seen.lower().count("keeps the password") == 1
    for hidden in (theirs, given.get_absolute_url(), owed.get_absolute_url()):
        assert hidden in all_seen
        assert hidden not in seen
    assert "whoever looks after the accounts of Quay Infants" in seen
    assert all_seen.count("Looks after the password") == 2
    assert client_for(here).get(theirs).status_code == 404
    assert client_for(spx.com).get(theirs).status_code == 200


@pytest.mark.clause("S27")
def test_controls_are_there_for_whoever_may_use_them(spx, handover, seen_by):
    assert "Take this on" in seen_by(spx.com)
    for who in (spx.head, spx.hos, spx.office, spx.teacher, spx.chair):
        assert "Take this on" not in seen_by(who)


@pytest.mark.clause("S27", "K03", "J45")
def test_of_the_only_communications_officer_the_head_has_the_controls(spx, live, seen_by, ahead):
    at = timezone.now()
    own = notice_leaver(person=spx.com, organisation=spx.top, last_day=ahead, by=spx.head, now=at)

    assert "Take this on" in seen_by(spx.head, own.get_absolute_url())
    assert "Take this on" not in seen_by(spx.com, own.get_absolute_url())
    open_handover(own, by=spx.head, now=at)
    decide = reverse("accounts:decide_line", args=[own.reference, live.reference])
    assert decide in seen_by(spx.head, own.get_absolute_url())
    assert decide not in seen_by(spx.com, own.get_absolute_url())


@pytest.mark.clause("S27", "C117", "T62")
def test_the_page_lists_everything_they_hold(spx, live, handover, seen_by, ahead):
    TurnFactory(account=live, person=spx.teacher, starts_on=ahead, ends_on=ahead + timedelta(days=3))
    ApplicationFactory(organisation=spx.school, applicant=spx.teacher, submitted=True, proposed_name="Choir news")
    ApplicationFactory(organisation=spx.school, runners=[spx.teacher], submitted=True, proposed_name="Chess news")

    seen = seen_by(spx.com)

    for words in (
        str(live),
        "Write and publish posts",
        "Hand on their turns",
        "Choir news",
        "they are named to run it",
    ):
        assert words in seen


@pytest.mark.clause("F18", "S27")
def test_their_posts_are_shown_and_one_that_waits_keeps_it_from_being_complete(
    spx, live, handover, seen_by, client_for
):
    waits = PostFactory(organisation=spx.school, author=spx.teacher, status="submitted")
    PostFactory(organisation=spx.school, author=spx.teacher, status="draft")
    LeaverHandover.objects.filter(pk=handover.pk).update(
        status="credentials-changed",
        proposed_by=spx.com,
        confirmed_by=spx.head,
        confirmed_at=timezone.now(),
        reminded_on=timezone.localdate(),
    )
    HandoverLine.objects.all().delete()
    SocialAccount.objects.update(custodian=spx.com, displayed_owner=None)
    live.runners.filter(person=spx.teacher).delete()
    spx.teacher.authorisations.all().delete()
    com = client_for(spx.com)
    complete = reverse("accounts:complete_handover", args=[handover.reference])

    assert "Their posts that are not out yet" in seen_by(spx.com)
    assert waits.reference in com.post(complete, follow=True).content.decode()
    Post.objects.filter(pk=waits.pk).update(status="rejected")
    assert "The handover is complete." in com.post(complete, follow=True).content.decode()


@pytest.mark.clause("S27")
def test_the_list_shows_who_has_not_handed_over_and_finds_the_others(spx, handover, client_for):
    gone = PersonFactory(given_name="Wilfred", family_name="Quay", working_at=spx.school)
    HandoverFactory(organisation=spx.school, leaver=gone, status="stays")
    com, address = client_for(spx.com), reverse("accounts:list_leavers")

    assert "Wilfred" not in com.get(address).content.decode()
    for query in ({"show": "over"}, {"show": "all"}, {"show": "all", "q": "quay"}):
        assert "Wilfred" in com.get(address, query).content.decode()
    assert "Nobody found" in com.get(address, {"q": "zzz"}).content.decode()
    assert "Nobody is leaving" in client_for(spx.stranger).get(address).content.decode()


@pytest.mark.clause("S27", "F18")
def test_the_list_as_a_file(spx, handover, client_for):
    answer = client_for(spx.com).get(reverse("accounts:export_leavers"))
    lines = b"".join(answer).decode()

    assert handover.reference in lines
    assert lines.count("\n") == 2
    assert client_for(spx.teacher).get(reverse("accounts:export_leavers")).status_code == 403


@pytest.mark.clause("S27", "C036")
def test_a_request_is_not_said_to_end_by_itself(spx, live, handover, seen_by):
    """Gatepost ends what was granted; what was only asked for waits for whoever decides it."""
    spx.teacher.authorisations.all().delete()
    AuthorisationFactory(account=live, person=spx.teacher, requested=True)

    seen = seen_by(spx.com)

    assert "Whoever decides about authorisations decides this request first" in seen
    assert "the night after their last day" not in seen
    LeaverHandover.objects.filter(pk=handover.pk).update(status="open", proposed_at=timezone.now())
    assert "these authorisations end" not in seen_by(
        spx.head, reverse("accounts:confirm_handover", args=[handover.reference])
    )
    handover.refresh_from_db()
    left = credentials_left(left_facts(handover, timezone.now()))
    assert any("has not been decided" in reason for reason in left)
    assert not any("has not ended" in reason for reason in left)


@pytest.mark.clause("F18")
def test_the_record_to_print_has_every_part(spx, handover, seen_by):
    seen = seen_by(spx.com, reverse("accounts:print_handover", args=[handover.reference]))

    for part in ("Last day", "What they were", "What became of it", "Passwords changed", "Pending posts and tasks"):
        assert part in seen
    for part in ("Reminded of confidentiality", "Done by"):
        assert part in seen


@pytest.mark.clause("S27")
def test_the_form_asks_for_a_successor_to_each_thing_they_are(spx, live, handover, client_for):
    open_handover(handover, by=spx.com, now=timezone.now())
    com = client_for(spx.com)
    address = reverse("accounts:decide_line", args=[handover.reference, live.reference])

    shown = com.get(address).content.decode()
    assert "runs it now" in shown
    assert "not ready yet" in shown
    assert "Who looks after the password" in shown
    assert "Who moderates it" not in shown
    refused = com.post(address, {"way": "pass-on"}).content.decode()
    for words in ("Name at least two", "which one of the runners is the lead", "Choose who looks after its password"):
        assert words in refused
    assert com.post(address, {"way": "close", "reason": "Nobody reads it"}).status_code == 302


@pytest.mark.clause("S27", "D04")
def test_nobody_is_noticed_from_a_school_that_is_not_ones_own(spx, live, ahead, client_for):
    head_of_school = client_for(spx.hos)
    elsewhere = PersonFactory(working_at=spx.small)
    AuthorisationFactory(account=live, person=elsewhere)
    day = {f"last_day_{part}": getattr(ahead, part) for part in ("day", "month", "year")}
    address = reverse("accounts:notice_leaver")

    refused = head_of_school.post(address, {"person": elsewhere.reference, **day})

    assert refused.status_code == 200
    assert not LeaverHandover.objects.exists()
    assert client_for(spx.com).post(address, {"person": elsewhere.reference, **day}).status_code == 302
    assert LeaverHandover.objects.get().organisation == spx.small
    assert head_of_school.get(LeaverHandover.objects.get().get_absolute_url()).status_code == 404


@pytest.mark.clause("S27", "P19", "P03", "P07")
@pytest.mark.parametrize("preset", ["ODB", "ROS", "STB", "WAN"])
def test_every_policy_runs_it_by_its_profile(preset, now):
    """In each preset the communications officer decides and somebody else may confirm; two staff are asked for (P07)."""
    world = make_world(preset)
    for person in (world.teacher, world.com, world.hos):
        make_ready(person, world.top)
    account = AccountFactory(
        organisation=world.school,
        runners=[world.teacher, world.com],
        custodian=world.teacher,
        moderator=world.teacher,
        deputy_moderator=world.com,
    )
    day = date(2026, 10, 16)
    handover = notice_leaver(person=world.teacher, organisation=world.school, last_day=day, by=world.head, now=now)
    open_handover(handover, by=world.com, now=now)
    line = HandoverLine.objects.select_related("handover__organisation", "account__organisation").get(account=account)

    with pytest.raises(Refused, match="Name at least two"):
        decide_line(line, pass_on(world, runner=None), by=world.com, now=now)
    decide_line(line, pass_on(world), by=world.com, now=now)
    propose_handover(handover, by=world.com, now=now)

    assert handover.proposed_by == world.com


@pytest.mark.clause("T62", "K03")
def test_where_the_head_is_away_for_good_the_confirmation_is_asked_of_who_is_there(spx, handover, live, now):
    at = timezone.now()
    open_handover(handover, by=spx.com, now=at)
    make_ready(spx.hos, spx.top)
    Engagement.objects.filter(person=spx.head).update(ends_on=timezone.localdate() - timedelta(days=1))
    spx.head.roles.update(ends_on=timezone.localdate() - timedelta(days=1))
    other = PersonFactory(working_at=spx.top)
    RoleHeldFactory(person=other, organisation=spx.top, role="HD")
    line = HandoverLine.objects.select_related("handover__leaver", "handover__organisation").get()
    decide_line(line, pass_on(spx, moderator=None), by=spx.com, now=at)

    propose_handover(handover, by=spx.com, now=at)

    assert "Confirm what becomes" in str(list(other.duties_asked.values_list("label", flat=True)))
