"""What a ruling is made from, as plain values: no record, no database."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from consent.rules.states import Channel, Regime, WhoMust


class Use(NamedTuple):
    """One way of showing a pupil: which kind of picture, where, and whether anybody could tell who it is (C095)."""

    kind: str
    channel: str
    account_id: int | None = None
    identifiable: bool = True

    def answered_by(self, kind: str, channel: str, account_id: int | None) -> bool:
        """Whether an answer about that kind and place is about this use; nothing reaches further (T09)."""
        return self.kind == kind and self.channel == channel and self.account_id == account_id


class Said(NamedTuple):
    """One answer as it is stored."""

    id: int
    kind: str
    channel: str
    account_id: int | None
    value: str
    conditions: str
    person_key: str
    standing: str
    regime: str
    received_at: datetime
    effective_from: datetime
    status: str
    ended_at: datetime | None

    def has_ended(self, moment: datetime) -> bool:
        """Whether the answer counts no more."""
        return self.ended_at is not None and self.ended_at <= moment


class Wish(NamedTuple):
    """A request to stop or amend, as it is stored; empty scopes cover everything."""

    person_key: str
    standing: str
    kinds: Collection[str]
    channels: Collection[str]
    account_ids: Collection[int]
    conditions: str
    academic_year: int
    this_year_only: bool
    received_at: datetime
    settled_at: datetime | None

    def covers(self, use: Use, academic_year: int) -> bool:
        """Whether the wish is about this use in that year: a letter covers the running year and the next (Q32)."""
        last = self.academic_year + (0 if self.this_year_only else 1)
        return self.academic_year <= academic_year <= last and scope_covers(
            use, self.kinds, self.channels, self.account_ids
        )


class Bar(NamedTuple):
    """A protective bar, as it is stored."""

    starts_on: date
    ends_on: date | None
    lifted_at: datetime | None

    def holds(self, on: date, moment: datetime) -> bool:
        """Whether the bar stands that day."""
        lifted = self.lifted_at is not None and self.lifted_at <= moment
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on) and not lifted


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known of one pupil for one academic year."""

    pupil_id: int
    academic_year: int
    known: bool = True
    joined_on: date | None = None
    left_on: date | None = None
    regime: str = Regime.OPT_IN
    # From when that rule has held without a break; None if the school never had another (Q37).
    regime_since: datetime | None = None
    who_must: str = WhoMust.PARENT
    asked: bool = False
    came_back_unsigned: bool = False
    answered_last_year: bool = False
    answers: tuple[Said, ...] = ()
    wishes: tuple[Wish, ...] = ()
    bars: tuple[Bar, ...] = field(default=())


def scope_covers(use: Use, kinds: Collection[str], channels: Collection[str], account_ids: Collection[int]) -> bool:
    """Whether a scope covers the use; an empty part covers everything, named accounts only those accounts."""
    if kinds and use.kind not in kinds:
        return False
    if not channels and not account_ids:
        return True
    if use.channel == Channel.ACCOUNT and use.account_id in account_ids:
        return True
    return use.channel in channels and not (use.channel == Channel.ACCOUNT and account_ids)
