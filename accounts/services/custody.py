"""Recording who keeps an account's password, where, and how access is secured; never the password (C039, M06, T42)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from accounts.models import Authorisation, SocialAccount
from accounts.rules.accounts import AccountStatus
from accounts.rules.credentials import KNOWS_PASSWORD, Why
from accounts.rules.custody import custody_refused
from accounts.selectors.people import people_to_choose
from accounts.services.credentials import ask_for_new_password
from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.permissions.services import require
from governance.profile.selectors import profile_for


@dataclass(frozen=True)
class Custody:
    """What is on record about an account's password: people, a place, a second factor and two days; no free text."""

    custodian: Person
    store: str
    second_factor: str
    recovery_owner: Person
    last_changed_on: date
    access_review_on: date


@transaction.atomic
def record_custody(account: SocialAccount, *, custody: Custody, by: Person, now: datetime) -> None:
    """Keep the custody record; where somebody stops being a keeper, a new password is owed (C039, P18, S25)."""
    verdict = require(by, "accounts.record_custody", account, now=now)
    account.refresh_from_db()
    if reasons := _refused(account, custody, now):
        raise Refused(reasons)
    before = [account.custodian, account.recovery_owner]
    SocialAccount.objects.filter(pk=account.pk).update(**vars(custody))
    account.refresh_from_db()
    record(
        organisation_reference=account.organisation.reference,
        action="account.custody",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=by,
        now=now,
        acting_for=verdict.acting_for,
        facts=_facts(custody),
        profile_version=profile_for(account.organisation, now).version,
    )
    if gone := _no_longer_keepers(account, [one for one in before if one]):
        ask_for_new_password(account, why=Why.TRANSFER, gone=gone, by=by, now=now)


def _facts(custody: Custody) -> dict[str, str]:
    return {
        "custodian": custody.custodian.reference,
        "store": custody.store,
        "second_factor": custody.second_factor,
        "recovery_owner": custody.recovery_owner.reference,
        "last_changed_on": custody.last_changed_on.isoformat(),
        "access_review_on": custody.access_review_on.isoformat(),
    }


def _refused(account: SocialAccount, custody: Custody, now: datetime) -> list[str]:
    """Everything that is wrong with what was recorded, at once."""
    if account.status == AccountStatus.APPROVED_NOT_CREATED:
        return ["The account has not been created yet. Record that it was created first."]
    today = local_date(now)
    known = set(people_to_choose(account.organisation, today).values_list("pk", flat=True))
    named = dict.fromkeys((custody.custodian, custody.recovery_owner))
    return [
        *custody_refused(
            custodian=custody.custodian.pk,
            recovery_owner=custody.recovery_owner.pk,
            store=custody.store,
            kept=profile_for(account.organisation, now)["P18"],
            changed_on=custody.last_changed_on,
            review_on=custody.access_review_on,
            today=today,
        ),
        *(f"{person} does not work here just now." for person in named if person.pk not in known),
    ]


@transaction.atomic
def change_keepers(
    account: SocialAccount, *, custodian: Person | None, recovery_owner: Person | None, by: Person, now: datetime
) -> None:
    """Let others keep and recover the password where nothing else on record changes; a new password may be owed (C040)."""
    verdict = require(by, "accounts.record_custody", account, now=now)
    account.refresh_from_db()
    if custodian is not None and custodian == recovery_owner:
        raise Refused("Whoever recovers the account must be another person than the custodian.")
    before = [account.custodian, account.recovery_owner]
    SocialAccount.objects.filter(pk=account.pk).update(custodian=custodian, recovery_owner=recovery_owner)
    account.refresh_from_db()
    named = {"custodian": custodian, "recovery_owner": recovery_owner}
    record(
        organisation_reference=account.organisation.reference,
        action="account.keepers",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=by,
        now=now,
        acting_for=verdict.acting_for,
        facts={name: person.reference if person else "" for name, person in named.items()},
        profile_version=profile_for(account.organisation, now).version,
    )
    if gone := _no_longer_keepers(account, [one for one in before if one]):
        ask_for_new_password(account, why=Why.LEFT, gone=gone, by=by, now=now)


def _no_longer_keepers(account: SocialAccount, before: list[Person]) -> list[Person]:
    """Who kept the password until now and neither keeps nor may know it any more."""
    held = Authorisation.objects.filter(account=account, scope__in=KNOWS_PASSWORD, status__in=("approved", "active"))
    staying = {account.custodian_id, account.recovery_owner_id, *held.values_list("person_id", flat=True)}
    return [one for one in dict.fromkeys(before) if one.pk not in staying]
