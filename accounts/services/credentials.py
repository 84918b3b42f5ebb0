"""After somebody loses access the password is changed, and somebody else confirms it (S25, J46, C036, C039, T43)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.duties import CHANGE_PASSWORD
from accounts.models import Authorisation, CredentialsChange, SocialAccount
from accounts.rules.accounts import AccountStatus
from accounts.rules.credentials import KNOWS_PASSWORD, WAITING, Why, not_recorded
from accounts.selectors.people import people_to_choose
from accounts.services.deadlines import end_of
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin, move


def password_known_to(ended: Authorisation, why: Why, now: datetime) -> None:
    """An authorisation ended: if its holder could know the password, a new one is owed today; a closed account has none."""
    if ended.scope in KNOWS_PASSWORD and ended.account.status != AccountStatus.CLOSED:
        ask_for_new_password(ended.account, why=why, gone=[ended.person], by=SYSTEM, now=now)


@transaction.atomic
def ask_for_new_password(
    account: SocialAccount, *, why: Why, gone: Collection[Person], by: Person | SystemActor, now: datetime
) -> CredentialsChange:
    """Owe a new password: one change an account, due at the end of today; a further loss of access joins it (J46)."""
    waiting = _waiting(account)
    if waiting is None:
        waiting = CredentialsChange(
            account=account, organisation=account.organisation, why=why, due_at=end_of(local_date(now))
        )
        facts = {"account": account.reference, "why": str(why), "gone": [one.reference for one in gone]}
        begin(waiting, by=by, now=now, action="accounts.record_custody", facts=facts)
        _owe(waiting, now)
    elif waiting.changed_at and gone:
        _ask_again(waiting, gone, now)
    waiting.gone.add(*gone)
    return waiting


def _waiting(account: SocialAccount) -> CredentialsChange | None:
    return CredentialsChange.objects.filter(account=account, status__in=WAITING).select_related("organisation").first()


def _owe(change: CredentialsChange, now: datetime) -> None:
    roles = profile_for(change.organisation, now)["P17"]
    open_duty(
        CHANGE_PASSWORD,
        change,
        organisation=change.organisation,
        due_at=change.due_at,
        now=now,
        asked_role=roles[0] if roles else Role.COM,
        label=f"Change the password of {change.account}",
        url=change.get_absolute_url(),
    )


def _ask_again(change: CredentialsChange, gone: Collection[Person], now: datetime) -> None:
    """What was changed before this loss of access is known to whoever lost it: the change begins anew."""
    facts = {"gone": [one.reference for one in gone]}
    move(change, "ask_again", by=SYSTEM, now=now, facts=facts, changes={"changed_at": None, "changed_by": None})
    change.new_holders.clear()


@transaction.atomic
def record_password_change(
    change: CredentialsChange, *, new_holders: Collection[Person], by: Person, now: datetime
) -> None:
    """Record that it was changed on the platform, and who knows it now; the password is written nowhere (T42)."""
    require(by, "accounts.record_custody", change, now=now)
    change.refresh_from_db()
    if change.is_waiting and change.changed_at:
        raise TooLate("The change of password has been recorded already.")
    if reasons := _wrong_holders(change, new_holders, now):
        raise Refused(reasons)
    facts = {"account": change.account.reference, "new_holders": sorted(one.reference for one in new_holders)}
    changes = {"changed_at": now, "changed_by": by}
    move(change, "record", by=by, now=now, facts=facts, changes=changes, expect={"changed_at": None})
    change.new_holders.set(new_holders)
    SocialAccount.objects.filter(pk=change.account_id).update(last_changed_on=local_date(now))


def _wrong_holders(change: CredentialsChange, holders: Collection[Person], now: datetime) -> list[str]:
    known = set(people_to_choose(change.organisation, local_date(now)).values_list("pk", flat=True))
    strangers = [f"{person} does not work here just now." for person in holders if person.pk not in known]
    gone = set(change.gone.values_list("pk", flat=True)) - _let_in_again(change)
    ids = {person.pk for person in holders}
    return [*strangers, *not_recorded(ids, gone, custodian=change.account.custodian_id)]


def _let_in_again(change: CredentialsChange) -> set[int]:
    """Who lost one authorisation and holds another that gives them the password."""
    held = Authorisation.objects.filter(
        Q(scope__in=KNOWS_PASSWORD), account=change.account_id, status__in=("approved", "active")
    )
    return set(held.values_list("person_id", flat=True))


@transaction.atomic
def confirm_password_change(change: CredentialsChange, *, by: Person, now: datetime) -> None:
    """Confirm that somebody else changed it: they tried the old one, or saw it done (T43)."""
    change.refresh_from_db()
    if change.is_waiting and change.changed_at is None:
        require(by, "accounts.confirm_custody", change, now=now)
        raise Refused("Nobody has recorded that the password was changed.")
    changes = {"confirmed_at": now, "confirmed_by": by}
    move(change, "confirm", by=by, now=now, changes=changes, expect={"changed_at": change.changed_at})


@transaction.atomic
def lapse_password_change(change: CredentialsChange, now: datetime) -> None:
    """Mark a change overdue after the midnight of its day; the duty has climbed to the head (J46)."""
    move(change, "lapse", by=SYSTEM, now=now)
