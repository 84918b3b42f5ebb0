"""What is wrong with who runs many accounts, read once for all of them (C028, C029, J45, T39)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from accounts.models import AccountRunner, SocialAccount
from accounts.rules.applications import RunnerFacts, runners_short, runners_unready
from accounts.selectors.absences import away_on
from accounts.selectors.holdings import runs_on
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
        self.runners = _running(accounts, today)
        people = {runner.person_id for several in self.runners.values() for runner in several}
        self.soon = local_date(now + DAYS_TO_FIND_A_RUNNER)
        self.leaving = {(pk, root): day for root in roots for pk, day in last_days(root, self.soon).items()}
        gone = {key for key, day in self.leaving.items() if day < today}
        self.there = engaged_in(people, roots, today) - gone
        self.staying = engaged_in(people, roots, self.soon) - self.leaving.keys()
        self.work = work_of(people, roots)
        self.staff = staff_in(people, roots, today)
        self.away = {(person, root) for root in roots for person in away_on(root, today)}
        self.done = prerequisites_in(people, places, now)
        self.profiles = profiles_for(places, now)

    def causes(self, account: SocialAccount) -> list[str]:
        """One account, by its own profile; what only lies ahead is told without names or numbers."""
        profile = self.profiles[account.organisation_id]
        now, ahead = self._running(account, self.there), self._running(account, self.staying)
        short = runners_short(now, fewest=profile["P07"])
        if not short and runners_short(ahead, fewest=profile["P07"]):
            short = [f"Who runs it has to be looked at by {long_date(self._first_day_lost(account))}."]
        return [*short, *runners_unready(now, needs=needs_of(profile))]

    def _running(self, account: SocialAccount, present: Collection[tuple[int, int]]) -> list[RunnerFacts]:
        root = account.organisation.root_id or 0
        runners = self.runners.get(account.pk, ())
        return [self._facts(runner, account) for runner in runners if (runner.person_id, root) in present]

    def _first_day_lost(self, account: SocialAccount) -> date:
        """The first last day, by handover or records, of those who run it and will not be there in a fortnight."""
        root = account.organisation.root_id or 0
        keys = {(runner.person_id, root) for runner in self.runners.get(account.pk, ())} & self.there - self.staying
        known = [self.leaving.get(key) or self.work[key].last_day for key in keys]
        return min((day for day in known if day), default=self.soon)

    def _facts(self, runner: AccountRunner, account: SocialAccount) -> RunnerFacts:
        """Whoever is away for a time still leads, and does not make up the two who are there."""
        key = (runner.person_id, account.organisation.root_id or 0)
        return facts_of(
            runner.person,
            is_lead=runner.is_lead,
            is_staff=key in self.staff and key not in self.away,
            done=self.done[account.organisation_id],
            platform=account.platform.slug,
        )


def _running(accounts: Collection[SocialAccount], today: date) -> dict[int, list[AccountRunner]]:
    rows = AccountRunner.objects.filter(runs_on(today), account__in=[account.pk for account in accounts])
    found: dict[int, list[AccountRunner]] = defaultdict(list)
    for runner in rows.select_related("person"):
        found[runner.account_id].append(runner)
    return found
