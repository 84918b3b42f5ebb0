"""Why there is no yes: every kind of silence kept apart, so that the right family is asked the right thing (T05)."""

from collections.abc import Iterator
from datetime import datetime

from consent.rules.facts import Facts, Said, Use
from consent.rules.reasons import Reason
from consent.rules.states import Standing, Status, WhoMust


def missing(facts: Facts, use: Use, said: list[Said], live: list[Said], moment: datetime) -> Iterator[Reason]:
    """Why nobody whose yes is needed has said anything that counts (C092, C097, T05)."""
    answered = {answer.standing for answer in live}
    if Standing.RESPONSIBLE not in answered:
        yield from _why_silent(
            facts, use, [answer for answer in said if answer.standing == Standing.RESPONSIBLE], moment
        )
    if facts.who_must == WhoMust.PARENT_AND_PUPIL and Standing.PUPIL not in answered:
        yield Reason.PUPIL_MISSING


def _why_silent(facts: Facts, use: Use, said: list[Said], moment: datetime) -> Iterator[Reason]:
    """What became of the answers there were, or why there are none."""
    if not said:
        yield _why_none(facts, use)
    for answer in said:
        if answer.has_ended(moment):
            yield _ENDED.get(answer.status, Reason.SUPERSEDED)
        elif answer.effective_from > moment:
            yield Reason.NOT_YET_IN_FORCE
        else:
            yield Reason.REGIME_CHANGED


_ENDED = {Status.WITHDRAWN.value: Reason.WITHDRAWN, Status.INVALIDATED.value: Reason.NOT_VALID}


def _why_none(facts: Facts, use: Use) -> Reason:
    """Answered about something else, asked and silent, lapsed with the year, or never asked (T05, T09, Q29)."""
    elsewhere = [answer for answer in facts.answers if answer.standing == Standing.RESPONSIBLE]
    if any(answer.kind == use.kind for answer in elsewhere):
        return Reason.PLACE_NOT_ASKED
    if elsewhere:
        return Reason.KIND_NOT_ASKED
    if facts.came_back_unsigned:
        return Reason.UNSIGNED
    if facts.asked:
        return Reason.NO_REPLY
    return Reason.EXPIRED if facts.answered_last_year else Reason.NOT_ASKED
