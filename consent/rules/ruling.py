"""The ruling: may this pupil's picture be used here, on that day? No answer is not yes (law 2, C097, D17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from consent.rules.facts import Facts, Said, Use, Wish
from consent.rules.reasons import DO_NOT_USE, Reason, as_ordinary
from consent.rules.silence import missing
from consent.rules.states import Regime, Standing, Status, Value
from consent.rules.times import surely_later
from governance.kernel.dates import academic_year_of, local_date, local_midnight


@dataclass(frozen=True, slots=True)
class PosterView:
    """All that somebody who posts is told: yes or no, and what to keep to (M10)."""

    may_use: bool
    conditions: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """One neutral sentence; every no reads the same (T17)."""
        if not self.may_use:
            return DO_NOT_USE
        return "May be used if each condition is met." if self.conditions else "May be used."


@dataclass(frozen=True, slots=True)
class Ruling:
    """Yes or no for one pupil and one use, every cause of a no at once, and the answers a yes relies on (C104)."""

    use: Use
    reasons: tuple[Reason, ...] = ()
    conditions: tuple[str, ...] = ()
    relied_on: tuple[int, ...] = ()

    @property
    def may_use(self) -> bool:
        """Whether the picture may be used; conditions must still be met, each ticked by a person (T16)."""
        return not self.reasons

    def for_poster(self) -> PosterView:
        """What a poster sees."""
        return PosterView(self.may_use, self.conditions)

    def for_record(self, *, sees_bars: bool) -> tuple[Reason, ...]:
        """The causes for those who keep the record; only the DSL can tell a bar from another request (Q31)."""
        return self.reasons if sees_bars else as_ordinary(self.reasons)


def moment_of(on: date, now: datetime) -> datetime:
    """The instant that a question about a day is about: this instant today, the day's first instant otherwise (T06, T08)."""
    return now if on == local_date(now) else local_midnight(on)


def rule(facts: Facts, use: Use, *, on: date, now: datetime) -> Ruling:
    """May this pupil be shown so on that day, by everything known now? Any no wins, and nothing counts as yes but a yes."""
    if facts.academic_year != academic_year_of(on):
        raise ValueError("The facts are of another academic year than the day that is asked about.")
    if not facts.known:
        return Ruling(use, (Reason.PUPIL_UNKNOWN,))
    moment = moment_of(on, now)
    said = [answer for answer in facts.answers if use.answered_by(answer.kind, answer.channel, answer.account_id)]
    live = [answer for answer in said if counts(answer, facts, moment)]
    wishes = [wish for wish in facts.wishes if stands(wish, use, facts, said, moment)]
    reasons = [*_whatever_was_answered(facts, use, on, moment), *_from_wishes(wishes), *_noes(live)]
    if needs_a_yes(facts.regime, use):
        reasons += missing(facts, use, said, live, moment)
    causes = tuple(dict.fromkeys(reasons))
    if causes:
        return Ruling(use, causes)
    yes = [answer for answer in live if answer.value != Value.REFUSED]
    return Ruling(use, (), _conditions(yes, wishes), tuple(sorted(answer.id for answer in yes)))


def counts(answer: Said, facts: Facts, moment: datetime) -> bool:
    """Whether the answer is in force: begun, not ended, and a no or given under the policy that holds now (Q37)."""
    if answer.effective_from > moment or answer.has_ended(moment):
        return False
    return answer.value == Value.REFUSED or _under_this_regime(answer, facts)


def _under_this_regime(answer: Said, facts: Facts) -> bool:
    """The name alone would let an old yes come back where a rule is given up and taken up again."""
    began_since = facts.regime_since is None or answer.effective_from >= facts.regime_since
    return answer.regime == facts.regime and began_since


def stands(wish: Wish, use: Use, facts: Facts, said: list[Said], moment: datetime) -> bool:
    """Whether a wish still holds: received, unsettled, and not followed by a newer form of the same person (D20, Q30)."""
    if wish.received_at > moment or not wish.covers(use, facts.academic_year):
        return False
    if wish.settled_at is not None and wish.settled_at <= moment:
        return False
    if wish.standing == Standing.OBJECTOR:
        return True
    own = (answer for answer in said if answer.person_key == wish.person_key)
    newer = (answer for answer in own if answer.status != Status.INVALIDATED)
    return not any(
        surely_later(answer.received_at, wish.received_at) and answer.effective_from <= moment for answer in newer
    )


def needs_a_yes(regime: str, use: Use) -> bool:
    """Whether somebody must have said yes: always, but for a pupil nobody can recognise where no pupil may be (Q37)."""
    return not (regime == Regime.NO_IDENTIFIABLE and not use.identifiable)


def _whatever_was_answered(facts: Facts, use: Use, on: date, moment: datetime) -> Iterator[Reason]:
    """What overrules every answer: a bar, the register, the regime (C106, T11, T24)."""
    if any(bar.holds(on, moment) for bar in facts.bars):
        yield Reason.BARRED
    if facts.joined_on is not None and on < facts.joined_on:
        yield Reason.NOT_YET_JOINED
    if facts.left_on is not None and on > facts.left_on:
        yield Reason.LEFT
    if facts.regime == Regime.NO_PEOPLE or (facts.regime == Regime.NO_IDENTIFIABLE and use.identifiable):
        yield Reason.REGIME_FORBIDS


def _from_wishes(wishes: list[Wish]) -> Iterator[Reason]:
    """A wish to stop is a no; one to amend narrows the yes instead (C099, C100, Q32)."""
    for wish in wishes:
        if not wish.conditions:
            yield Reason.OBJECTION if wish.standing == Standing.OBJECTOR else Reason.WITHDRAWN


def _noes(live: list[Said]) -> Iterator[Reason]:
    """Any no wins, whoever signed last (T12, T14)."""
    refused = {answer.standing for answer in live if answer.value == Value.REFUSED}
    agreed = {answer.standing for answer in live if answer.value != Value.REFUSED}
    if Standing.RESPONSIBLE in refused:
        yield Reason.REFUSED
    if Standing.RESPONSIBLE in refused & agreed:
        yield Reason.CONFLICT
    if Standing.PUPIL in refused:
        yield Reason.PUPIL_REFUSED
    if Standing.OBJECTOR in refused:
        yield Reason.OBJECTION


def _conditions(yes: list[Said], wishes: list[Wish]) -> tuple[str, ...]:
    """Every condition anybody set, the narrower of old and asked for while a change waits (C094, C100)."""
    asked = (wish.conditions for wish in wishes)
    return tuple(dict.fromkeys(text for text in (*(answer.conditions for answer in yes), *asked) if text))
