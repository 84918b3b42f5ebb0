"""Creating an approved account, stopping it and letting it go on (S02, C031, C033)."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.duties import CREATE_ACCOUNT
from accounts.models import SocialAccount
from accounts.rules.accounts import AccountStatus, not_ready_to_go_live
from accounts.rules.addresses import check_account_address, clean_handle
from accounts.rules.applications import ApplicationStatus
from accounts.rules.emails import official_email_refused
from accounts.selectors.applications import official_domains
from accounts.selectors.people import people_to_choose
from accounts.signals import account_changed
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.notices.services import queue
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import move


@dataclass(frozen=True)
class AccountSettings:
    """What the communications officer records when the account has been created on the platform."""

    handle: str
    address: str
    official_email: str
    separate_from_personal: bool
    custodian: Person | None
    store: str
    comment_setting: str
    privacy_setting: str
    tagging_setting: str
    moderator: Person | None
    deputy_moderator: Person | None


@transaction.atomic
def go_live(account: SocialAccount, *, settings: AccountSettings, by: Person, now: datetime) -> None:
    """Put an approved account into the register as live: only by the role that creates accounts, only when all is told."""
    require(by, "accounts.create", account, now=now)
    if reasons := not_ready(account, settings, now):
        raise Refused(reasons)
    written = {
        **{name: getattr(settings, name) for name in asdict(settings)},
        "handle": clean_handle(settings.handle),
        "is_open": settings.privacy_setting != "closed",
        "created_by": by,
        "opened_on": local_date(now),
    }
    move(account, "go_live", by=by, now=now, changes=written, extra_closes=(CREATE_ACCOUNT,))
    account_changed.send(account_id=account.pk, now=now)


def not_ready(account: SocialAccount, settings: AccountSettings, now: datetime) -> list[str]:
    """Everything that keeps the account from going live, at once."""
    recorded = [name for name, value in vars(settings).items() if value]
    people = (settings.custodian, settings.moderator, settings.deputy_moderator)
    moderators = tuple(person.pk if person else None for person in people[1:])
    facts = account.platform.facts
    return [
        *_not_approved(account),
        *not_ready_to_go_live(recorded, moderators=(moderators[0], moderators[1])),
        *(
            check_account_address(facts, settings.handle, settings.address)
            if settings.address and settings.handle
            else []
        ),
        *(
            official_email_refused(settings.official_email, official_domains(account.organisation))
            if settings.official_email
            else []
        ),
        *_strangers(account, [person for person in people if person], now),
        *_taken(account, settings.handle),
    ]


def _not_approved(account: SocialAccount) -> list[str]:
    """An account without an approved application is not created (C023)."""
    application = account.application
    if application is not None and application.status == ApplicationStatus.APPROVED:
        return []
    return ["No application for this account has been approved."]


def _strangers(account: SocialAccount, people: list[Person], now: datetime) -> list[str]:
    known = set(people_to_choose(account.organisation, local_date(now)).values_list("pk", flat=True))
    return list(dict.fromkeys(f"{person} does not work here just now." for person in people if person.pk not in known))


def _taken(account: SocialAccount, handle: str) -> list[str]:
    """One account of a name on a platform in a school (T49: X is Twitter under another name)."""
    others = SocialAccount.objects.filter(
        organisation=account.organisation, platform=account.platform, handle=clean_handle(handle)
    ).exclude(Q(pk=account.pk) | Q(status=AccountStatus.CLOSED))
    return ["This account is in the register already."] if handle and others.exists() else []


@transaction.atomic
def suspend(account: SocialAccount, *, reason: str, by: Person, now: datetime) -> None:
    """Stop all posting at once, for a reason; what was queued is held."""
    move(account, "suspend", by=by, now=now, reason=reason, changes={"suspended_because": reason.strip()})
    account_changed.send(account_id=account.pk, now=now)
    _tell_runners(account, "suspended", now)


@transaction.atomic
def reinstate(account: SocialAccount, *, reason: str, by: Person, now: datetime) -> None:
    """Let a suspended account post again."""
    move(account, "reinstate", by=by, now=now, reason=reason, changes={"suspended_because": ""})
    account_changed.send(account_id=account.pk, now=now)
    _tell_runners(account, "live again", now)


def _tell_runners(account: SocialAccount, word: str, now: datetime) -> None:
    runners = account.runners.filter(ends_on__isnull=True).select_related("person")
    queue(
        people=[runner.person for runner in runners],
        kind="account-state",
        organisation=account.organisation,
        subject=f"Account {account.reference} is {word}",
        line=f"The account {account} is {word}. Open its page to read why.",
        url=account.get_absolute_url(),
        now=now,
        key=f"account-state:{account.reference}:{now.isoformat()}",
        urgent=True,
    )
