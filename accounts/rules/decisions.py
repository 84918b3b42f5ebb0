"""What a decider satisfies themselves of before an account is approved, and what an applicant declares (C024, C027, C050)."""

from collections.abc import Iterable
from datetime import date

CRITERIA = (
    "The account has a strong teaching or business reason and is not trivial.",
    "It will not bring bad publicity or harm the school’s name.",
    "Its aim is worth the time and money it will take.",
    "The people named will run it and are ready to.",
    "It serves the school and its pupils, and nobody’s private gain.",
)
# What whoever hands an application in says for themselves and for those who will run the account (C050).
DECLARATION = "The account will serve the school and its pupils, never private gain."


def considered_missing(asked: Iterable[str], *, discussed_on: date | None, considered_with: str) -> list[str]:
    """What the profile asks for before a decision: the day it was discussed, or which senior leaders considered it."""
    wanted = set(asked)
    reasons = []
    if "discussed_on" in wanted and discussed_on is None:
        reasons.append("Record the day on which the application was discussed with the head.")
    if "slt_considered" in wanted and not considered_with:
        reasons.append("Record which senior leaders considered the application.")
    return reasons
