"""The number of unread notices that every page shows comes with the row of the sign-in (Perf3)."""

import pytest

from governance.notices.selectors import COUNTED_TO, unread_count
from governance.pages.backends import SignInBackend
from tests.factories import PersonFactory, UserFactory
from tests.governance.notices.factories import NoticeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.clause("Perf3")
@pytest.mark.parametrize("unread", [0, 1, 3, COUNTED_TO + 2])
def test_the_sign_in_brings_the_number_that_a_count_would_give(unread, django_assert_num_queries):
    user = UserFactory(person=PersonFactory())
    NoticeFactory.create_batch(unread, person=user.person)
    NoticeFactory(person=user.person, read=True)
    NoticeFactory()

    with django_assert_num_queries(1):
        found = SignInBackend().get_user(user.pk)

    assert found.unread == unread_count(user.person) == min(unread, COUNTED_TO)
    assert found.person == user.person


def test_a_sign_in_that_was_ended_brings_nobody():
    assert SignInBackend().get_user(UserFactory(person=PersonFactory(), is_active=False).pk) is None
