"""People's days and slots: when an engagement or role counts, and which roles one person may not hold together."""

from collections.abc import Iterable
from datetime import date, timedelta

from governance.people.roles import DERIVED, Role

# The same person in both slots would be judge and judged (T69, K02).
CONFLICTING_SLOTS = (
    frozenset({Role.HD, Role.CHR}),
    frozenset({Role.HD, Role.DPO}),
    frozenset({Role.HD, Role.DSL}),
    frozenset({Role.HOS, Role.CHR}),
    frozenset({Role.DPO, Role.CHR}),
)

# The life of a deputy period (S29): verb -> the statuses it leads out of, and the one it leads to.
PERIOD_ARROWS = {"start": (("planned",), "active"), "end": (("planned", "active"), "ended")}


def covers(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Whether the period is running that day; its last day counts to midnight (Q36)."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def slots_refused(role: Role, already: Iterable[Role]) -> list[str]:
    """Why the role cannot go to a person who holds those already in the same organisation (T69)."""
    held = set(already)
    return [
        f"The same person cannot be {plainly(role)} and {plainly(other)} in one organisation: "
        "one of them decides about the other."
        for pair in CONFLICTING_SLOTS
        if role in pair
        for other in pair - {role}
        if other in held
    ]


def conflicts_among(roles: Iterable[Role]) -> list[tuple[Role, Role]]:
    """The pairs of seats that one person holds and may not hold together (T69)."""
    held = set(roles)
    return [(min(pair), max(pair)) for pair in CONFLICTING_SLOTS if pair <= held]


def decides_about(one: Role, other: Role) -> bool:
    """Whether one of the two roles decides about whoever holds the other (T69, K02)."""
    return frozenset({one, other}) in CONFLICTING_SLOTS


def grant_refused(role: Role, *, is_self: bool) -> list[str]:
    """What stands in the way of a grant before the register is looked at (M47)."""
    reasons = []
    if role in DERIVED:
        reasons.append(f"Nobody is made {plainly(role)} by hand: it follows from their work, or from their child.")
    if is_self:
        reasons.append("Nobody gives a role to themselves. Ask somebody else who may give roles.")
    return reasons


def role_overlap_refused(role: Role, already: bool, name: str) -> list[str]:
    """Why the same role is not given twice for the same days."""
    return [f"{name} already is {plainly(role)} here during those days."] if already else []


def dates_refused(starts_on: date, ends_on: date | None) -> list[str]:
    """Why these days cannot stand."""
    return ["The last day comes before the first."] if ends_on is not None and ends_on < starts_on else []


def person_refused(given_name: str, family_name: str, *, email_taken: bool, namesakes: int) -> list[str]:
    """Why this person cannot be written down: names missing, or likely here already (T40)."""
    reasons = []
    if not given_name or not family_name:
        reasons.append("Give both a first name and a family name.")
    if email_taken:
        reasons.append("Somebody already has this e-mail address. Look for them in the list of people.")
    if namesakes:
        reasons.append(
            f"There already is a {given_name} {family_name} here. If this is another person, tick the box that says so."
        )
    return reasons


def still_covered(engagements: Iterable[tuple[date, date | None]], *, after: date) -> bool:
    """Whether another engagement runs on after that day without a gap."""
    return any(starts_on <= after + timedelta(days=1) for starts_on, _ in engagements)


def status_of_period(starts_on: date, ends_on: date, today: date) -> str:
    """Where a deputy period stands that day: planned, active, ended (S29)."""
    if today < starts_on:
        return "planned"
    return "active" if today <= ends_on else "ended"


def deputy_refused(
    *,
    starts_on: date,
    ends_on: date,
    today: date,
    is_self: bool,
    principal_holds: bool,
    deputy_works: bool,
    overlaps: bool,
    names: tuple[str, str],
) -> list[str]:
    """Everything that stands in the way of naming a deputy (D03, S29)."""
    principal, deputy = names
    checks = (
        (ends_on < starts_on, "The last day comes before the first."),
        (ends_on < today, "These days are already over."),
        (is_self, "Nobody is their own deputy."),
        (not principal_holds, f"{principal} does not hold this role on the first day, so nobody can stand in for it."),
        (not deputy_works, f"{deputy} does not work here on the first day."),
        (overlaps, f"{deputy} already stands in for {principal} during some of these days."),
    )
    return [sentence for stands, sentence in checks if stands]


def plainly(role: Role) -> str:
    """The role's name inside a sentence."""
    return role.label if role.label[:3].isupper() else role.label[0].lower() + role.label[1:]
