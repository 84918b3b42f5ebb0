"""The rules of policies: how long a signature and training count, which versions count, and safe pages (S17-S19, Q30)."""

import pathlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.rules.courses import last_day
from policies.rules.documents import ACKNOWLEDGEMENT, VERSION, signed_until
from policies.rules.reading import VersionFacts, as_page, versions_that_count
from policies.rules.signing import has_run_out, is_yearly, may_sign_again, stands_until
from policies.rules.training import TRAINING, TrainingStatus, counts

MACHINES = [VERSION, ACKNOWLEDGEMENT, TRAINING]
README = pathlib.Path(__file__).parents[2] / "policies" / "README.md"
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PRINTED = {
    "S17": {
        ("drafting", "current"),
        ("drafting", "in_review"),
        ("in_review", "drafting"),
        ("in_review", "approved"),
        ("approved", "current"),
        ("approved", "withdrawn"),
        ("current", "superseded"),
    },
    "S18": {
        ("due", "signed"),
        ("overdue", "signed"),
        ("due", "overdue"),
        ("due", "excused"),
        ("overdue", "excused"),
        ("excused", "due"),
        ("signed", "superseded"),
        ("due", "ended"),
        ("overdue", "ended"),
        ("signed", "ended"),
        ("excused", "ended"),
    },
    "S19": {
        ("required", "booked"),
        ("missed", "booked"),
        ("refresh-needed", "booked"),
        ("booked", "attended"),
        ("booked", "missed"),
        ("attended", "valid"),
        ("valid", "refresh-needed"),
        ("valid", "expired"),
        # A refresher stays open until it is done (J26), so nothing runs out from there.
        # Beyond the printed row: a place given back, a certificate brought along, a tick taken back, a renewal,
        # and those who are away or have left, as S18 has them.
        ("booked", "required"),
        ("required", "attended"),
        ("missed", "attended"),
        ("refresh-needed", "attended"),
        ("attended", "booked"),
        ("attended", "required"),
        ("valid", "renewed"),
        ("required", "excused"),
        ("missed", "excused"),
        ("refresh-needed", "excused"),
        ("excused", "required"),
        *((status, "ended") for status in ("required", "booked", "missed", "refresh-needed", "excused")),
    },
}


@pytest.mark.clause("S18", "S19")
@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.key)
def test_the_arrows_are_those_of_the_table_and_the_readme_draws_them(machine):
    arrows = {(source, arrow.target) for arrow in machine.transitions for source in arrow.sources}

    assert arrows == PRINTED[machine.key]
    assert machine.diagram() in README.read_text()


@pytest.mark.clause("J53", "C038", "J22")
@given(DAYS)
def test_a_signature_counts_for_a_year_and_not_a_day_longer(signed):
    until = stands_until(signed, replaces=None, yearly=True)

    assert not has_run_out(until, until - timedelta(days=1))
    assert has_run_out(until, until)
    assert 365 <= (until - signed).days <= 366
    assert until == signed_until(signed)


@pytest.mark.clause("C013", "J22", "T64")
@given(DAYS, st.lists(st.integers(-30, 60), min_size=1, max_size=12))
def test_signing_early_never_makes_the_day_of_the_year_drift(first, days):
    """Whoever signs in the month before keeps their day for ever; whoever is late begins a year from that day."""
    until = stands_until(first, replaces=None, yearly=True)
    for offset in days:
        signed = until + timedelta(days=offset)
        following = stands_until(signed, replaces=until, yearly=True)
        assert may_sign_again(until, signed)
        assert following == signed_until(until if offset < 0 else signed)
        assert following > signed + timedelta(days=360)
        until = following


@pytest.mark.clause("P71")
@pytest.mark.parametrize(
    ("kind", "what", "yearly"),
    [
        ("policy", "yearly", True),
        ("policy", "be-familiar", False),
        ("policy", "posters-terms", False),
        ("terms", "be-familiar", True),
        ("other", "yearly", False),
    ],
)
def test_the_policy_says_what_is_signed_every_year(kind, what, yearly):
    assert is_yearly(kind, what) is yearly


@given(DAYS, DAYS)
def test_a_signature_that_no_year_ends_never_runs_out(signed, today):
    until = stands_until(signed, replaces=None, yearly=False)

    assert until is None
    assert not has_run_out(until, today)
    assert not may_sign_again(until, today)


@pytest.mark.clause("Q36")
def test_a_leap_day_falls_on_the_28th():
    assert signed_until(date(2028, 2, 29)) == date(2029, 2, 28)


@pytest.mark.clause("C042", "S19")
@given(DAYS, st.sampled_from(TrainingStatus.values), st.integers(-5, 800))
def test_training_counts_only_when_confirmed_and_until_its_last_day(attended, status, later):
    today = attended + timedelta(days=later)

    assert counts(status=status, until=last_day(attended, 1), today=today) == (
        status == "valid" and today <= last_day(attended, 1)
    )


@pytest.mark.clause("D17")
def test_training_without_a_last_day_counts_for_nothing():
    assert not counts(status="valid", until=None, today=date(2026, 10, 5))


@pytest.mark.clause("Q30", "T44")
@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_the_newest_version_counts_and_those_it_only_mended(material):
    versions = [VersionFacts(pk, pk, meant) for pk, meant in enumerate(material, 1)]

    counting = versions_that_count(reversed(versions))

    newest_change = max((version.pk for version in versions if version.material), default=1)
    assert counting == {version.pk for version in versions if version.pk >= newest_change}


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        '<a href="https://a.example" onclick="x()">x</a>',
        "![x](https://a.example/p.png)",
        "[x](data:text/html;base64,AAAA)",
        '<p style="color:red">x</p>',
    ],
)
def test_a_text_brings_no_script_picture_or_style_onto_the_page(text):
    page = as_page(text).replace("&lt;", "").casefold()

    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert 'href="data' not in page
    assert "<p style" not in page


def test_headings_begin_below_the_pages_own():
    assert '<h2 class="govuk-heading-m">Terms</h2>' in as_page("# Terms")
    assert '<h3 class="govuk-heading-s">Part</h3>' in as_page("## Part")
