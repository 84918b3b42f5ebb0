"""The head of an account's page: who, why, is it safe, who watched last; and no word of what the reader may not know."""

from datetime import date
from itertools import product

import pytest

from accounts.models import SocialAccount
from accounts.rules.glance import ACCESS_LOST, REVIEW_LATE, SETTINGS_LATE, worries
from tests.accounts.factories import CredentialsChangeFactory

NO_FACTOR = "No second factor protects this account: whoever learns the password gets in."


@pytest.mark.clause("C032", "C039")
@pytest.mark.parametrize("known", list(product((True, False), repeat=4)), ids=str)
def test_every_worry_is_told_once_and_no_other(known):
    owed, unprotected, settings, review = known
    told = worries(
        attention="Nobody looked at it when a check was due.",
        password_owed=owed,
        unprotected=unprotected,
        settings_late=settings,
        review_late=review,
    )

    expected = {
        "Nobody looked at it when a check was due.": True,
        ACCESS_LOST: owed,
        NO_FACTOR: unprotected,
        SETTINGS_LATE: settings,
        REVIEW_LATE: review,
    }
    assert told == [sentence for sentence, holds in expected.items() if holds]


def test_what_the_mark_says_already_is_not_said_twice():
    assert worries(attention=f"Too few. {SETTINGS_LATE}", settings_late=True) == [f"Too few. {SETTINGS_LATE}"]


def test_nothing_known_is_no_worry():
    assert worries() == []


@pytest.mark.django_db
@pytest.mark.clause("C032", "C034")
def test_the_page_answers_before_it_tells_the_rest(spx, live, client_for):
    SocialAccount.objects.filter(pk=live.pk).update(purpose="News of the harbour", opened_on=date(2020, 1, 1))

    page = client_for(spx.com).get(live.get_absolute_url()).content.decode()
    head = page[page.index("gp-glance") : page.index("Who runs it")]

    for words in (spx.teacher.name, "News of the harbour", REVIEW_LATE, "Nobody yet"):
        assert words in head


@pytest.mark.django_db
@pytest.mark.clause("C039", "M06")
def test_how_the_password_is_kept_is_told_to_whoever_may_know(spx, live, client_for):
    SocialAccount.objects.filter(pk=live.pk).update(second_factor="none")
    CredentialsChangeFactory(account=live)

    seen = {
        name: client_for(spx.everyone()[name]).get(live.get_absolute_url()).content.decode()
        for name in ("com", "governor")
    }

    assert [ACCESS_LOST in page for page in seen.values()] == [True, False]
    assert [NO_FACTOR in page for page in seen.values()] == [True, False]
