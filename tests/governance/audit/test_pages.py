"""Reading, narrowing and exporting the audit trail."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.audit.selectors import PAGE_LENGTH
from governance.audit.services import record, record_many
from governance.kernel.actors import SYSTEM
from governance.pages.audit_parts import line
from tests.governance.audit.helpers import entry

pytestmark = pytest.mark.clause("M49", "D01")
TRAIL, EXPORT = "governance:list_events", "governance:export_events"


@pytest.fixture
def trail(spx, now):
    """Some of everything, in the school, beside it and elsewhere."""
    things = [
        (spx.school, "posts.approve", "posts.Post", "PO-AAAA", False),
        (spx.school, "consent.answer", "consent.Answer", "CN-BBBB", False),
        (spx.school, "accounts.apply", "accounts.Application", "AP-CCCC", False),
        (spx.school, "incidents.own", "incidents.Case", "CS-DDDD", True),
        (spx.elsewhere, "posts.approve", "posts.Post", "PO-EEEE", False),
    ]
    for place, action, kind, reference, sealed in things:
        record(
            organisation_reference=place.reference,
            action=action,
            thing_type=kind,
            thing_reference=reference,
            by=spx.hos,
            now=now,
            sealed=sealed,
            facts={"because": "=1+1"},
        )
    return spx


def seen(response):
    return {found for found in ("AAAA", "BBBB", "CCCC", "DDDD", "EEEE") if found in response.content.decode()}


@pytest.mark.clause("D04", "D06")
@pytest.mark.parametrize(
    ("who", "expected"),
    [("head", {"AAAA", "BBBB", "CCCC"}), ("dpo", {"AAAA", "BBBB"}), ("stranger", {"EEEE"})],
)
def test_each_reader_sees_their_part_and_no_restricted_case(trail, client_for, who, expected):
    client = client_for(getattr(trail, who))

    assert seen(client.get(reverse(TRAIL))) == expected
    assert {found for found in ("AAAA", "BBBB", "CCCC", "DDDD", "EEEE") if found in body(client)} == expected


def body(client, **asked):
    response = client.get(reverse(EXPORT), asked)
    return b"".join(response.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("who", ["teacher", "com", "hos", "governor", "tech"])
@pytest.mark.parametrize("name", [TRAIL, EXPORT])
def test_others_are_not_let_in(trail, client_for, who, name):
    assert client_for(getattr(trail, who)).get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"thing": "po-aaaa"}, {"AAAA"}),
        ({"action": "answer"}, {"BBBB"}),
        ({"person": "nobody of that name"}, set()),
        ({"since_day": "6", "since_month": "10", "since_year": "2026"}, set()),
        ({"until_day": "5", "until_month": "10", "until_year": "2026"}, {"AAAA", "BBBB", "CCCC"}),
        ({"until_day": "4", "until_month": "10", "until_year": "2026"}, set()),
        ({"thing": "CS-DDDD"}, set()),
        ({"since_day": "x", "since_month": "10", "since_year": "2026"}, {"AAAA", "BBBB", "CCCC"}),
    ],
    ids=lambda value: repr(sorted(value)),
)
def test_the_trail_is_narrowed(trail, client_for, asked, expected):
    shown = client_for(trail.head).get(reverse(TRAIL), asked).context["lines"]

    assert {one.event.thing_reference[3:] for one in shown} == expected


def test_the_trail_is_narrowed_to_a_person(trail, client_for):
    shown = client_for(trail.head).get(reverse(TRAIL), {"person": trail.hos.family_name}).context["lines"]

    assert len(shown) == 3


def test_pages_follow_each_other_without_gap_or_repeat(trail, client_for, now):
    record_many([entry(trail.school.reference, facts={"n": n}) for n in range(2 * PAGE_LENGTH)], now=now)
    client, address, numbers = client_for(trail.head), reverse(TRAIL), []

    while address:
        context = client.get(address).context
        numbers += [one.event.pk for one in context["lines"]]
        following = context["page"]["next_url"]
        address = reverse(TRAIL) + following if following else ""

    assert len(numbers) == 2 * PAGE_LENGTH + 3
    assert numbers == sorted(set(numbers), reverse=True)


@pytest.mark.parametrize("after", ["x", "-1", "9" * 40, "٣"])
def test_a_spoilt_address_shows_the_first_page(trail, client_for, after):
    assert client_for(trail.head).get(reverse(TRAIL), {"after": after}).status_code == 200


@pytest.mark.clause("Hostile9")
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_the_export_is_a_formula(spx, client_for, now, start):
    given = entry(spx.school.reference, action=f"{start}1+1", thing_reference=f"{start}A1")
    record_many([given], now=now)

    rows = list(csv.reader(io.StringIO(body(client_for(spx.head)))))

    assert len(rows) == 2
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


def test_the_export_takes_the_same_filters(trail, client_for):
    text = body(client_for(trail.head), thing="PO-AAAA")

    assert "PO-AAAA" in text
    assert "CN-BBBB" not in text


def test_an_empty_trail_says_so(spx, client_for):
    assert "Nothing found" in client_for(spx.head).get(reverse(TRAIL)).content.decode()


def test_the_page_costs_the_same_for_one_event_and_for_fifty(spx, client_for, now):
    client = client_for(spx.head)
    record_many([entry(spx.school.reference)], now=now)

    with CaptureQueriesContext(connection) as one:
        client.get(reverse(TRAIL))
    record_many([entry(spx.school.reference, by=SYSTEM) for _ in range(PAGE_LENGTH)], now=now)
    with CaptureQueriesContext(connection) as fifty:
        client.get(reverse(TRAIL))

    assert len(fifty) == len(one)


@pytest.mark.parametrize(
    ("fact", "reads"),
    [
        ("2026-10-05T10:00:00+00:00", "Step: Monday 5 October 2026, 11am"),
        ("2026-10-05", "Step: Monday 5 October 2026"),
        ("approved", "Step: approved"),
        ("0123456789", "Step: 0123456789"),
        (["HD", "GOV"], "Step: HD, GOV"),
        ({"P26": 24}, "Step: P26 24"),
        (False, "Step: no"),
    ],
    ids=str,
)
def test_details_read_as_people_write_them(db, now, fact, reads):
    event = record_many([entry(facts={"step": fact})], now=now)[0]

    assert line(event).details == reads
