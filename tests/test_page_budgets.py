"""What a list costs in statements: at most eight for whoever reads it, and the same however many rows there are (Perf3)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.services import ask_to_look_after
from tests.accounts.factories import (
    AbsenceFactory,
    AccountFactory,
    CheckFactory,
    DeviceFactory,
    FollowerFactory,
    FoundFactory,
    HandoverFactory,
    LoanFactory,
    ReviewFactory,
    SearchFactory,
    SettingsCheckFactory,
    TechnicalFactory,
)
from tests.factories import OrganisationFactory, PersonFactory
from tests.policies.declarations import PermissionFactory, TieFactory
from tests.policies.factories import (
    ChannelFactory,
    CourseFactory,
    DocumentFactory,
    QuestionFactory,
    ReceiptFactory,
    RefreshFactory,
    SessionFactory,
    VersionFactory,
)
from tests.posts.desk import make_desk
from tests.posts.factories import PostFactory, TargetFactory
from tests.pupils.factories import PupilFactory, SchoolClassFactory

pytestmark = pytest.mark.django_db
# Each list with somebody who reads it. A page that is above the goal says by how much, and comes down from there.
LISTS = {
    "/": ("head", 8),
    "/duties/": ("head", 8),
    "/notices/": ("head", 8),
    "/people/": ("head", 8),
    "/profile/": ("head", 8),
    "/audit/": ("dpo", 8),
    "/calendar/": ("head", 8),
    "/set-up/": ("head", 8),
    "/pupils/": ("office", 8),
    "/policies/": ("teacher", 8),
    "/policies/questions/": ("head", 8),
    "/policies/updates/": ("head", 8),
    "/policies/updates/?status=awaited": ("head", 8),
    "/policies/expectations/": ("teacher", 8),
    "/policies/search/?q=post": ("teacher", 8),
    "/policies/health/": ("head", 8),
    "/policies/people/": ("head", 8),
    "/policies/training/": ("teacher", 8),
    "/policies/training/sessions/": ("hos", 8),
    "/policies/training/refreshes/": ("head", 8),
    "/policies/teaching/": ("com", 8),
    "/policies/teaching/classes/": ("hos", 8),
    "/policies/teaching/notices/": ("com", 8),
    "/policies/teaching/notices/wordings/": ("com", 8),
    "/policies/teaching/governors/": ("chair", 8),
    "/policies/declarations/": ("head", 8),
    "/policies/declarations/ties/": ("head", 8),
    "/policies/declarations/permissions/": ("head", 8),
    "/policies/declarations/reviews/": ("head", 8),
    "/accounts/": ("com", 8),
    "/accounts/platforms/": ("com", 8),
    "/accounts/right-to-post/": ("teacher", 9),
    "/accounts/applications/": ("head", 8),
    "/accounts/devices/": ("com", 8),
    "/accounts/devices/?show=on-loan": ("office", 8),
    "/accounts/found/": ("com", 8),
    "/accounts/technical/": ("com", 8),
    "/accounts/looking-after/": ("com", 8),
    "/accounts/looking-after/?show=looks": ("com", 8),
    "/accounts/looking-after/?show=reviews": ("com", 8),
    "/accounts/searches/": ("com", 8),
    "/accounts/followers/": ("com", 8),
    "/accounts/followers/?status=all": ("head", 8),
    "/accounts/checks/": ("com", 8),
    "/accounts/leavers/": ("com", 8),
    "/accounts/leavers/?show=all": ("chair", 8),
    "/accounts/away/?show=all": ("com", 8),
    "/consent/": ("teacher", 8),
    "/consent/do-not-show/": ("com", 10),
    "/consent/changes/": ("dpo", 8),
    "/consent/wording/": ("dpo", 8),
    "/posts/": ("com", 8),
    "/posts/mine/": ("teacher", 8),
    "/posts/takedowns/": ("com", 8),
}


def statements(client, page):
    """How many statements a page takes once the process is warm."""
    client.get(page)
    with CaptureQueriesContext(connection) as taken:
        assert client.get(page).status_code == 200, page
    return len(taken)


def _look_after(account):
    """What lists of looking after accounts show."""
    SettingsCheckFactory(account=account)
    ReviewFactory(account=account)
    SearchFactory(organisation=account.organisation)


def leave(spx):
    """Somebody who runs an account leaves, and was away before."""
    person = PersonFactory(working_at=spx.school)
    AbsenceFactory(organisation=spx.school, person=person)
    HandoverFactory(
        organisation=spx.school, leaver=person, accounts=[AccountFactory(organisation=spx.school, runners=[person])]
    )


@pytest.mark.clause("Perf3")
def test_every_list_takes_few_statements_and_no_more_for_more_rows(spx, client_for, settings):
    settings.DEMO = False
    desk = make_desk(spx, timezone.now())
    clients = {name: client_for(getattr(spx, name)) for name, _ in LISTS.values()}
    desk.published(picture=True)
    desk.draft()
    SchoolClassFactory(organisation=spx.school, academic_year=2026)
    policy = VersionFactory(document__organisation=spx.small, document__policy=True)
    ReceiptFactory(version=policy, organisation=spx.school)
    ChannelFactory(organisation=spx.school)
    course = CourseFactory(organisation=spx.school, topic="Cyberbullying")
    RefreshFactory(organisation=spx.school)
    _look_after(desk.account)
    ask_to_look_after(timezone.now())
    closed = AccountFactory(organisation=spx.school, is_open=False)
    leave(spx)
    FollowerFactory(account=closed)
    LoanFactory(device__organisation=spx.school)
    few = {page: statements(clients[name], page) for page, (name, _) in LISTS.items()}

    for number in range(20):
        PupilFactory(organisation=spx.school)
        AccountFactory(organisation=spx.school)
        DeviceFactory(organisation=spx.school)
        LoanFactory(device__organisation=spx.school)
        leave(spx)
        FoundFactory(organisation=spx.school)
        TechnicalFactory(account__organisation=spx.school)
        _look_after(AccountFactory(organisation=spx.school))
        FollowerFactory(account=closed)
        CheckFactory(account__organisation=spx.school)
        CheckFactory(account__organisation=spx.school, looked=True)
        TargetFactory(post=PostFactory(organisation=spx.school, author=desk.author), account=desk.account)
        VersionFactory(document=DocumentFactory(organisation=spx.school, kind="other", title="How to post"))
        QuestionFactory(version=policy)
        ReceiptFactory(version=policy, organisation=OrganisationFactory(parent=spx.top))
        ChannelFactory(organisation=spx.school, name=f"Channel {number}")
        SessionFactory(course=course, leader=spx.slt, starts_at=timezone.now() + timedelta(days=1))
        RefreshFactory(organisation=spx.school)
        TieFactory(organisation=spx.school, adult=spx.head)
        PermissionFactory(organisation=spx.school, holder=spx.head)
    ask_to_look_after(timezone.now())
    many = {page: statements(clients[name], page) for page, (name, _) in LISTS.items()}

    assert many == few
    assert many == {page: min(many[page], most) for page, (_, most) in LISTS.items()}
