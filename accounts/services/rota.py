"""Whose turn it is to watch which account, and asking for it before the school shuts (J04, C117, T57)."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from accounts.duties import HOLIDAY_ROTA, WATCH
from accounts.models import AccountCheck, RotaTurn, SocialAccount
from accounts.rules.checks import CheckStatus
from accounts.rules.rota import holidays_ahead, not_covered
from accounts.selectors.checks import turns_of, watched_accounts
from accounts.selectors.people import engaged_in
from accounts.services.watching import ask_to_look, catch_up
from governance.audit.services import Entry, record_many
from governance.calendar.rules import Days
from governance.calendar.selectors import days_of_each
from governance.duties.models import Duty
from governance.duties.services import Ask, close_duties, open_duties
from governance.kernel.dates import local_date, local_midnight, long_date
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require_each
from governance.profile.rules import Profile
from governance.profile.selectors import profiles_for

ASKED_AHEAD = timedelta(days=14)
LONGEST_TURN = timedelta(days=366)


def watch_accounts(now: datetime) -> int:
    """Each hour: checks begin and are missed, and the rota of the next holidays is asked for; answers how many were missed."""
    missed = catch_up(now)
    ask_for_rotas(now)
    return missed


@transaction.atomic
def set_turns(
    accounts: Collection[SocialAccount], *, person: Person, first: date, last: date, by: Person, now: datetime
) -> None:
    """Let somebody watch these accounts from a day to a day; what was said for those days before is replaced."""
    require_each(by, "accounts.set_rota", list(accounts), now=now)
    if reasons := _reasons_against(accounts, person, first, last, now):
        raise Refused(reasons)
    RotaTurn.objects.bulk_create(
        RotaTurn(account=account, person=person, starts_on=first, ends_on=last, set_by=by, set_at=now)
        for account in accounts
    )
    record_many([_told(account, person, first, last, by) for account in accounts], now=now)
    _hand_over(accounts, person, first, last, now)
    ask_for_rotas(now, {account.organisation_id: account.organisation for account in accounts}.values())


def _reasons_against(
    accounts: Collection[SocialAccount], person: Person, first: date, last: date, now: datetime
) -> list[str]:
    if not accounts:
        return ["Choose at least one account."]
    reasons = []
    if last < first:
        reasons.append("The last day comes before the first.")
    elif last - first > LONGEST_TURN:
        reasons.append("A turn lasts a year at most.")
    if last < local_date(now):
        reasons.append("These days have gone by. Enter days to come.")
    roots = {account.organisation.root_id or account.organisation_id for account in accounts}
    there = [{root for _, root in engaged_in([person.pk], roots, day)} for day in (max(first, local_date(now)), last)]
    if not reasons and any(roots - days for days in there):
        reasons.append(f"{person} does not work here on all of these days.")
    return reasons


def _told(account: SocialAccount, person: Person, first: date, last: date, by: Person) -> Entry:
    return Entry(
        organisation_reference=account.organisation.reference,
        action="account.turn_set",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=by,
        facts={"person": person.reference, "from": first.isoformat(), "to": last.isoformat()},
    )


def _hand_over(accounts: Collection[SocialAccount], person: Person, first: date, last: date, now: datetime) -> None:
    """Whoever's turn it is from now on is asked for what is due; what is late stays with whom it was asked of."""
    if not first <= local_date(now) <= last:
        return
    rows = AccountCheck.objects.filter(account__in=accounts, status=CheckStatus.DUE).exclude(watcher=person)
    due = list(rows.select_related("account__platform", "account__organisation", "organisation"))
    late = Duty.objects.filter(kind=WATCH, closed_at__isnull=True, due_at__lte=now)
    kept = set(late.values_list("thing_reference", flat=True)) if due else set()
    handed = [check for check in due if check.account.reference not in kept]
    for check in handed:
        check.watcher = person
        close_duties(check.account, kinds=(WATCH,), now=now, outcome="handed-over")
    AccountCheck.objects.bulk_update(handed, ["watcher"])
    ask_to_look(handed, now)


@transaction.atomic
def ask_for_rotas(now: datetime, places: Iterable[Organisation] | None = None) -> None:
    """Ask who watches in each holiday that begins within a fortnight, and ask no more once every check has somebody."""
    wanted = None if places is None else {place.pk for place in places}
    by_place: dict[Organisation, list[SocialAccount]] = {}
    for account in watched_accounts():
        if wanted is None or account.organisation_id in wanted:
            by_place.setdefault(account.organisation, []).append(account)
    profiles, days = profiles_for(list(by_place), now), days_of_each(list(by_place))
    lacking = {
        place: gap
        for place, accounts in by_place.items()
        if (gap := _first_gap(accounts, profiles[place.pk], days[place.pk], local_date(now)))
    }
    settled = [place for place in by_place if place not in lacking]
    owed = Duty.objects.filter(kind=HOLIDAY_ROTA, closed_at__isnull=True)
    owed.filter(thing_reference__in=[place.reference for place in settled]).update(
        closed_at=now, outcome="covered", next_step_at=None
    )
    open_duties([_asked(place, *gap) for place, gap in lacking.items()], now=now)


def _first_gap(
    accounts: Collection[SocialAccount], profile: Profile, days: Days, today: date
) -> tuple[date, date] | None:
    """The first of the holidays ahead in which some check of some account has nobody."""
    if not profile["P25"]:
        return None
    for first, last in holidays_ahead(days, today, within=ASKED_AHEAD):
        begins = max(first, today)
        turns = turns_of([account.pk for account in accounts], begins, last)
        for account in accounts:
            if not_covered(turns[account.pk], begins, last, profile["P24"], days, holidays=True):
                return first, last
    return None


def _asked(place: Organisation, first: date, last: date) -> Ask:
    return Ask(
        kind=HOLIDAY_ROTA,
        thing=place,
        organisation=place,
        due_at=local_midnight(first),
        asked_role=Role.COM,
        label=f"Say who watches the accounts from {long_date(first)} to {long_date(last)}",
        url=reverse("accounts:view_rota", args=[place.reference]),
    )
