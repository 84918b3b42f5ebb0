"""Reads, in one statement, all that is stored about some people's roles, work and deputies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from governance.kernel.verbs import read_once
from governance.organisations.models import Organisation
from governance.organisations.selectors import tree
from governance.people.models import Deputy, Person
from governance.permissions.rules.holdings import DeputyRow, EngagedRow, HeldRow, Rows


@dataclass(frozen=True)
class Loaded:
    """The rows, the organisations of the trees they name, and the people they are about."""

    rows: Rows
    organisations: dict[int, Organisation]
    people: dict[int, Person]


def load(person_ids: Collection[int], today: date) -> Loaded:
    """What counts today for those people and their principals; the second statement reads the trees."""
    wanted = tuple(sorted(person_ids))
    return read_once(("standing", wanted, today), lambda: _loaded(wanted, today))


def _loaded(person_ids: Collection[int], today: date) -> Loaded:
    stored = list(_everything(person_ids, today))
    organisations = {place.pk: place for place in tree({row[7] for row in stored})} if stored else {}
    rows = Rows(
        held=tuple(HeldRow(row[1], row[5], row[6], row[8], row[9]) for row in stored if row[0] == "held"),
        engaged=tuple(
            EngagedRow(row[1], row[5], row[6], row[8], row[9], bool(row[11])) for row in stored if row[0] == "engaged"
        ),
        deputies=tuple(
            DeputyRow(row[1], row[10], row[5], row[6], row[8], row[9]) for row in stored if row[0] == "deputy"
        ),
        parents={pk: place.parent_id for pk, place in organisations.items()},
    )
    return Loaded(rows, organisations, {row[1]: _person(row) for row in stored})


def _everything(person_ids: Collection[int], today: date) -> list[tuple[Any, ...]]:
    """Roles, engagements and deputy periods as rows of one shape, in one statement."""
    if not person_ids:
        return []
    whom, running = list(person_ids), [today, today]
    whose: list[Any] = [*whom, *whom, Deputy.Status.ACTIVE]
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(len(whom)), [*whose, *running, *whose, *running, *whom, Deputy.Status.ACTIVE, *running]
        )
        rows = cursor.fetchall()
    return [(*row[:8], _day(row[8]), _day(row[9]), *row[10:]) for row in rows]


@cache
def _statement(people: int) -> str:
    """Written out: every request begins with it, and putting it together would cost several times its running."""
    some = ", ".join(["%s"] * people)
    standing_in = f"SELECT principal_id FROM governance_deputy WHERE deputy_id IN ({some}) AND status = %s"  # noqa: S608 - our own names
    theirs = f"(t.person_id IN ({some}) OR t.person_id IN ({standing_in}))"
    legs = (
        _leg("held", "governance_roleheld", "person_id", "t.role", "0, FALSE", f"{theirs} AND t.revoked_at IS NULL"),
        _leg("engaged", "governance_engagement", "person_id", "t.kind", "0, t.teaches", theirs),
        _leg(
            "deputy",
            "governance_deputy",
            "deputy_id",
            "t.role",
            "t.principal_id, FALSE",
            f"t.deputy_id IN ({some}) AND t.status = %s",
        ),
    )
    return " UNION ALL ".join(legs)


def _leg(what: str, table: str, person: str, word: str, ends: str, which: str) -> str:
    """One leg: what it is, whose, the role or kind, where, from when to when, for whom, and whether they teach."""
    return f"""
SELECT '{what}', p.id, p.reference, p.given_name, p.family_name, {word}, t.organisation_id, o.root_id,
    t.starts_on, t.ends_on, {ends}
FROM {table} t
JOIN governance_person p ON p.id = t.{person}
JOIN governance_organisation o ON o.id = t.organisation_id
WHERE {which} AND t.starts_on <= %s AND (t.ends_on IS NULL OR t.ends_on >= %s)
"""  # noqa: S608 - our own names


def _day(value: Any) -> date | None:
    """A day as a day: SQLite keeps it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _person(row: tuple[Any, ...]) -> Person:
    """The person of a row, named without another statement."""
    return Person.from_db("default", ["id", "reference", "given_name", "family_name"], row[1:5])
