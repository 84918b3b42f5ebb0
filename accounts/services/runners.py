"""Who runs and moderates an account: taking somebody on, letting somebody lead, letting somebody go (C028, C040)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from accounts.models import AccountRunner, SocialAccount
from accounts.rules.applications import runners_unready
from accounts.selectors.applications import runner_facts
from accounts.selectors.posting import needs_of
from accounts.services.register import hide_owner
from accounts.services.sweeps import look_at_runners
from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.permissions.services import require
from governance.profile.selectors import profile_for


@transaction.atomic
def add_runner(
    account: SocialAccount,
    *,
    person: Person,
    is_lead: bool,
    by: Person,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> AccountRunner:
    """Take somebody on to run the account, for good or for some days; they must be ready, staff or not (C029, C030)."""
    require(by, "accounts.create", account, now=now)
    facts = runner_facts([(person, is_lead)], account.organisation, account.platform.slug, now)
    needs = needs_of(profile_for(account.organisation, now))
    if reasons := runners_unready(facts, needs=needs):
        raise Refused(reasons)
    try:
        with transaction.atomic():
            if is_lead:
                account.runners.filter(is_lead=True, ends_on__isnull=True).update(is_lead=False)
            runner = AccountRunner.objects.create(
                account=account,
                person=person,
                is_lead=is_lead,
                starts_on=starts_on or local_date(now),
                ends_on=ends_on,
            )
    except IntegrityError:
        raise Refused(f"{person} runs this account already.") from None
    _note(account, "runner_added", person, by, now)
    look_at_runners(account, now, by=by)
    return runner


@transaction.atomic
def end_runner(runner: AccountRunner, *, ends_on: date, by: Person, now: datetime) -> None:
    """Let somebody stop running the account; if too few are left, the account is marked (J45)."""
    require(by, "accounts.create", runner.account, now=now)
    if ends_on < runner.starts_on:
        raise Refused("The last day comes before the first.")
    if not AccountRunner.objects.filter(pk=runner.pk, ends_on__isnull=True).update(ends_on=ends_on, is_lead=False):
        raise TooLate
    hide_owner(runner.account_id, runner.person_id)
    _note(runner.account, "runner_ended", runner.person, by, now)
    look_at_runners(runner.account, now, by=by)


@transaction.atomic
def end_standing_in(account: SocialAccount, person: Person, *, by: Person, now: datetime) -> None:
    """Let somebody stand in no more: days that have begun end today, and those to come do not begin (C040)."""
    require(by, "accounts.create", account, now=now)
    today = local_date(now)
    rows = AccountRunner.objects.filter(account=account, person=person, ends_on__gt=today)
    begun = rows.filter(starts_on__lte=today).update(ends_on=today)
    ahead, _ = rows.filter(starts_on__gt=today).delete()
    if begun or ahead:
        _note(account, "runner_ended", person, by, now)
        look_at_runners(account, now, by=by)


@transaction.atomic
def make_lead(runner: AccountRunner, *, by: Person, now: datetime) -> None:
    """Let one of those who run the account lead it; whoever led it goes on running it (Q23)."""
    require(by, "accounts.create", runner.account, now=now)
    running = AccountRunner.objects.filter(account=runner.account_id, ends_on__isnull=True)
    running.exclude(pk=runner.pk).update(is_lead=False)
    if not running.filter(pk=runner.pk).update(is_lead=True):
        raise TooLate
    _note(runner.account, "lead_changed", runner.person, by, now)


@transaction.atomic
def name_moderators(
    account: SocialAccount, *, moderator: Person | None, deputy: Person | None, by: Person, now: datetime
) -> None:
    """Say who moderates the account from now on and who stands in: two different people, whoever it was before (S02)."""
    require(by, "accounts.create", account, now=now)
    if moderator is None or deputy is None or moderator == deputy:
        raise Refused("The deputy moderator must be a different person from the moderator.")
    SocialAccount.objects.filter(pk=account.pk).update(moderator=moderator, deputy_moderator=deputy)
    account.moderator, account.deputy_moderator = moderator, deputy
    _note(account, "moderators_named", moderator, by, now)


def _note(account: SocialAccount, action: str, person: Person, by: Person, now: datetime) -> None:
    record(
        organisation_reference=account.organisation.reference,
        action=f"account.{action}",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=by,
        now=now,
        facts={"person": person.reference},
        profile_version=profile_for(account.organisation, now).version,
    )
