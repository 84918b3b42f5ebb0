"""How long a signature stands, when a new one is asked for, and who signs every year (J22, J23, J53, C013, T64)."""

from datetime import date, timedelta

from policies.rules.documents import signed_until

YEARLY = "yearly"
# Who signs every year is asked so long before the last signature runs out (J22).
ASKED_AGAIN_AHEAD = timedelta(days=30)
POLICY, TERMS = "policy", "terms"
# What everybody says who signs terms of use, whatever the school's own text holds (C050).
FOR_THE_SCHOOL = "I use the school’s accounts for the school and its pupils, never for private gain."


def is_yearly(kind: str, what_staff_sign: str) -> bool:
    """Whether a signature runs out after a year: terms of use always (J53), the policy where the profile says so (P71)."""
    return kind == TERMS or (kind == POLICY and what_staff_sign == YEARLY)


def stands_until(signed_on: date, *, replaces: date | None, yearly: bool) -> date | None:
    """The first day on which the signature no longer stands; nothing where it stands as long as the text does.

    `replaces` is that day of the signature before it: one given anew in the month before is good for a year from then,
    so that the day of the year does not drift with each reminder (T64).
    """
    if not yearly:
        return None
    ahead = replaces is not None and signed_on < replaces
    return signed_until(replaces if ahead and replaces else signed_on)


def may_sign_again(until: date | None, today: date) -> bool:
    """Whether the time for a new signature has begun."""
    return until is not None and today >= until - ASKED_AGAIN_AHEAD


def has_run_out(until: date | None, today: date) -> bool:
    """Whether the signature no longer stands."""
    return until is not None and today >= until
