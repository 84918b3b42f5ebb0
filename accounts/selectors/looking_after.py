"""How accounts were looked after: last looks and reviews, what is due, and the lists of both (J47, J48)."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.urls import reverse

from accounts.models import AccountReview, SettingsCheck, SocialAccount
from accounts.rules.accounts import OPEN
from accounts.rules.care_days import review_due, settings_due
from accounts.rules.setting_checks import SETTINGS_DUTY, Wanted
from accounts.rules.yearly_reviews import CHANGE_DUTY, REVIEW_DUTY
from governance.calendar.selectors import days_of_each
from governance.duties.models import Duty
from governance.kernel.dates import local_date
from governance.permissions.standing import Standing
from governance.profile.selectors import profile_for

VIEW, ACT = "accounts.view_care", "accounts.look_after"
CARE = (SETTINGS_DUTY, REVIEW_DUTY, CHANGE_DUTY)
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class LookedAfter:
    """When an account was last looked at and reviewed, when both are due again, and whether the reader records it."""

    account: SocialAccount
    check: SettingsCheck | None
    review: AccountReview | None
    settings_due: date
    review_due: date
    today: date
    may_record: bool

    @property
    def settings_late(self) -> bool:
        """Whether the day by which somebody should have looked has gone by."""
        return self.settings_due < self.today

    @property
    def review_late(self) -> bool:
        """Whether the day of the review has gone by."""
        return self.review_due < self.today


def looked_after(account: SocialAccount, standing: Standing, now: datetime) -> LookedAfter | None:
    """What an account's page tells of it, to whoever may know; nothing before the account went live."""
    if account.opened_on is None or account.organisation_id not in standing.organisation_ids(VIEW):
        return None
    check = account.settings_checks.select_related("checked_by").first()
    review = account.reviews.select_related("reviewed_by", "changed_by").first()
    days = days_of_each([account.organisation])[account.organisation_id]
    return LookedAfter(
        account=account,
        check=check,
        review=review,
        settings_due=settings_due(account.opened_on, local_date(check.looked_at) if check else None, days),
        review_due=next_review(account.opened_on, review),
        today=local_date(now),
        may_record=account.is_live and account.organisation_id in standing.organisation_ids(ACT),
    )


def settings_due_of(accounts: Collection[SocialAccount]) -> dict[int, date]:
    """The day by which each account's settings are to be looked at, by key: two statements for however many."""
    live = [account for account in accounts if account.opened_on is not None]
    if not live:
        return {}
    looks = SettingsCheck.objects.filter(account__in=[one.pk for one in live]).order_by().values("account_id")
    last = {row["account_id"]: local_date(row["last"]) for row in looks.annotate(last=Max("looked_at"))}
    days = days_of_each({one.organisation_id: one.organisation for one in live}.values())
    return {
        one.pk: settings_due(one.opened_on, last.get(one.pk), days[one.organisation_id])
        for one in live
        if one.opened_on is not None
    }


def settings_overdue(accounts: Iterable[SocialAccount], now: datetime) -> set[int]:
    """The open accounts, by key, whose settings should have been looked at before today; they come with their organisation.

    For the register's attention mark: two statements for however many accounts.
    """
    today = local_date(now)
    due = settings_due_of([account for account in accounts if account.status in OPEN])
    return {pk for pk, day in due.items() if day < today}


def next_review(opened_on: date, last: AccountReview | None) -> date:
    """The day of an account's next review."""
    return review_due(last.counted_from, last.reviewed_on) if last else review_due(opened_on)


def with_review_due(accounts: QuerySet[SocialAccount]) -> Iterator[tuple[SocialAccount, date]]:
    """Each account that has gone live with the day of its next review, in one statement."""
    last = AccountReview.objects.filter(account=OuterRef("pk")).order_by("-created_at", "-pk")
    rows: QuerySet[Any] = accounts.annotate(
        reviewed_on=Subquery(last.values("reviewed_on")[:1]), counted_from=Subquery(last.values("counted_from")[:1])
    )
    for account in rows.filter(opened_on__isnull=False):
        yield account, review_due(account.counted_from or account.opened_on, account.reviewed_on)


def wanted_of(account: SocialAccount, now: datetime) -> Wanted:
    """What the account's settings are judged by today (P20)."""
    return Wanted(
        recorded={
            "comments": account.comment_setting,
            "privacy": account.privacy_setting,
            "tagging": account.tagging_setting,
        },
        comment_rule=profile_for(account.organisation, now)["P20"],
        for_anybody=account.is_open,
    )


def measure_of(account: SocialAccount) -> str:
    """How the application said that success would be judged, if it did (C043)."""
    return str(account.application.answers.get("success", "")).strip() if account.application else ""


def staffing_of(account: SocialAccount) -> str:
    """The staff time that the application promised, if it did (C044)."""
    return str(account.application.answers.get("staff_time", "")).strip() if account.application else ""


def care_duties(standing: Standing, *, school: str = "") -> QuerySet[Duty]:
    """Looks, reviews and changes that are owed where the reader sees them."""
    places = standing.organisation_ids(VIEW)
    rows = Duty.objects.filter(kind__in=CARE, organisation__in=places, closed_at__isnull=True)
    return _at(rows.select_related("organisation"), school)


def checks_for(standing: Standing, *, school: str = "") -> QuerySet[SettingsCheck]:
    """The looks at settings that the reader may see."""
    rows = SettingsCheck.objects.filter(organisation__in=standing.organisation_ids(VIEW))
    return _at(rows.select_related("organisation", "account__platform", "checked_by"), school)


def reviews_for(standing: Standing, *, school: str = "") -> QuerySet[AccountReview]:
    """The reviews that the reader may see."""
    rows = AccountReview.objects.filter(organisation__in=standing.organisation_ids(VIEW))
    return _at(rows.select_related("organisation", "account__platform", "reviewed_by"), school)


def care_url(account: SocialAccount) -> str:
    """The page of everything that was looked at and reviewed about an account."""
    return reverse("accounts:view_looking_after", args=[account.reference])


def past_of(account: SocialAccount) -> tuple[Sequence[SettingsCheck], Sequence[AccountReview]]:
    """The last looks and reviews of one account, the newest first."""
    checks = account.settings_checks.select_related("checked_by")[:SHOWN]
    return list(checks), list(account.reviews.select_related("reviewed_by", "changed_by")[:SHOWN])


def _at(rows: QuerySet, school: str) -> QuerySet:  # type: ignore[type-arg]
    return rows.filter(organisation__reference=school) if school else rows
