"""What is wrong with who runs many accounts, read once for all of them (C028, C029, J45, T39)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Q

from accounts.models import AccountRunner, SocialAccount
from accounts.rules.applications import RunnerFacts, runners_short, runners_unready
from accounts.selectors.absences import away_between
from accounts.selectors.holdings import ONE_DAY
from accounts.selectors.leavers import last_days
from accounts.selectors.leaving import work_of
from accounts.selectors.people import engaged_in, staff_in
from accounts.selectors.posting import needs_of
from accounts.selectors.readiness import facts_of
from governance.kernel.dates import local_date, long_date
from governance.organisations.models import Organisation
from governance.profile.selectors import profiles_for
from policies.selectors import prerequisites_in

DAYS_TO_FIND_A_RUNNER = timedelta(days=14)


def runners_wanting(accounts: Collection[SocialAccount], now: datetime) -> dict[int, list[str]]:
    """For each account what is wrong with its runners today, and by when somebody has to look at who will be left (Q36).

    Everybody who sees the account reads it: who leaves, and that somebody does, is told elsewhere to those who may know (D04).
    A constant number of statements, however many accounts; an account with nothing wrong has an empty list.
    """
    read = _Read(accounts, now)
    return {account.pk: read.causes(account) for account in accounts}


class _Read:
    """The runners of some accounts, and all that the rules ask of them."""

    def __init__(self, accounts: Collection[SocialAccount], now: datetime) -> None:
        today = self.today = local_date(now)
        places: list[Organisation] = list({one.organisation_id: one.organisation for one in accounts}.values())
        roots = {place.root_id or 0 for place in places}
        self.soon = local_date(now + DAYS_TO_FIND_A_RUNNER)
        self.runners = _running(accounts, today, self.soon)
        people = {runner.person_id for several in self.runners.values() for runner in several}
        self.leaving = {(pk, root): day for root in roots for pk, day in last_days(root, self.soon).items()}
        gone = {key for key, day in self.leaving.items() if day < today}
        self.there = {
            today: engaged_in(people, roots, today) - gone,
            self.soon: engaged_in(people, roots, self.soon) - self.leaving.keys(),
        }
        self.work = work_of(people, roots)
        self.staff = staff_in(people, roots, today)
        away = [(root, one) for root in roots for one in away_between(root, today, self.soon)]
        self.away = {((one.person_id, root), one.starts_on, one.ends_on) for root, one in away}
        self.done = prerequisites_in(people, places, now)
        self.profiles = profiles_for(places, now)

    def causes(self, account: SocialAccount) -> list[str]:
        """One account, by its own profile; what only lies ahead is told without names or numbers."""
        profile = self.profiles[account.organisation_id]
        now, ahead = self._running(account, self.today), self._running(account, self.soon)
        short = runners_short(now, fewest=profile["P07"])
        if not short and runners_short(ahead, fewest=profile["P07"]):
            short = [f"Who runs it has to be looked at by {long_date(self._first_day_lost(account))}."]
        return [*short, *runners_unready(now, needs=needs_of(profile))]

    def _running(self, account: SocialAccount, day: date) -> list[RunnerFacts]:
        """Who runs it that day and is at work; whoever is away for a time leads, and does not make up the two there."""
        root = account.organisation.root_id or 0
        facts = []
        for runner in self.runners.get(account.pk, ()):
            key = (runner.person_id, root)
            if key in self.there[day] and runner.starts_on <= day <= (runner.ends_on or day):
                away = any(who == key and first <= day <= last for who, first, last in self.away)
                facts.append(self._facts(runner, account, is_staff=key in self.staff and not away))
        return facts

    def _first_day_lost(self, account: SocialAccount) -> date:
        """The first day ahead with which somebody who runs it stops, leaves or is there for the last time before a leave."""
        root = account.organisation.root_id or 0
        days: list[date | None] = []
        for runner in self.runners.get(account.pk, ()):
            key = (runner.person_id, root)
            work = self.work.get(key)
            days += [runner.ends_on, self.leaving.get(key), work.last_day if work else None]
            days += [first - ONE_DAY for who, first, _ in self.away if who == key]
        return min((day for day in days if day and self.today <= day < self.soon), default=self.soon)

    def _facts(self, runner: AccountRunner, account: SocialAccount, *, is_staff: bool) -> RunnerFacts:
        return facts_of(
            runner.person,
            is_lead=runner.is_lead,
            is_staff=is_staff,
            done=self.done[account.organisation_id],
            platform=account.platform.slug,
        )


def _running(accounts: Collection[SocialAccount], today: date, soon: date) -> dict[int, list[AccountRunner]]:
    """Who runs each today or begins to by then: one statement."""
    on_some_day = Q(starts_on__lte=soon) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))
    rows = AccountRunner.objects.filter(on_some_day, account__in=[account.pk for account in accounts])
    found: dict[int, list[AccountRunner]] = defaultdict(list)
    for runner in rows.select_related("person"):
        found[runner.account_id].append(runner)
    return found
