"""Whose role counts where and on which day: pure (D03, D04, D09, S29, Q36)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from governance.organisations.rules import Parents, in_line, is_within
from governance.people.roles import Role
from governance.people.rules import covers

# Governors hold the role of governor; a parent who helps with an account is a poster; every other adult is staff.
NOT_STAFF: Mapping[str, Role | None] = {"governor": None, "parent-helper": Role.PST}


@dataclass(frozen=True)
class HeldRow:
    """A role as it is stored: whose, where, from when to when."""

    person_id: int
    role: str
    organisation_id: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class EngagedRow:
    """An engagement as it is stored."""

    person_id: int
    kind: str
    organisation_id: int
    starts_on: date
    ends_on: date | None = None
    teaches: bool = False


@dataclass(frozen=True)
class DeputyRow:
    """An active deputy period as it is stored."""

    person_id: int
    principal_id: int
    role: str
    organisation_id: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Holding:
    """A role that counts today, there and below, in one's own right or for a principal who is away."""

    role: Role
    organisation_id: int
    principal_id: int | None = None
    teaches: bool = False


@dataclass(frozen=True)
class Rows:
    """What is stored about some people, and the tree of the organisations it names."""

    held: tuple[HeldRow, ...]
    engaged: tuple[EngagedRow, ...]
    deputies: tuple[DeputyRow, ...]
    parents: Parents


def places_of_work(person_id: int, rows: Rows, today: date) -> list[EngagedRow]:
    """The person's engagements in force."""
    return [row for row in rows.engaged if row.person_id == person_id and covers(row.starts_on, row.ends_on, today)]


def own_holdings(person_id: int, rows: Rows, today: date) -> Iterator[Holding]:
    """The roles granted to the person that count today: in date, and engaged with that part of the tree (D09, T88)."""
    work = [row.organisation_id for row in places_of_work(person_id, rows, today)]
    for row in rows.held:
        if row.person_id != person_id or not covers(row.starts_on, row.ends_on, today):
            continue
        if any(in_line(row.organisation_id, place, rows.parents) for place in work):
            yield Holding(Role(row.role), row.organisation_id)


def derived_holdings(person_id: int, rows: Rows, today: date) -> Iterator[Holding]:
    """What an engagement in force makes true without a grant."""
    for row in places_of_work(person_id, rows, today):
        if role := NOT_STAFF.get(row.kind, Role.STF):
            yield Holding(role, row.organisation_id, teaches=row.teaches)


def deputised_holdings(person_id: int, rows: Rows, today: date) -> Iterator[Holding]:
    """The roles held for a principal, while the period runs and the principal still holds the role (S29)."""
    work = [row.organisation_id for row in places_of_work(person_id, rows, today)]
    for row in rows.deputies:
        if row.person_id != person_id or not covers(row.starts_on, row.ends_on, today):
            continue
        engaged = any(in_line(row.organisation_id, place, rows.parents) for place in work)
        if engaged and principal_holds(row, rows, today):
            yield Holding(Role(row.role), row.organisation_id, principal_id=row.principal_id)


def principal_holds(period: DeputyRow, rows: Rows, today: date) -> bool:
    """Whether the principal still holds the role there: a deputy has no more than the person they stand in for."""
    return any(
        holding.role == period.role and is_within(period.organisation_id, holding.organisation_id, rows.parents)
        for holding in own_holdings(period.principal_id, rows, today)
    )


def holdings_of(person_id: int, rows: Rows, today: date) -> tuple[Holding, ...]:
    """Every role that counts for the person today, their own before those they hold for another."""
    return (
        *own_holdings(person_id, rows, today),
        *derived_holdings(person_id, rows, today),
        *deputised_holdings(person_id, rows, today),
    )
