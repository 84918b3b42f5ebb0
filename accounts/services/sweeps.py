"""What the product does by itself as time goes on; each may run twice or miss a night without harm (D16)."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.duties import RUNNERS
from accounts.models import Authorisation, SocialAccount
from accounts.rules.accounts import OPEN, AccountStatus
from accounts.rules.applications import runners_missing, runners_unready
from accounts.rules.authorisations import AuthorisationStatus, prerequisites_missing
from accounts.selectors.applications import runner_facts
from accounts.selectors.people import engaged_in
from accounts.selectors.posting import needs_of, posting_facts
from accounts.services.authorisations import activate_if_ready, expire, resume, suspend
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.people.roles import Role
from governance.profile.selectors import profile_for
from governance.workflow.services import move

logger = logging.getLogger("gatepost.accounts")

GRANTED = (AuthorisationStatus.APPROVED, AuthorisationStatus.ACTIVE, AuthorisationStatus.SUSPENDED)
DAYS_TO_FIND_A_RUNNER = timedelta(days=14)
_NAMED = ("person", "organisation", "account__platform", "account__organisation")


def end_lapsed_authorisations(now: datetime) -> int:
    """End what has run out, by its own day or with the person's time at the school, and settle the rest."""
    today = local_date(now)
    lapsed = Authorisation.objects.filter(status__in=GRANTED, ends_on__lt=today).select_related(*_NAMED)
    ended = _each(lapsed, lambda one: expire(one, because="Its last day has gone by.", now=now))
    granted = _granted()
    roots = {one.account.organisation.root_id or 0 for one in granted}
    engaged = engaged_in({one.person_id for one in granted}, roots, today)
    left = [one for one in granted if (one.person_id, one.account.organisation.root_id or 0) not in engaged]
    ended += _each(left, lambda one: expire(one, because="The person’s time at the school has ended.", now=now))
    settle_authorisations(now)
    check_runners(now)
    return ended


def settle_authorisations(now: datetime, *, person_id: int | None = None) -> None:
    """Activate what has become ready, suspend what has lost its training or signatures, lift what is mended (S03)."""
    rows = _granted(person_id)
    accounts = list({one.account_id: one.account for one in rows}.values())
    pairs = {(one.person_id, one.account_id) for one in rows}
    facts = posting_facts({one.person_id for one in rows}, accounts, now, pairs=pairs) if rows else {}
    for one in rows:
        missing = prerequisites_missing(facts[one.person_id, one.account_id])
        _guarded(lambda one=one, missing=missing: _settle(one, missing, now), one.reference)  # type: ignore[misc]


def _settle(one: Authorisation, missing: list[str], now: datetime) -> None:
    if one.status == AuthorisationStatus.APPROVED:
        activate_if_ready(one, now)
    elif one.status == AuthorisationStatus.ACTIVE and missing:
        suspend(one, reason=" ".join(missing), by=SYSTEM, now=now)
    elif one.status == AuthorisationStatus.SUSPENDED and one.suspended_by_system and not missing:
        resume(one, reason="What was missing is there again.", by=SYSTEM, now=now)


def check_runners(now: datetime) -> None:
    """Mark each live account that has too few runners, or one who is not ready, and clear those put right (J45, T39)."""
    for account in SocialAccount.objects.filter(status__in=OPEN).select_related("platform", "organisation"):
        _guarded(lambda account=account: look_at_runners(account, now), account.reference)  # type: ignore[misc]


@transaction.atomic
def look_at_runners(account: SocialAccount, now: datetime, *, by: Person | SystemActor = SYSTEM) -> list[str]:
    """What is wrong with an account's runners today; marks the account, or clears the mark."""
    causes = _runner_causes(account, now)
    account.refresh_from_db(fields=["status"])
    if causes and account.status == AccountStatus.LIVE:
        words = " ".join(causes)
        move(account, "flag", by=SYSTEM, now=now, reason=words, changes={"attention": words})
        _ask_for_runners(account, now)
    elif not causes and account.status == AccountStatus.NEEDS_ATTENTION:
        move(account, "clear", by=by, now=now, reason="Enough people run it again.", changes={"attention": ""})
    return causes


def _runner_causes(account: SocialAccount, now: datetime) -> list[str]:
    today, soon = local_date(now), local_date(now + DAYS_TO_FIND_A_RUNNER)
    running = account.runners.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today)).select_related("person")
    root_id = account.organisation.root_id or 0
    staying = {person_id for person_id, _ in engaged_in([one.person_id for one in running], [root_id], soon)}
    there = [(runner.person, runner.is_lead) for runner in running if runner.person_id in staying]
    profile = profile_for(account.organisation, now)
    facts = runner_facts(there, account.organisation, account.platform.slug, now)
    return [*runners_missing(facts, fewest=profile["P07"]), *runners_unready(facts, needs=needs_of(profile))]


def _ask_for_runners(account: SocialAccount, now: datetime) -> None:
    open_duty(
        RUNNERS,
        account,
        organisation=account.organisation,
        due_at=now + DAYS_TO_FIND_A_RUNNER,
        now=now,
        asked_role=Role.COM,
        label=f"Put right who runs {account}",
        url=account.get_absolute_url(),
    )


def _granted(person_id: int | None = None) -> list[Authorisation]:
    rows = Authorisation.objects.filter(status__in=GRANTED).select_related(*_NAMED)
    return list(rows.filter(person=person_id) if person_id else rows)


def _each(rows: Iterable[Authorisation], do: Callable[[Authorisation], None]) -> int:
    """Do it to each; one that cannot be done does not hold up the others."""
    return sum(_guarded(lambda one=one: do(one), one.reference) for one in list(rows))  # type: ignore[misc]


def _guarded(do: Callable[[], object], reference: str) -> bool:
    """Try one row in a transaction of its own; says whether it was done. The next sweep meets what was left."""
    try:
        with transaction.atomic():
            do()
    except Refused as refusal:
        logger.warning("Sweep left %s: %s", reference, type(refusal).__name__)
        return False
    return True
