"""Who looked at which account, what is due to be looked at, and whose turn it is (C117, S26)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, When

from accounts.models import AccountCheck, AccountRunner, RotaTurn, SocialAccount
from accounts.rules.accounts import WATCHED
from accounts.rules.checks import LOOKED_AT, CheckStatus
from accounts.rules.rota import Turn, on_watch
from accounts.selectors.holdings import runs_on
from accounts.selectors.people import engaged_in
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.standing import Standing

_NAMED = ("account__platform", "account__organisation", "organisation", "watcher", "looked_by")


@dataclass(frozen=True)
class Watch:
    """How an account is watched: the last look, what is due next, and whose turn it is today."""

    last: AccountCheck | None
    due: AccountCheck | None
    watcher: Person | None
    missed: bool


def watched_accounts(organisation: Organisation | None = None) -> QuerySet[SocialAccount]:
    """The accounts that people can see and write to, suspended ones among them: comments arrive there as well."""
    rows = SocialAccount.objects.filter(status__in=WATCHED).select_related("organisation", "platform")
    return rows.filter(organisation=organisation) if organisation else rows


def checks_for(standing: Standing) -> QuerySet[AccountCheck]:
    """The checks of every organisation whose checks the person sees, and of the accounts that are theirs to watch."""
    return AccountCheck.objects.filter(_seen_by(standing)).select_related(*_NAMED)


def found(rows: QuerySet[AccountCheck], *, status: str = "", words: str = "") -> QuerySet[AccountCheck]:
    """Those in that state, of accounts whose name or handle has those words."""
    if status:
        rows = rows.filter(status=status)
    return rows.filter(Q(account__name__icontains=words) | Q(account__handle__icontains=words)) if words else rows


def check_to_do(account: SocialAccount) -> AccountCheck:
    """What is due on the account; where nothing is, what would be, so that it can be said who may look."""
    due = AccountCheck.objects.filter(account=account, status=CheckStatus.DUE).first()
    check = due or AccountCheck(organisation=account.organisation)
    check.account, check.organisation = account, account.organisation
    return check


def due_checks(standing: Standing) -> QuerySet[AccountCheck]:
    """What is due now: what is one's own turn, then the first due."""
    rows = checks_for(standing).filter(status=CheckStatus.DUE)
    mine = Case(When(watcher=standing.person, then=0), default=1)
    return rows.order_by(mine, "due_on", "account__name", "pk")


def _seen_by(standing: Standing) -> Q:
    return Q(organisation__in=standing.organisation_ids("accounts.view_checks")) | _own(standing.person)


def _own(person: Person) -> Q:
    runs = AccountRunner.objects.filter(account=OuterRef("account"), person=person, ends_on__isnull=True)
    named = Q(watcher=person) | Q(account__moderator=person) | Q(account__deputy_moderator=person)
    return named | Q(Exists(runs))


def watch_of(account: SocialAccount, now: datetime) -> Watch:
    """Who watched last, and who is to watch next: three statements."""
    rows = AccountCheck.objects.filter(account=account).select_related("looked_by", "watcher")
    last = rows.filter(status__in=LOOKED_AT).order_by("-looked_at").first()
    newest = list(rows.order_by("-due_on")[:2])
    due = next((one for one in newest if one.is_due), None)
    settled = next((one for one in newest if not one.is_due), None)
    watcher = watchers_on([account], local_date(now)).get(account.pk)
    return Watch(last, due, watcher, settled is not None and settled.status == CheckStatus.MISSED)


def watchers_on(accounts: Collection[SocialAccount], day: date) -> dict[int, Person]:
    """Whose turn it is that day: by the rota, else the lead, else another runner, whoever is still at work: three statements."""
    keys = [account.pk for account in accounts]
    wanted = turns_of(keys, day, day)
    runners: dict[int, list[AccountRunner]] = defaultdict(list)
    for runner in AccountRunner.objects.filter(runs_on(day), account__in=keys).select_related("person"):
        runners[runner.account_id].append(runner)
    on_rota = {pk: on_watch(turns, day) for pk, turns in wanted.items()}
    named = {pk for pk in on_rota.values() if pk} | {one.person_id for several in runners.values() for one in several}
    roots = {account.organisation.root_id or account.organisation_id for account in accounts}
    at_work = {person_id for person_id, _ in engaged_in(named, roots, day)} if named else set()
    people = {one.person_id: one.person for several in runners.values() for one in several}
    people |= Person.objects.in_bulk([pk for pk in on_rota.values() if pk and pk not in people])
    found = {}
    for pk in keys:
        order = [on_rota.get(pk), *(one.person_id for one in runners[pk])]
        if chosen := next((one for one in order if one in at_work), None):
            found[pk] = people[chosen]
    return found


def turns_of(account_ids: Collection[int], first: date, last: date) -> dict[int, list[Turn]]:
    """The turns that touch those days, newest first, by account: one statement."""
    found: dict[int, list[Turn]] = defaultdict(list)
    rows = RotaTurn.objects.filter(account__in=account_ids, starts_on__lte=last, ends_on__gte=first)
    for row in rows.order_by("-set_at", "-pk"):
        found[row.account_id].append(Turn(row.person_id, row.starts_on, row.ends_on))
    return found


def missed_last(account_ids: Collection[int]) -> set[int]:
    """The accounts whose last check that is over was missed: they need attention (S02)."""
    newest = AccountCheck.objects.filter(account=OuterRef("account")).exclude(status__in=("due", "ended"))
    rows = AccountCheck.objects.filter(account__in=account_ids, status=CheckStatus.MISSED)
    return set(
        rows.filter(pk=Subquery(newest.order_by("-due_on").values("pk")[:1])).values_list("account_id", flat=True)
    )
