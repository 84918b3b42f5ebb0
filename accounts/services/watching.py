"""What the days bring to the watch: checks that begin and checks that were missed; may run twice or miss a night (D16)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, QuerySet

from accounts.duties import WATCH
from accounts.models import AccountCheck, SocialAccount
from accounts.rules.accounts import WATCHED
from accounts.rules.checks import LOOKED_AT, CheckStatus
from accounts.rules.windows import ONE_DAY, Window, next_window
from accounts.selectors.checks import watched_accounts, watchers_on
from accounts.services.deadlines import end_of
from governance.calendar.rules import Days
from governance.calendar.selectors import days_of_each
from governance.duties.models import Duty
from governance.duties.services import Ask, open_duties
from governance.kernel.dates import local_date
from governance.people.roles import Role
from governance.profile.rules import Profile
from governance.profile.selectors import profiles_for
from governance.workflow.bulk import begin_many, move_many

# After an outage as many checks are told missed as there were; nobody goes back further than this.
FURTHEST_BACK = timedelta(days=60)


@transaction.atomic
def catch_up(now: datetime, accounts: Sequence[SocialAccount] | None = None) -> int:
    """Let checks begin and be missed up to today: of all accounts, or of some; answers how many were missed.

    Statements grow with the days that were missed, never with the accounts.
    """
    every = list(watched_accounts()) if accounts is None else [one for one in accounts if one.status in WATCHED]
    if accounts is None:
        _end_those_closed(now)
    today, missed = local_date(now), 0
    timing = _Timing(every, now)
    begun: list[AccountCheck] = []
    while True:
        due = list(_due(every).filter(due_on__lt=today))
        move_many(due, "miss", now=now)
        missed += len(due)
        fresh = _begin(timing, today, now)
        begun += [check for check in fresh if check.due_on >= today]
        if not fresh:
            break
    ask_to_look(begun, now)
    return missed


class _Timing:
    """The policies and calendars of the accounts' organisations, read once."""

    def __init__(self, accounts: Sequence[SocialAccount], now: datetime) -> None:
        self.accounts = {account.pk: account for account in accounts}
        places = {account.organisation_id: account.organisation for account in accounts}.values()
        self.profiles: dict[int, Profile] = profiles_for(list(places), now)
        self.days: dict[int, Days] = days_of_each(list(places))

    def window(self, account: SocialAccount, after: date) -> Window:
        profile, days = self.profiles[account.organisation_id], self.days[account.organisation_id]
        return next_window(after, profile["P24"], days, holidays=profile["P25"])


def _begin(timing: _Timing, today: date, now: datetime) -> list[AccountCheck]:
    """The next check of every account that has none, if its days have begun."""
    waiting = set(_due(timing.accounts.values()).values_list("account_id", flat=True))
    without = [account for pk, account in timing.accounts.items() if pk not in waiting]
    last = _last_days([account.pk for account in without])
    rows = []
    for account in without:
        after = max(last.get(account.pk) or _before_the_first(account, today), today - FURTHEST_BACK)
        window = timing.window(account, after)
        if window.opens_on <= today:
            rows.append(AccountCheck(account=account, organisation=account.organisation, **vars(window)))
    watchers = watchers_on([row.account for row in rows], today) if rows else {}
    for row in rows:
        row.watcher = watchers.get(row.account_id)
    return begin_many(rows, now=now)


def _before_the_first(account: SocialAccount, today: date) -> date:
    """Whoever opens an account looks at it that day; one that was there before is watched from today."""
    return max(account.opened_on or today, today - ONE_DAY)


def _last_days(account_ids: Collection[int]) -> dict[int, date]:
    """The day from which each account's next check counts: of the last look, or the last day of what was missed."""
    rows = AccountCheck.objects.filter(account__in=account_ids).order_by().values("account_id")
    found: dict[int, date] = {}
    for row in rows.annotate(last=Max("due_on")):
        found[row["account_id"]] = row["last"]
    # A look in the middle of a week begins the next week there and then.
    looked = AccountCheck.objects.filter(account__in=account_ids, status__in=LOOKED_AT, due_on__in=set(found.values()))
    for account_id, due_on, looked_at in looked.values_list("account_id", "due_on", "looked_at"):
        if looked_at and found[account_id] == due_on:
            found[account_id] = local_date(looked_at)
    return found


def _due(accounts: Collection[SocialAccount]) -> QuerySet[AccountCheck]:
    return AccountCheck.objects.filter(
        account__in=[account.pk for account in accounts], status=CheckStatus.DUE
    ).select_related("account__platform", "organisation", "watcher")


def _end_those_closed(now: datetime) -> None:
    rows = AccountCheck.objects.filter(status=CheckStatus.DUE).exclude(account__status__in=WATCHED)
    ended = list(rows.select_related("account", "organisation"))
    move_many(ended, "end", now=now)
    references = {check.account.reference for check in ended}
    owed = Duty.objects.filter(kind=WATCH, thing_reference__in=references, closed_at__isnull=True)
    owed.update(closed_at=now, outcome="ended", next_step_at=None)


def ask_to_look(begun: Sequence[AccountCheck], now: datetime) -> None:
    """Ask whoever's turn it is; where something is owed already since a day that was missed, that goes on climbing."""
    open_duties(
        [
            Ask(
                kind=WATCH,
                thing=check.account,
                organisation=check.organisation,
                due_at=end_of(check.due_on),
                asked_person=check.watcher,
                asked_role="" if check.watcher else Role.COM,
                label=f"Look at {check.account}",
                url=check.get_absolute_url(),
            )
            for check in begun
        ],
        now=now,
    )
