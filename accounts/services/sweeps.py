"""What the product does by itself as time goes on; each may run twice or miss a night without harm (D16)."""

import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from accounts.duties import RUNNERS
from accounts.models import Authorisation, CredentialsChange, SocialAccount
from accounts.rules.accounts import OPEN, AccountStatus
from accounts.rules.authorisations import AuthorisationStatus, prerequisites_missing
from accounts.rules.credentials import ChangeStatus, Why
from accounts.rules.glance import SETTINGS_LATE
from accounts.selectors.checks import missed_last
from accounts.selectors.looking_after import settings_overdue
from accounts.selectors.people import engaged_in
from accounts.selectors.posting import posting_facts
from accounts.selectors.runners import DAYS_TO_FIND_A_RUNNER, runners_wanting
from accounts.services.authorisations import activate_if_ready, expire, resume, suspend
from accounts.services.credentials import ask_for_new_password, lapse_password_change
from accounts.services.deadlines import end_of
from accounts.services.follower_queues import settle_queues
from governance.duties.models import Duty
from governance.duties.services import close_duties, open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.people.models import Engagement, Person
from governance.people.roles import Role
from governance.workflow.services import move

logger = logging.getLogger("gatepost.accounts")

NOBODY_LOOKED = "Nobody looked at it when a check was due."
GRANTED = (AuthorisationStatus.APPROVED, AuthorisationStatus.ACTIVE, AuthorisationStatus.SUSPENDED)
LEFT = "The person’s time at the school has ended."
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
    ended += _each(left, lambda one: expire(one, because=LEFT, now=now, why=Why.LEFT))
    new_passwords(now)
    settle_authorisations(now)
    check_runners(now)
    settle_queues(now)
    return ended


def settle_authorisations(now: datetime, *, person_id: int | None = None) -> None:
    """Activate what has become ready, suspend what has lost its training or signatures, lift what is mended (S03)."""
    rows = _granted(person_id)
    accounts = list({one.account_id: one.account for one in rows}.values())
    pairs = {(one.person_id, one.account_id) for one in rows}
    facts = posting_facts({one.person_id for one in rows}, accounts, now, pairs=pairs) if rows else {}
    for one in rows:
        missing = prerequisites_missing(facts[one.person_id, one.account_id])
        guarded(lambda one=one, missing=missing: _settle(one, missing, now), one.reference)  # type: ignore[misc]


def _settle(one: Authorisation, missing: list[str], now: datetime) -> None:
    if one.status == AuthorisationStatus.APPROVED:
        activate_if_ready(one, now)
    elif one.status == AuthorisationStatus.ACTIVE and missing:
        suspend(one, reason=" ".join(missing), by=SYSTEM, now=now)
    elif one.status == AuthorisationStatus.SUSPENDED and one.suspended_by_system and not missing:
        resume(one, reason="What was missing is there again.", by=SYSTEM, now=now)


def new_passwords(now: datetime) -> None:
    """Mark what was not changed in its day, and owe a new password where a keeper of one has left (S25, J46, D09)."""
    late = CredentialsChange.objects.filter(status=ChangeStatus.OPENED, due_at__lte=now).select_related("organisation")
    for change in late:
        guarded(lambda change=change: lapse_password_change(change, now), change.reference)  # type: ignore[misc]
    for account, person in _keepers_gone(local_date(now)):
        guarded(
            lambda account=account, person=person: ask_for_new_password(  # type: ignore[misc]
                account, why=Why.LEFT, gone=[person], by=SYSTEM, now=now
            ),
            account.reference,
        )


def _keepers_gone(today: date) -> list[tuple[SocialAccount, Person]]:
    """Accounts with a custodian or recovery owner who works there no more, for whom no change was owed since they left."""
    nobodys = (AccountStatus.APPROVED_NOT_CREATED, AccountStatus.CLOSED)
    rows = SocialAccount.objects.exclude(status__in=nobodys).select_related(
        "platform", "organisation", "custodian", "recovery_owner"
    )
    pairs = [(one, keeper) for one in rows for keeper in (one.custodian, one.recovery_owner) if keeper]
    roots = {one.organisation.root_id or 0 for one, _ in pairs}
    engaged = engaged_in({keeper.pk for _, keeper in pairs}, roots, today)
    left = [(one, keeper) for one, keeper in pairs if (keeper.pk, one.organisation.root_id or 0) not in engaged]
    return [(one, keeper) for one, keeper in left if not _owed_since(one, keeper)]


def _owed_since(account: SocialAccount, keeper: Person) -> bool:
    last = Engagement.objects.filter(person=keeper, organisation__root=account.organisation.root_id).aggregate(
        day=Max("ends_on")
    )["day"]
    owed = CredentialsChange.objects.filter(account=account, gone=keeper)
    return (owed.filter(created_at__gte=end_of(last)) if last else owed).exists()


def check_runners(now: datetime) -> None:
    """Mark each live account that has too few runners, or one who is not ready, and clear those put right (J45, T39).

    What is wrong is read for all at once: where nothing has changed, no account costs a statement of its own.
    """
    rows = list(SocialAccount.objects.filter(status__in=OPEN).select_related("platform", "organisation"))
    wanting, unwatched = runners_wanting(rows, now), _unwatched(rows, now)
    for account in _not_as_marked(rows, wanting, unwatched):
        guarded(
            lambda account=account: look_at_runners(account, now, unwatched=unwatched),  # type: ignore[misc]
            account.reference,
        )


def _not_as_marked(
    accounts: Sequence[SocialAccount], wanting: Mapping[int, list[str]], unwatched: Mapping[int, list[str]]
) -> list[SocialAccount]:
    """The accounts whose mark is not what it should be today, and those marked for runners whom nobody is asked for."""
    references = [account.reference for account in accounts if wanting[account.pk]]
    owed = Duty.objects.filter(kind=RUNNERS, thing_reference__in=references, closed_at__isnull=True)
    asked = set(owed.values_list("thing_reference", flat=True))
    return [
        account
        for account in accounts
        if account.attention != " ".join([*wanting[account.pk], *unwatched.get(account.pk, [])])
        or (account.status == AccountStatus.NEEDS_ATTENTION) != bool(account.attention)
        or (wanting[account.pk] and account.reference not in asked)
    ]


@transaction.atomic
def look_at_runners(
    account: SocialAccount,
    now: datetime,
    *,
    by: Person | SystemActor = SYSTEM,
    unwatched: Mapping[int, list[str]] | None = None,
) -> list[str]:
    """What is wrong today with who runs and watches an account; marks the account, or clears the mark (S02).

    `unwatched` says what nobody looked at, where somebody has asked for many accounts already.
    """
    lacking = runners_wanting([account], now)[account.pk]
    unseen = _unwatched([account], now) if unwatched is None else unwatched
    causes = [*lacking, *unseen.get(account.pk, [])]
    words = " ".join(causes)
    account.refresh_from_db(fields=["status", "attention"])
    if causes and account.status == AccountStatus.LIVE:
        move(account, "flag", by=SYSTEM, now=now, reason=words, changes={"attention": words})
    elif not causes and account.status == AccountStatus.NEEDS_ATTENTION:
        move(account, "clear", by=by, now=now, reason="Put right.", changes={"attention": ""})
    elif account.status == AccountStatus.NEEDS_ATTENTION and words != account.attention:
        SocialAccount.objects.filter(pk=account.pk).update(attention=words)
        if not lacking:
            close_duties(account, kinds=(RUNNERS,), now=now, outcome="put-right")
    if lacking and account.status == AccountStatus.NEEDS_ATTENTION:
        _ask_for_runners(account, now)
    return causes


def _unwatched(accounts: Collection[SocialAccount], now: datetime) -> dict[int, list[str]]:
    """Whose last check was missed, and whose settings nobody verified in time: three statements for all (S02)."""
    missed, overdue = missed_last([account.pk for account in accounts]), settings_overdue(accounts, now)
    found = {pk: [NOBODY_LOOKED] for pk in missed}
    for pk in overdue:
        found[pk] = [*found.get(pk, []), SETTINGS_LATE]
    return found


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
    return sum(guarded(lambda one=one: do(one), one.reference) for one in list(rows))  # type: ignore[misc]


def guarded(do: Callable[[], object], reference: str) -> bool:
    """Try one row in a transaction of its own; says whether it was done. The next sweep meets what was left."""
    try:
        with transaction.atomic():
            do()
    except Refused as refusal:
        logger.warning("Sweep left %s: %s", reference, type(refusal).__name__)
        return False
    return True
