"""What people have done of all that is asked before they may post: trained, terms signed, policy read (C037, C038)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from django.db import connection

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from policies.models import Acknowledgement, Course, Document, DocumentVersion, TrainingRecord
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.rules.reading import VersionFacts, versions_that_count
from policies.rules.signing import has_run_out
from policies.rules.training import CourseKind, TrainingStatus, counts
from policies.selectors.documents import line_of

# What a course is known by to those who ask: the platform's short name, or what kind of course it is.
ANY_TRAINING = "training"
_COUNTING = (VersionStatus.CURRENT, VersionStatus.SUPERSEDED)


@dataclass(frozen=True)
class Prerequisites:
    """Who of some people has done what, in one organisation."""

    # By platform or kind of course; "training" is induction or the policy course (T41).
    trained: dict[str, set[int]] = field(default_factory=dict)
    # By kind of document; where no version is in force, nobody has signed it (D17).
    signed: dict[str, set[int]] = field(default_factory=dict)

    def trained_for(self, course: str) -> set[int]:
        """Who is trained today for a platform, or in a kind of course."""
        return self.trained.get(course, set())

    def has_signed(self, kind: str) -> set[int]:
        """Who has signed the version in force within the year."""
        return self.signed.get(kind, set())


@dataclass(frozen=True)
class _Row:
    """A course somebody was trained in, or a version that may count with one person's signature of it, if any."""

    what: str
    place: int
    kind: str
    platform: str
    person: int | None
    version: VersionFacts
    # The last day of training, or the first day on which a signature no longer stands.
    until: date | None


def prerequisites_in(
    person_ids: Collection[int], organisations: Collection[Organisation], now: datetime
) -> dict[int, Prerequisites]:
    """For each organisation, by what it and those above it hold: one statement for any number of people and places."""
    today, places = local_date(now), list(organisations)
    above = sorted({pk for place in places for pk in line_of(place)})
    if not person_ids or not above:
        return {place.pk: Prerequisites() for place in places}
    rows = _rows(sorted(person_ids), above)
    trained = [row for row in rows if row.what == "trained" and _trained(row, today)]
    versions = [row for row in rows if row.what == "version"]
    return {
        place.pk: Prerequisites(_courses(trained, line_of(place)), _signed(versions, line_of(place), today))
        for place in places
    }


def trained_for(person_ids: Collection[int], organisation: Organisation, course: str, now: datetime) -> set[int]:
    """Who of these is trained today for a platform, or in a kind of course, by a course held there or above (C042)."""
    return prerequisites_in(person_ids, [organisation], now)[organisation.pk].trained_for(course)


def signed_current(person_ids: Collection[int], organisation: Organisation, kind: str, now: datetime) -> set[int]:
    """Who of these has signed the version in force there; where no version is in force, nobody has (D17)."""
    return prerequisites_in(person_ids, [organisation], now)[organisation.pk].has_signed(kind)


def _trained(row: _Row, today: date) -> bool:
    return counts(status=TrainingStatus.VALID, until=row.until, today=today)


def _courses(rows: Sequence[_Row], line: tuple[int, ...]) -> dict[str, set[int]]:
    """Training counts for the platform it was about and no other (T41)."""
    found: dict[str, set[int]] = {}
    for row in rows:
        if row.place in line and row.person is not None:
            names = (row.platform,) if row.kind == CourseKind.PLATFORM else (row.kind, ANY_TRAINING)
            for name in names:
                found.setdefault(name, set()).add(row.person)
    return found


def _signed(rows: Sequence[_Row], line: tuple[int, ...], today: date) -> dict[str, set[int]]:
    """By kind: the organisation's own document or, where it keeps none, the nearest above it."""
    found: dict[str, set[int]] = {}
    for kind, several in groupby(sorted(rows, key=lambda row: row.kind), key=lambda row: row.kind):
        by_place: dict[int, list[_Row]] = {}
        for row in several:
            by_place.setdefault(row.place, []).append(row)
        nearest = next((by_place[pk] for pk in line if pk in by_place), [])
        counting = versions_that_count({row.version.pk: row.version for row in nearest}.values())
        found[kind] = {
            row.person
            for row in nearest
            if row.person is not None and row.version.pk in counting and not has_run_out(row.until, today)
        }
    return found


def _rows(person_ids: Sequence[int], places: Sequence[int]) -> list[_Row]:
    whom = list(person_ids)
    values: list[Any] = [*whom, TrainingStatus.VALID, *whom, AcknowledgementStatus.SIGNED, *places, *_COUNTING]
    with connection.cursor() as cursor:
        cursor.execute(_statement(len(whom), len(places)), values)
        return [_row(*row) for row in cursor.fetchall()]


def _row(
    what: str, place: int, kind: str, platform: str, person: int | None, pk: int, number: int, material: Any,
    until: Any,
) -> _Row:  # fmt: skip
    """A row of the statement; SQLite keeps days as text."""
    until = date.fromisoformat(until) if isinstance(until, str) else until
    return _Row(what, place, kind, platform, person, VersionFacts(pk, number, bool(material)), until)


@cache
def _statement(people: int, places: int) -> str:
    """Written out: every gate asks it, and putting it together would cost several times its running (Perf7)."""
    some, here = (", ".join(["%s"] * number) for number in (people, places))
    table = {
        model: model._meta.db_table for model in (TrainingRecord, Course, DocumentVersion, Document, Acknowledgement)
    }
    return f"""
SELECT 'trained', c.organisation_id, c.kind, c.platform, t.person_id, 0, 0, FALSE, t.valid_until
FROM {table[TrainingRecord]} t JOIN {table[Course]} c ON c.id = t.course_id
WHERE t.person_id IN ({some}) AND t.status = %s
UNION ALL
SELECT 'version', d.organisation_id, d.kind, '', a.person_id, v.id, v.number, v.material, a.stands_until
FROM {table[DocumentVersion]} v JOIN {table[Document]} d ON d.id = v.document_id
LEFT JOIN {table[Acknowledgement]} a ON a.version_id = v.id AND a.person_id IN ({some}) AND a.status = %s
WHERE d.organisation_id IN ({here}) AND v.status IN (%s, %s)
"""  # noqa: S608 - our own names
