"""What is wrong with who runs many accounts, read once for all of them (C028, C029, J45, T39)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from accounts.models import AccountRunner, SocialAccount
from accounts.rules.applications import RunnerFacts, runners_missing, runners_unready
from accounts.selectors.absences import away_on
from accounts.selectors.holdings import runs_on
from accounts.selectors.leavers import leaving_by
from accounts.selectors.people import engaged_in, staff_in
from accounts.selectors.posting import needs_of
from accounts.selectors.readiness import facts_of
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.profile.selectors import profiles_for
from policies.selectors import prerequisites_in

DAYS_TO_FIND_A_RUNNER = timedelta(days=14)


def runners_wanting(accounts: Collection[SocialAccount], now: datetime) -> dict[int, list[str]]:
    """For each account what is wrong with its runners: of those who will still be there in a fortnight (Q36).

    A constant number of statements, however many accounts; an account with nothing wrong has an empty list.
    """
    read = _Read(accounts, now)
    return {account.pk: read.causes(account) for account in accounts}


class _Read:
    """The runners of some accounts, and all that the rules ask of them."""

    def __init__(self, accounts: Collection[SocialAccount], now: datetime) -> None:
        today = local_date(now)
        places: list[Organisation] = list({one.organisation_id: one.organisation for one in accounts}.values())
        roots = {place.root_id or 0 for place in places}
        self.runners = _running(accounts, today)
        people = {runner.person_id for several in self.runners.values() for runner in several}
        soon = local_date(now + DAYS_TO_FIND_A_RUNNER)
        self.staying = engaged_in(people, roots, soon)
        self.staff = staff_in(people, roots, today)
        self.leaving = {(person, root) for root in roots for person in leaving_by(root, soon)}
        self.away = {(person, root) for root in roots for person in away_on(root, today)}
        self.done = prerequisites_in(people, places, now)
        self.profiles = profiles_for(places, now)

    def causes(self, account: SocialAccount) -> list[str]:
        """One account, by its own profile."""
        root, profile = account.organisation.root_id or 0, self.profiles[account.organisation_id]
        staying = self.staying - self.leaving
        there = [one for one in self.runners.get(account.pk, ()) if (one.person_id, root) in staying]
        facts = [self._facts(runner, account) for runner in there]
        return [*runners_missing(facts, fewest=profile["P07"]), *runners_unready(facts, needs=needs_of(profile))]

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
