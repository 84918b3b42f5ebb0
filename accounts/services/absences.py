"""Somebody who runs accounts is away: one run over what they do, another stands in for those days, nothing passes on (C117)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from accounts.models import Authorisation, RotaTurn, RunnerAbsence, SocialAccount
from accounts.rules.absences import CoverFacts, cover_refused, days_refused
from accounts.rules.accounts import WATCHED
from accounts.rules.authorisations import OPEN
from accounts.rules.credentials import KNOWS_PASSWORD, Why
from accounts.rules.leaver_states import Hat
from accounts.selectors.absences import away_between
from accounts.selectors.applications import runner_facts
from accounts.selectors.checks import watchers_on
from accounts.selectors.holdings import ONE_DAY, hats_of
from accounts.selectors.people import engaged_in, staff_among
from accounts.selectors.posting import needs_of
from accounts.services.authorisations import end_by, request
from accounts.services.leaver_facts import running_on
from accounts.services.rota import set_turns
from accounts.services.runners import add_runner
from accounts.services.sweeps import GRANTED, look_at_runners
from governance.audit.services import Entry, record_many
from governance.kernel.dates import local_date, long_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.selectors import can
from governance.permissions.services import require
from governance.profile.selectors import profile_for

NEEDED = ("accounts.create", "accounts.set_rota", "accounts.request_authorisation")
RUNS = {Hat.LEAD, Hat.RUNNER}


@transaction.atomic
def cover_absence(
    *, person: Person, stand_in: Person, organisation: Organisation, first: date, last: date, by: Person, now: datetime
) -> RunnerAbsence:
    """Let somebody stand in: turns to watch, running each account for those days, and authorisations asked for.

    Whoever is away comes back, so no password is owed for them. What the stand-in was let do ends with the last day, as it was
    asked; where they could know the password, a new one is owed then (C039, T43).
    """
    require(by, "accounts.cover_absence", organisation, now=now)
    accounts, beyond = _reach(person, organisation, by, now)
    if beyond and not accounts:
        raise Refused(_left_out(beyond))
    if reasons := _refused(person, stand_in, organisation, (first, last), accounts, now):
        raise Refused(reasons)
    absence = RunnerAbsence.objects.create(
        organisation=organisation,
        person=person,
        stand_in=stand_in,
        starts_on=first,
        ends_on=last,
        created_at=now,
        recorded_by=by,
    )
    _let_run(absence, accounts, by, now)
    _let_watch(absence, accounts, by, now)
    _ask_for_rights(absence, accounts, by, now)
    _note(absence, accounts, "absence", by, now)
    for account in accounts:
        look_at_runners(account, now, by=by)
    return absence


def left_out(person: Person, organisation: Organisation, *, by: Person, now: datetime) -> list[str]:
    """What could not be arranged, account by account, for whoever arranges looks after none of that school."""
    return _left_out(_reach(person, organisation, by, now)[1])


def _left_out(accounts: Sequence[SocialAccount]) -> list[str]:
    return [
        f"Not arranged for {one.name} ({one.organisation}): you look after no accounts there. Ask somebody who does."
        for one in accounts
    ]


def _reach(
    person: Person, organisation: Organisation, by: Person, now: datetime
) -> tuple[list[SocialAccount], list[SocialAccount]]:
    """The accounts for which whoever arranges it may arrange all of it, and the others (D04)."""
    accounts = _accounts_of(person, organisation.root_id or 0, local_date(now))
    may = {one.pk for one in accounts if all(can(by, action, one, now=now) for action in NEEDED)}
    return [one for one in accounts if one.pk in may], [one for one in accounts if one.pk not in may]


def _accounts_of(person: Person, root_id: int, today: date) -> list[SocialAccount]:
    held = hats_of([person.pk], [root_id], today).get((person.pk, root_id), {})
    return [account for account, hats in held.items() if RUNS & set(hats) and account.may_end]


def _refused(
    person: Person,
    stand_in: Person,
    organisation: Organisation,
    days: tuple[date, date],
    accounts: Sequence[SocialAccount],
    now: datetime,
) -> list[str]:
    """Everything that is wrong, at once."""
    first, last = days
    today, root_id = local_date(now), organisation.root_id or 0
    if reasons := days_refused(first, last, today=today):
        return reasons
    if not accounts:
        return [f"{person} runs no account here, so nobody need stand in."]
    away = {one.person_id for one in away_between(root_id, first, last)}
    there = [{pk for pk, _ in engaged_in([stand_in.pk], [root_id], day)} for day in (max(first, today), last)]
    checks = (
        (person == stand_in, "Somebody else must stand in."),
        (person.pk in away, f"{person} is away on some of these days already, by another entry."),
        (stand_in.pk in away, f"{stand_in} is away on some of these days."),
        (not all(there), f"{stand_in} does not work here on all of these days."),
    )
    profile = profile_for(organisation, now)
    facts = [_cover(account, person, stand_in, away, last, now) for account in accounts]
    found = [words for wrong, words in checks if wrong]
    return [*found, *cover_refused(facts, fewest=profile["P07"], needs=needs_of(profile))]


def _cover(
    account: SocialAccount, person: Person, stand_in: Person, away: set[int], last: date, now: datetime
) -> CoverFacts:
    """Who runs the account meanwhile; staff are those at work on the last of the days (T39)."""
    running = running_on(account)
    staying = [one.person for pk, one in running.items() if pk not in {*away, person.pk, stand_in.pk}]
    people = [(one, False) for one in (*staying, stand_in) if one.pk != person.pk]
    staff = staff_among([one.pk for one, _ in people], account.organisation, last)
    found = runner_facts(people, account.organisation, account.platform.slug, now)
    facts = [replace(one, is_staff=one.person_id in staff) for one in found]
    return CoverFacts(
        account=account.name, running=tuple(facts), new=tuple(one for one in facts if one.person_id not in running)
    )


def _let_run(absence: RunnerAbsence, accounts: Sequence[SocialAccount], by: Person, now: datetime) -> None:
    """A second runner for those days, wherever the stand-in does not run the account anyway."""
    days = {"starts_on": absence.starts_on, "ends_on": absence.ends_on}
    for account in accounts:
        if absence.stand_in_id not in running_on(account):
            made = add_runner(account, person=absence.stand_in, is_lead=False, by=by, now=now, **days)
            absence.runners.add(made)


def _let_watch(absence: RunnerAbsence, accounts: Sequence[SocialAccount], by: Person, now: datetime) -> None:
    """The days on which it would be their turn; whatever others have taken on stays theirs (J04)."""
    watched = [account for account in accounts if account.status in WATCHED]
    turns = RotaTurn.objects.filter(account__in=watched, person=absence.stand_in)
    before = list(turns.values_list("pk", flat=True))
    first = max(absence.starts_on, local_date(now))
    for (begins, ends), several in _days_of(absence.person, watched, first, absence.ends_on).items():
        set_turns(several, person=absence.stand_in, first=begins, last=ends, by=by, now=now)
    absence.turns.set(turns.exclude(pk__in=before))


def _days_of(
    person: Person, watched: Sequence[SocialAccount], first: date, last: date
) -> dict[tuple[date, date], list[SocialAccount]]:
    """The runs of days on which it is the person’s turn, with the accounts of each: three statements a day."""
    runs: dict[int, list[tuple[date, date]]] = {account.pk: [] for account in watched}
    for day in (first + ahead * ONE_DAY for ahead in range((last - first).days + 1)) if watched else ():
        for pk, watcher in watchers_on(watched, day).items():
            if watcher == person:
                begins = runs[pk].pop()[0] if runs[pk] and runs[pk][-1][1] == day - ONE_DAY else day
                runs[pk].append((begins, day))
    found: dict[tuple[date, date], list[SocialAccount]] = defaultdict(list)
    for account in watched:
        for days in runs[account.pk]:
            found[days].append(account)
    return found


def _ask_for_rights(absence: RunnerAbsence, accounts: Sequence[SocialAccount], by: Person, now: datetime) -> None:
    """What the person away may do on these accounts is asked for, for those days; the head decides as always (C036)."""
    rows = Authorisation.objects.filter(account__in=accounts, scope__in=KNOWS_PASSWORD)
    theirs = rows.filter(person=absence.person, status__in=GRANTED).select_related(
        "account__platform", "account__organisation"
    )
    has = set(rows.filter(person=absence.stand_in, status__in=OPEN).values_list("account_id", "scope"))
    for one in theirs.order_by("account__name", "scope"):
        if (one.account_id, one.scope) not in has:
            asked = request(
                person=absence.stand_in,
                account=one.account,
                scope=one.scope,
                starts_on=absence.starts_on,
                ends_on=absence.ends_on,
                reason=f"Stands in for {absence.person}, who is away until {long_date(absence.ends_on)}.",
                by=by,
                now=now,
            )
            absence.authorisations.add(asked)


@transaction.atomic
def end_absence(absence: RunnerAbsence, *, by: Person, now: datetime) -> None:
    """They are back, or do not go: what was arranged ends today, and what had not begun falls away."""
    require(by, "accounts.cover_absence", absence, now=now)
    today = local_date(now)
    rows = RunnerAbsence.objects.filter(pk=absence.pk, back_at__isnull=True, ends_on__gte=today)
    if not rows.update(back_at=now, back_by=by):
        raise TooLate("This absence is over.")
    for several in (absence.runners.all(), absence.turns.all()):
        several.filter(starts_on__lte=today).update(ends_on=today)
        several.filter(starts_on__gt=today).delete()
    granted = absence.authorisations.filter(status__in=GRANTED)
    for one in granted.select_related("person", "organisation", "account__platform", "account__organisation"):
        end_by(one, day=today, by=by, now=now, because=_why_over(absence, today), why=Why.EXPIRY)
    accounts = _accounts_of(absence.person, absence.organisation.root_id or 0, today)
    _note(absence, accounts, "absence_over", by, now)
    for account in accounts:
        look_at_runners(account, now, by=by)


def _why_over(absence: RunnerAbsence, today: date) -> str:
    if absence.starts_on > today:
        return f"{absence.person} does not go, so nobody stands in."
    return f"{absence.person} is back, so nobody stands in any more."


def _note(absence: RunnerAbsence, accounts: Sequence[SocialAccount], action: str, by: Person, now: datetime) -> None:
    facts = {"absence": absence.reference, "person": absence.person.reference, "stand_in": absence.stand_in.reference}
    record_many(
        [
            Entry(
                organisation_reference=account.organisation.reference,
                action=f"account.{action}",
                thing_type=account.thing_type,
                thing_reference=account.reference,
                by=by,
                facts={**facts, "from": absence.starts_on.isoformat(), "to": absence.ends_on.isoformat()},
                profile_version=profile_for(account.organisation, now).version,
            )
            for account in accounts
        ],
        now=now,
    )
