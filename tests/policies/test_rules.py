"""The rules of policies: how long a signature and training count, which versions count, and safe pages (S17-S19, Q30)."""

import pathlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.rules.courses import last_day
from policies.rules.documents import ACKNOWLEDGEMENT, VERSION, is_missing_signature, signed_until
from policies.rules.reading import VersionFacts, as_page, versions_that_count
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
        ("refresh-needed", "expired"),
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


@pytest.mark.clause("J53", "C038")
@given(DAYS)
def test_a_signature_counts_for_a_year_and_not_a_day_longer(signed):
    last = signed_until(signed) - timedelta(days=1)

    assert not is_missing_signature(signed_on=signed, today=last)
    assert is_missing_signature(signed_on=signed, today=last + timedelta(days=1))
    assert 365 <= (signed_until(signed) - signed).days <= 366


@pytest.mark.clause("Q36")
def test_a_leap_day_falls_on_the_28th():
    assert signed_until(date(2028, 2, 29)) == date(2029, 2, 28)


def test_nobody_who_has_not_signed_counts_as_having_signed():
    assert is_missing_signature(signed_on=None, today=date(2026, 10, 5))


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
