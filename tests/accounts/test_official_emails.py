"""The e-mail address of an account: the school's own, never one that only looks like it (C033, T45)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules.emails import is_official, official_email_refused, resembled

DOMAINS = ["harbour.example", "harbour.sch.uk"]

LOOKALIKES = [
    "news@harb0ur.example",
    "news@harbuor.example",
    "news@harbour.exarnple",
    "news@harbour.com",
    "news@harbours.example",
    "news@h\u0430rbour.example",
    "news@xn--hrbour-5nf.example",
    "news@har-bour.example",
    "news@HARBOUR-.example",
]
PERSONAL = ["head@post.example", "morwenna@mail.test", "x@example.com"]


@pytest.mark.clause("C033", "T45")
@pytest.mark.parametrize("email", ["news@harbour.example", "News@Harbour.Example", "a.b+c@harbour.sch.uk"])
def test_the_schools_own_domains_are_taken(email):
    assert official_email_refused(email, DOMAINS) == []


@pytest.mark.clause("C033", "T45")
@pytest.mark.parametrize("email", LOOKALIKES)
def test_a_lookalike_is_refused_and_named_as_one(email):
    assert "looks like harbour" in official_email_refused(email, DOMAINS)[0]


@pytest.mark.clause("C033", "T45")
@pytest.mark.parametrize("email", PERSONAL)
def test_a_personal_address_is_refused_and_told_what_to_use(email):
    assert "ends in harbour.example or harbour.sch.uk" in official_email_refused(email, DOMAINS)[0]


@pytest.mark.parametrize("email", ["news@sub.harbour.example", "news@harbour.example.evil.test", "harbour.example"])
def test_what_only_contains_the_domain_is_refused(email):
    assert official_email_refused(email, DOMAINS)


def test_without_recorded_domains_nothing_is_official():
    assert "not recorded yet" in official_email_refused("news@harbour.example", [])[0]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789.-", min_size=1, max_size=30))
def test_only_an_exact_domain_is_official(domain):
    assert is_official(f"news@{domain}", DOMAINS) == (domain.rstrip(".") in DOMAINS)


@given(st.sampled_from(DOMAINS), st.integers(0, 10), st.sampled_from("abcxyz0"))
def test_one_slip_of_the_finger_is_always_seen(domain, place, letter):
    typed = domain[:place] + letter + domain[place + 1 :]

    assert typed in DOMAINS or resembled(f"a@{typed}", DOMAINS)
