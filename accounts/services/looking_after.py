"""Looking at settings each term, reviewing each year: what was found, and what is done about it (J47, J48, T47)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.duties import CHANGE_DUTY, REVIEW_DUTY, SETTINGS_DUTY
from accounts.models import AccountReview, SettingsCheck, SocialAccount
from accounts.rules.care_days import review_counted_from
from accounts.rules.setting_checks import (
    SETTINGS,
    faults_of_age_rule,
    faults_of_answers,
    faults_of_look,
    findings,
    left_as,
)
from accounts.rules.yearly_reviews import Outcome, faults_of_review
from accounts.selectors.looking_after import care_url, next_review, wanted_of
from accounts.services.deadlines import end_of
from accounts.services.sweeps import look_at_runners
from governance.audit.services import record
from governance.duties.services import close_duties, open_duty
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require

ACTION = "accounts.look_after"
NOT_LIVE = "This account is not live, so there is nothing to record about it now."


@dataclass(frozen=True, kw_only=True)
class Look:
    """What somebody saw on the platform, what they did about it, and what its age rule says where they looked that up."""

    looked_at: datetime
    seen: Mapping[str, str]
    done: Mapping[str, str] = field(default_factory=dict)
    platform_limit: str = ""
    age_looked_up_on: date | None = None
    minimum_age: int | None = None
    age_source: str = ""


@dataclass(frozen=True, kw_only=True)
class Review:
    """How an account did in a year, whom of the staff was asked, and what is decided."""

    measure: str
    how_it_went: str
    enough_time: bool
    enough_content: bool
    consulted: str
    consulted_on: date
    outcome: str
    what: str = ""
    change_by: date | None = None


@transaction.atomic
def check_settings(account: SocialAccount, look: Look, *, by: Person, now: datetime) -> SettingsCheck:
    """Record a look at the settings; the register says from now on what the platform was left showing (T47)."""
    account = _live(account, by, now)
    found = findings(look.seen, wanted_of(account, now))
    opened_at = local_midnight(account.opened_on or local_date(now))
    age = (look.age_looked_up_on, look.minimum_age, look.age_source)
    faults = [
        *faults_of_look(look.looked_at, now, opened_at=opened_at),
        *faults_of_answers(found, look.done, look.platform_limit).values(),
        *faults_of_age_rule(*age, local_date(now)).values(),
    ]
    if faults:
        raise Refused(faults)
    check = SettingsCheck.objects.create(
        organisation=account.organisation,
        account=account,
        looked_at=look.looked_at,
        checked_by=by,
        created_at=now,
        **{setting: look.seen[setting] for setting in SETTINGS},
        findings=[{"setting": one.setting, "sentence": one.sentence, "done": look.done[one.setting]} for one in found],
        platform_limit=look.platform_limit.strip(),
        age_looked_up_on=look.age_looked_up_on,
        minimum_age=look.minimum_age,
        age_source=look.age_source.strip(),
    )
    _keep_register_true(account, left_as(found, look.seen, look.done))
    close_duties(account, kinds=(SETTINGS_DUTY,), now=now, outcome="looked at")
    facts = {"found": {one.setting: look.done[one.setting] for one in found}, "check": check.reference}
    _note(account, "settings_checked", by, now, facts)
    look_at_runners(account, now)
    return check


def _keep_register_true(account: SocialAccount, left: Mapping[str, str]) -> None:
    account.comment_setting, account.privacy_setting = left["comments"], left["privacy"]
    account.tagging_setting = left["tagging"]
    account.save(update_fields=["comment_setting", "privacy_setting", "tagging_setting"])


@transaction.atomic
def review_account(account: SocialAccount, review: Review, *, by: Person, now: datetime) -> AccountReview:
    """Record the year's review; a change asks for what was said by its day, a wish to close is only written down."""
    account = _live(account, by, now)
    today, opened_on = local_date(now), account.opened_on or local_date(now)
    last = account.reviews.first()
    since = last.reviewed_on if last else opened_on
    _hold_to_rule(review, since, today)
    first_day, due = last.counted_from if last else opened_on, next_review(opened_on, last)
    changes = review.outcome == Outcome.CHANGE
    made = AccountReview.objects.create(
        organisation=account.organisation,
        account=account,
        reviewed_on=today,
        reviewed_by=by,
        created_at=now,
        counted_from=review_counted_from(first_day, due, today, since),
        measure=review.measure.strip(),
        how_it_went=review.how_it_went.strip(),
        enough_time=review.enough_time,
        enough_content=review.enough_content,
        consulted=review.consulted.strip(),
        consulted_on=review.consulted_on,
        outcome=review.outcome,
        what="" if review.outcome == Outcome.KEEP else review.what.strip(),
        change_by=review.change_by if changes else None,
    )
    close_duties(account, kinds=(REVIEW_DUTY,), now=now, outcome=review.outcome)
    if changes and review.change_by:
        _ask_for_change(made, account, review.change_by, now)
    _note(account, "reviewed", by, now, {"outcome": review.outcome, "review": made.reference})
    return made


def _hold_to_rule(review: Review, since: date, today: date) -> None:
    faults = faults_of_review(
        outcome=review.outcome,
        enough_time=review.enough_time,
        enough_content=review.enough_content,
        consulted_on=review.consulted_on,
        since=since,
        today=today,
        what=review.what,
        change_by=review.change_by,
    )
    if faults:
        raise Refused(faults.values())


@transaction.atomic
def finish_change(review: AccountReview, *, by: Person, now: datetime) -> None:
    """Mark as done what a review asked to be changed."""
    require(by, ACTION, review.account, now=now)
    waiting = AccountReview.objects.filter(pk=review.pk, outcome=Outcome.CHANGE, changed_at__isnull=True)
    if not waiting.update(changed_at=now, changed_by=by):
        raise TooLate
    close_duties(review, kinds=(CHANGE_DUTY,), now=now, outcome="changed")
    _note(review.account, "change_done", by, now, {"review": review.reference})


def _live(account: SocialAccount, by: Person, now: datetime) -> SocialAccount:
    """The account as it is stored, held until this is written down."""
    require(by, ACTION, account, now=now)
    rows = SocialAccount.objects.select_for_update(of=("self",)).select_related("organisation", "platform")
    kept = rows.get(pk=account.pk)
    if not kept.is_live:
        raise Refused(NOT_LIVE)
    return kept


def _ask_for_change(review: AccountReview, account: SocialAccount, by_day: date, now: datetime) -> None:
    open_duty(
        CHANGE_DUTY,
        review,
        organisation=account.organisation,
        due_at=end_of(by_day),
        now=now,
        asked_role=Role.COM,
        label=f"Change what the review asked for: {account}"[:200],
        url=care_url(account),
    )


def _note(account: SocialAccount, what: str, by: Person, now: datetime, facts: Mapping[str, Any]) -> None:
    record(
        organisation_reference=account.organisation.reference,
        action=f"account.{what}",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=by,
        now=now,
        facts=facts,
    )
