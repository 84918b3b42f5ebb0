"""Custody of an account's password as its pages show it: the waiting change, who may know it, and the history (C039)."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Authorisation, CredentialsChange, SocialAccount
from accounts.rules.accounts import Store
from accounts.rules.credentials import KNOWS_PASSWORD, WAITING
from accounts.rules.custody import SecondFactor
from governance.audit.models import AuditEvent
from governance.audit.selectors import history_of
from governance.kernel.errors import NotFoundHere
from governance.people.models import Person
from governance.permissions.standing import Standing


@dataclass(frozen=True)
class Kept:
    """One custody record of the past or of now, in words."""

    at: datetime
    actor_name: str
    custodian: str
    store: str
    second_factor: str
    recovery_owner: str
    changed_on: date
    review_on: date


def custody_history(account: SocialAccount) -> list[Kept]:
    """Every custody record that was kept for the account, the newest first."""
    events = [
        event for event in history_of(account.thing_type, account.reference) if event.action == "account.custody"
    ]
    told = [(event, json.loads(event.facts)) for event in reversed(events)]
    named = {facts[key] for _, facts in told for key in ("custodian", "recovery_owner")}
    people = {person.reference: str(person) for person in Person.objects.filter(reference__in=named)} if named else {}
    return [_kept(event, facts, people) for event, facts in told]


def _kept(event: AuditEvent, facts: dict[str, str], people: dict[str, str]) -> Kept:
    return Kept(
        at=event.at,
        actor_name=event.actor_name,
        custodian=people.get(facts["custodian"], facts["custodian"]),
        store=str(Store(facts["store"]).label),
        second_factor=str(SecondFactor(facts["second_factor"]).label),
        recovery_owner=people.get(facts["recovery_owner"], facts["recovery_owner"]),
        changed_on=date.fromisoformat(facts["last_changed_on"]),
        review_on=date.fromisoformat(facts["access_review_on"]),
    )


def waiting_change(account: SocialAccount) -> CredentialsChange | None:
    """The change of password that is owed on the account, if one is."""
    return CredentialsChange.objects.filter(account=account, status__in=WAITING).first()


def change_after(ended: Authorisation) -> CredentialsChange | None:
    """The latest change of password that was owed because of that person on that account."""
    rows = CredentialsChange.objects.filter(account=ended.account_id, gone=ended.person_id)
    return rows.select_related("account__platform").first()


def change_for(reference: str) -> CredentialsChange:
    """The change of that reference with what its page shows."""
    rows = CredentialsChange.objects.select_related(
        "organisation", "account__platform", "account__organisation", "changed_by", "confirmed_by"
    )
    found = rows.filter(reference=reference).first()
    if found is None:
        raise NotFoundHere
    return found


def may_know_it(account: SocialAccount) -> set[int]:
    """Whom one would expect to know the password: its keepers, and whoever is let onto the account with it."""
    held = Authorisation.objects.filter(account=account, scope__in=KNOWS_PASSWORD, status__in=("approved", "active"))
    keepers = {account.custodian_id, account.recovery_owner_id} - {None}
    return {*held.values_list("person_id", flat=True), *(one for one in keepers if one)}


def with_passwords_owed(rows: QuerySet[SocialAccount], standing: Standing) -> QuerySet[SocialAccount]:
    """Mark the accounts whose password is to be changed, where the person may know of it (M06)."""
    owed = CredentialsChange.objects.filter(
        account=OuterRef("pk"),
        status__in=WAITING,
        organisation__in=standing.organisation_ids("accounts.view_custody"),
    )
    return rows.annotate(password_owed=Exists(owed))
