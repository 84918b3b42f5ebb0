"""Asking in time for looks at settings, reviews and searches; may run twice or miss a night without harm (D16)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from accounts.duties import REVIEW_DUTY, SEARCH_DUTY, SETTINGS_DUTY
from accounts.models import SocialAccount
from accounts.rules.accounts import OPEN
from accounts.rules.care_days import REVIEW_AHEAD, SEARCH_AHEAD, SETTINGS_AHEAD, search_due
from accounts.selectors.looking_after import settings_due_of, with_review_due
from accounts.selectors.web_searches import last_searches
from accounts.services.deadlines import end_of
from governance.duties.models import Duty
from governance.duties.services import Ask, open_duties
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.roles import Role


def ask_to_look_after(now: datetime) -> int:
    """Each hour: ask for what comes due, never twice while it is open; answers how many were asked for."""
    asks = [*_settings(now), *_reviews(now), *_searches(now)]
    return len(open_duties(asks, now=now)) if asks else 0


def _settings(now: datetime) -> Iterable[Ask]:
    """Accounts whose settings are to be looked at within three weeks (J48)."""
    accounts = list(_not_asked(SETTINGS_DUTY))
    due, until = settings_due_of(accounts), local_date(now) + SETTINGS_AHEAD
    for account in accounts:
        if account.pk in due and due[account.pk] <= until:
            yield _ask(SETTINGS_DUTY, account, due[account.pk], "Look at the settings of", "check_settings")


def _reviews(now: datetime) -> Iterable[Ask]:
    """Accounts to be reviewed within four weeks (J47)."""
    until = local_date(now) + REVIEW_AHEAD
    for account, due in with_review_due(_not_asked(REVIEW_DUTY)):
        if due <= until:
            yield _ask(REVIEW_DUTY, account, due, "Review", "review_account")


def _searches(now: datetime) -> Iterable[Ask]:
    """Live schools whose week is nearly over; people post about a school whether or not it has an account (J05)."""
    today = local_date(now)
    schools = _schools_not_asked()
    last = last_searches([school.pk for school in schools])
    for school in schools:
        due = search_due(last.get(school.pk), today)
        if school.pk not in last or due <= today + SEARCH_AHEAD:
            yield Ask(
                kind=SEARCH_DUTY,
                thing=school,
                organisation=school,
                due_at=end_of(due),
                label=f"Search the web for posts about {school}"[:200],
                url=f"{reverse('accounts:record_search')}?school={school.reference}",
                asked_role=Role.COM,
            )


def _ask(kind: str, account: SocialAccount, due: date, word: str, page: str) -> Ask:
    return Ask(
        kind=kind,
        thing=account,
        organisation=account.organisation,
        due_at=end_of(due),
        label=f"{word} {account}"[:200],
        url=reverse(f"accounts:{page}", args=[account.reference]),
        asked_role=Role.COM,
    )


def _not_asked(kind: str) -> QuerySet[SocialAccount]:
    """The open accounts about which nobody is asked this just now."""
    rows = SocialAccount.objects.filter(
        ~_asked(kind, SocialAccount._meta.label), status__in=OPEN, opened_on__isnull=False
    )
    return rows.select_related("organisation", "platform").order_by("pk")


def _schools_not_asked() -> Sequence[Organisation]:
    rows = Organisation.objects.filter(
        ~_asked(SEARCH_DUTY, Organisation._meta.label), kind=Organisation.Kind.SCHOOL, is_live=True
    )
    return list(rows.order_by("pk"))


def _asked(kind: str, thing_type: str) -> Exists:
    return Exists(
        Duty.objects.filter(
            kind=kind, thing_type=thing_type, thing_reference=OuterRef("reference"), closed_at__isnull=True
        )
    )
