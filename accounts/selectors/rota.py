"""A school's rota: who watches each account now and next, and what the coming holidays leave open (J04)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import RotaTurn, SocialAccount
from accounts.rules.rota import Turn, holidays_ahead, not_covered
from accounts.rules.windows import Window
from accounts.selectors.checks import watched_accounts, watchers_on
from governance.calendar.selectors import days_for
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.standing import Standing
from governance.profile.selectors import profile_for

# How far ahead holidays are shown: whoever plans may plan early.
AHEAD = timedelta(days=120)


@dataclass(frozen=True)
class Line:
    """One account: whose turn it is today, and the turns that are set from today on."""

    account: SocialAccount
    watcher: Person | None
    turns: list[RotaTurn]


@dataclass(frozen=True)
class Gap:
    """An account that nobody watches on some days of a holiday."""

    account: SocialAccount
    windows: list[Window]


@dataclass(frozen=True)
class Holiday:
    """A stretch without school, and what it leaves open."""

    first: date
    last: date
    gaps: list[Gap]


@dataclass(frozen=True)
class Rota:
    """Everything the page of a school's rota shows."""

    accounts: list[SocialAccount]
    lines: list[Line]
    holidays: list[Holiday]
    frequency: str
    in_holidays: bool


def places_with_rota(standing: Standing) -> list[Organisation]:
    """Where the person may see who watches, by name, without a statement."""
    seen = standing.organisation_ids("accounts.view_checks")
    return sorted((standing.organisations[pk] for pk in seen), key=lambda place: place.name)


def rota_of(place: Organisation, now: datetime) -> Rota:
    """A school's rota in six statements, however many accounts it has."""
    today, profile, days = local_date(now), profile_for(place, now), days_for(place)
    accounts = sorted(watched_accounts(place), key=lambda account: (account.name, account.pk))
    kept = _turns_from(accounts, today)
    watchers = watchers_on(accounts, today)
    lines = [Line(account, watchers.get(account.pk), kept[account.pk]) for account in accounts]
    holidays = []
    for first, last in holidays_ahead(days, today, within=AHEAD) if profile["P25"] else ():
        begins = max(first, today)
        gaps = []
        for account in accounts:
            turns = [Turn(one.person_id, one.starts_on, one.ends_on) for one in kept[account.pk]]
            if windows := not_covered(turns, begins, last, profile["P24"], days, holidays=True):
                gaps.append(Gap(account, windows))
        holidays.append(Holiday(first, last, gaps))
    words = {"daily": "every day", "daily-working-days": "every working day", "weekly": "every week"}
    return Rota(accounts, lines, holidays, words[profile["P24"]], profile["P25"])


def _turns_from(accounts: list[SocialAccount], today: date) -> dict[int, list[RotaTurn]]:
    found: dict[int, list[RotaTurn]] = {account.pk: [] for account in accounts}
    rows = RotaTurn.objects.filter(account__in=accounts, ends_on__gte=today).select_related("person")
    for row in rows.order_by("-set_at", "-pk"):
        found[row.account_id].append(row)
    return found
