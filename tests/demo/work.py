"""Whose job is what in the demonstration, and who has none of it to do."""

from datetime import datetime

from demo import selectors
from governance.duties.selectors import for_person
from governance.permissions.selectors import standing_of

# Of each persona at least one of these kinds of duty waits or is late; the others are asked for nothing of their own.
WORK = {
    "executive-headteacher": {"J07", "J55"},
    "head-of-school": {"J07"},
    "communications-officer": {"J14", "J+create-account"},
    "teacher": {"J08"},
    "office": {"J12"},
    "online-safety-officer": {"J+device"},
    "dpo": {"J13"},
    "chair-of-governors": {"J55"},
    "governor": {"M48"},
    "trust-officer": {"M48"},
}
# Where only what may be controversial needs an approver, a senior leader is the one.
WORK_WHERE_FEW_POSTS_ARE_APPROVED = {**WORK, "executive-headteacher": {"J55"}, "senior-leader": {"J07"}}


def without_work(now: datetime) -> list[str]:
    """Who finds nothing that belongs to their job in "waiting for me" or "late"."""
    return [
        f"{seat.persona.slug}, {cast.name}"
        for cast in selectors.casts()
        for seat in cast.seats
        if not _has_work(seat, cast.preset, now)
    ]


def _has_work(seat: selectors.Seat, preset: str, now: datetime) -> bool:
    user = selectors.user_for(seat.persona.slug, seat.school)
    assert user
    assert user.person
    board = for_person(standing_of(user.person, now), now)
    owed = {one.kind for one in (*board.waiting, *board.late)}
    jobs = WORK_WHERE_FEW_POSTS_ARE_APPROVED if preset == "ODB" else WORK
    return bool(owed & jobs[seat.persona.slug] if seat.persona.slug in jobs else owed)
