"""Looking out for public posts about the school: the record of a search and who keeps it (C121, J05)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import WebSearch
from accounts.rules.web_searches import MOST_FINDS, faults_of_search, finds_in
from accounts.selectors import searched, searches_for
from accounts.services import ask_to_look_after, record_search
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.permissions.selectors import standing_of
from tests.accounts.factories import SearchFactory

NOON = datetime(2026, 10, 5, 11, 0, tzinfo=UTC)


@pytest.mark.clause("C121")
@pytest.mark.parametrize(
    ("places", "anything", "finds", "wrong"),
    [
        (["x"], False, [], set()),
        (["x"], True, ["A review, on a map"], set()),
        ([], False, [], {"places"}),
        (["x"], True, [], {"finds"}),
        (["x"], False, ["A review, on a map"], {"anything"}),
        (["x"], True, ["A review"] * (MOST_FINDS + 1), {"finds"}),
        (["x"], True, ["A" * 301], {"finds"}),
    ],
)
def test_a_search_says_where_and_a_find_says_what(places, anything, finds, wrong):
    assert set(faults_of_search(NOON, places, anything, finds, NOON)) == wrong


@pytest.mark.clause("C121")
def test_a_search_is_not_still_to_come():
    assert set(faults_of_search(NOON + timedelta(minutes=1), ["x"], False, [], NOON)) == {"searched_on"}


@pytest.mark.clause("C121")
def test_each_line_that_says_something_is_a_thing_found():
    assert finds_in(" A review, on a map \n\n A video, https://v.example/1\n") == [
        "A review, on a map",
        "A video, https://v.example/1",
    ]


pytestmark = pytest.mark.django_db


def search(spx, by, now, **changes):
    """Record a search that found nothing."""
    given = {
        "organisation": spx.school,
        "searched_at": now,
        "places": ["x", "search-engine"],
        "looked_for": " Harbour Primary ",
        "anything": False,
        "finds": [],
    }
    return record_search(**{**given, **changes}, by=by, now=now)


@pytest.mark.clause("J05", "C121")
def test_recording_a_search_closes_the_week_s_duty_and_sets_the_next(spx, now):
    ask_to_look_after(now)
    owed = Duty.objects.filter(kind="J05", organisation=spx.school, closed_at=None)
    assert owed.count() == 1

    made = search(spx, spx.com, now)
    ask_to_look_after(now)

    assert not owed.exists()
    assert (made.looked_for, made.places) == ("Harbour Primary", ["search-engine", "x"])
    [line] = searched([spx.school], now)
    assert (line.last, line.due, line.late) == (date(2026, 10, 5), date(2026, 10, 12), False)
    ask_to_look_after(now + timedelta(days=5))
    assert owed.get().due_at == datetime(2026, 10, 12, 23, 0, tzinfo=UTC)


@pytest.mark.clause("C121")
def test_the_trail_tells_how_many_and_never_what(spx, now):
    search(spx, spx.com, now, anything=True, finds=["A parent’s angry post, https://x.com/1"])

    facts = AuditEvent.objects.get(action="web_search.recorded").facts
    assert "angry" not in facts
    assert '"found": 1' in facts or '"found":1' in facts


@pytest.mark.clause("C121")
def test_every_reason_is_told_at_once(spx, now):
    with pytest.raises(Refused) as refusal:
        search(spx, spx.com, now, places=[], looked_for=" ", anything=True)

    assert len(refusal.value.reasons) == 3
    assert not WebSearch.objects.exists()


@pytest.mark.clause("M04", "D04")
def test_the_communications_officer_records_and_only_ones_own_schools_are_seen(spx, now):
    mine, _ = SearchFactory(organisation=spx.school), SearchFactory(organisation=spx.elsewhere)

    with pytest.raises(NotAllowed):
        search(spx, spx.head, now)
    with pytest.raises(NotFoundHere):
        search(spx, spx.com, now, organisation=spx.elsewhere)
    assert list(searches_for(standing_of(spx.head, now))) == [mine]
    assert list(searches_for(standing_of(spx.teacher, now))) == []
