"""The rulings for any number of pupils in three statements: the records, their policies, and for a no the causes."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet

from consent.models import Answer, FormAsked
from consent.rules.facts import Facts, Said, Use
from consent.rules.ruling import Ruling, moment_of, rule
from consent.rules.states import WhoMust
from consent.selectors.plain import PupilRow, pupil_rows
from consent.selectors.regimes import REGIME, regime_since
from governance.kernel.dates import academic_year_of
from governance.organisations.models import Organisation
from governance.profile.rules import Profile
from governance.profile.selectors import profiles_for
from pupils.models import Pupil


def rulings(pupils: Iterable[int], uses: Collection[Use], *, on: date, now: datetime) -> dict[tuple[int, Use], Ruling]:
    """For each pupil and use, may they be shown that day; a pupil who is not found is a no like any other (T10).

    A yes rests on answers about that very use, so those are read first. Only where there is a no are the other answers,
    the forms that went out and last year's record read as well, which tell one no from another (T05).
    """
    known = facts_of(pupils, on=on, now=now, uses=uses)
    found = _ruled(known.values(), uses, on, now)
    refused = {pk: known[pk] for (pk, _), ruling in found.items() if not ruling.may_use and known[pk].known}
    if refused:
        found |= _ruled(_with_causes(refused), uses, on, now)
    return found


def _ruled(known: Iterable[Facts], uses: Collection[Use], on: date, now: datetime) -> dict[tuple[int, Use], Ruling]:
    return {(facts.pupil_id, use): rule(facts, use, on=on, now=now) for facts in known for use in uses}


def facts_of(
    pupils: Iterable[int], *, on: date, now: datetime, uses: Collection[Use] | None = None
) -> dict[int, Facts]:
    """What is known of each pupil for that day's academic year, each by their own school's policy (T114)."""
    wanted = list(dict.fromkeys(pupils))
    year = academic_year_of(on)
    rows = pupil_rows(wanted, year, uses) if wanted else {}
    policies = _policies(rows.values(), moment_of(on, now))
    return {pk: _facts(pk, year, rows[pk], policies) if pk in rows else Facts(pk, year, known=False) for pk in wanted}


class Policy(NamedTuple):
    """What a school's policy says of every picture: the regime, since when, and whose yes is needed."""

    regime: str
    regime_since: datetime | None
    who_must: str


def _policies(rows: Iterable[PupilRow], moment: datetime) -> dict[int, Policy]:
    """The policy of each school among them, as it will be at that moment (Q37)."""
    lines = dict.fromkeys(row.organisation for row in rows)
    if not lines:
        return {}
    schools = [Organisation(pk=pk, parent_id=parent, root_id=root) for pk, parent, root in lines]
    profiles = profiles_for(schools, moment)
    return {school.pk: _policy(school, profiles[school.pk], moment) for school in schools}


def _policy(school: Organisation, profile: Profile, moment: datetime) -> Policy:
    return Policy(profile[REGIME], regime_since(school, profile, moment), _who_must(profile["P37"]))


def _who_must(roles: Collection[str]) -> str:
    return WhoMust.PARENT_AND_PUPIL.value if "pupil" in roles else WhoMust.PARENT.value


def _facts(pk: int, year: int, row: PupilRow, policies: dict[int, Policy]) -> Facts:
    policy = policies[row.organisation[0]]
    return Facts(
        pupil_id=pk,
        academic_year=year,
        joined_on=row.joined_on,
        left_on=row.left_on,
        regime=policy.regime,
        regime_since=policy.regime_since,
        who_must=policy.who_must,
        answers=tuple(row.answers.values()),
        wishes=tuple(row.wishes.values()),
        bars=tuple(row.bars),
    )


def _with_causes(refused: dict[int, Facts]) -> Iterable[Facts]:
    """The same facts with every answer of the year, and whether anybody was asked or answered last year; one statement."""
    year = next(iter(refused.values())).academic_year
    answers: dict[int, list[Said]] = {}
    asked: dict[int, tuple[bool, bool, bool]] = {}
    for pk, was_asked, unsigned, last_year, *said in _causes(list(refused), year):
        asked[pk] = (was_asked, unsigned, last_year)
        if said[0] is not None:
            answers.setdefault(pk, []).append(Said(*said))
    for pk, facts in refused.items():
        was_asked, unsigned, last_year = asked[pk]
        yield replace(
            facts,
            asked=was_asked,
            came_back_unsigned=unsigned,
            answered_last_year=last_year,
            answers=tuple(answers.get(pk, ())),
        )


def _causes(wanted: list[int], year: int) -> QuerySet[Pupil, Any]:
    asked = FormAsked.objects.filter(pupil=OuterRef("pk"), academic_year=year)
    pupils = Pupil.objects.filter(pk__in=wanted).annotate(
        asked=Exists(asked),
        unsigned=Exists(asked.filter(came_back_unsigned_at__isnull=False)),
        last_year=Exists(Answer.objects.filter(pupil=OuterRef("pk"), academic_year=year - 1)),
        said=FilteredRelation("consent_answers", condition=Q(consent_answers__academic_year=year)),
    )
    return pupils.order_by().values_list(
        "id", "asked", "unsigned", "last_year", *(f"said__{name}" for name in Said._fields)
    )
