"""The rights kept on accounts are those that authorisations bring, every night again (D09, T87, T88)."""

import json
from itertools import combinations

import pytest

from accounts.models import Authorisation
from accounts.rules.authorisations import ALL_RIGHTS, AUTHORISATION, IN_FORCE, AuthorisationStatus, Scope, rights_of
from accounts.services import mend_rights
from governance.audit.models import AuditEvent
from governance.permissions import objects
from tests.accounts.factories import AccountFactory, AuthorisationFactory
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
POST, DRAFT, ADMIN = "post_to_socialaccount", "draft_for_socialaccount", "admin_socialaccount"
SCOPES = [scopes for number in range(3) for scopes in combinations(Scope.values, number)]


def held(person, account):
    """Which of the rights the person holds."""
    return {right for right in ALL_RIGHTS if objects.holds(person, right, account)}


@pytest.mark.clause("D09", "T88")
def test_a_right_that_nobody_gave_is_taken_away_and_told(spx, live, now):
    objects.grant(spx.ict, ADMIN, live)

    assert mend_rights(now) == 1

    assert held(spx.ict, live) == set()
    event = AuditEvent.objects.get(action="account.rights_mended")
    assert event.thing_reference == live.reference
    assert json.loads(event.facts) == {"person": spx.ict.reference, "given_back": [], "taken_away": [ADMIN]}


@pytest.mark.clause("D09")
def test_a_right_that_was_given_and_lost_is_given_back(spx, live, now):
    objects.revoke(spx.teacher, POST, live)

    mend_rights(now)

    assert held(spx.teacher, live) == {POST, DRAFT}
    assert json.loads(AuditEvent.objects.get(action="account.rights_mended").facts)["given_back"] == [POST]


@pytest.mark.clause("D16")
def test_a_second_night_finds_nothing(spx, live, now, django_assert_num_queries):
    objects.grant(spx.ict, ADMIN, live)
    mend_rights(now)

    with django_assert_num_queries(3):
        assert mend_rights(now) == 0

    assert AuditEvent.objects.filter(action="account.rights_mended").count() == 1


@pytest.mark.clause("D09")
def test_whoever_cannot_sign_in_is_missing_nothing(spx, live, now):
    spx.teacher.user.is_active = False
    spx.teacher.user.save()
    objects.revoke(spx.teacher, POST, live)

    assert mend_rights(now) == 0


@pytest.mark.parametrize("scopes", SCOPES, ids="-".join)
@pytest.mark.clause("S03", "D09")
def test_what_is_held_afterwards_is_what_was_authorised(spx, now, scopes):
    account, person = AccountFactory(organisation=spx.school), PersonFactory(working_at=spx.school)
    for scope in scopes:
        AuthorisationFactory(account=account, person=person, scope=scope)

    for status in AuthorisationStatus.values:
        ended = now if status in AUTHORISATION.final and status != "refused" else None
        Authorisation.objects.update(status=status, ended_at=ended)
        for right in (DRAFT, ADMIN):
            objects.grant(person, right, account)

        mend_rights(now)

        assert held(person, account) == (rights_of(scopes) if status in IN_FORCE else set())
