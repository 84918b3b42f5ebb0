"""Each night: the rights kept on accounts are those that authorisations bring, and no others (D09, T87, T88)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Authorisation, SocialAccount
from accounts.rules.authorisations import ALL_RIGHTS, IN_FORCE, rights_of
from accounts.services.authorisations import sync_rights
from governance.audit.services import record
from governance.kernel.actors import SYSTEM
from governance.people.models import Person
from governance.permissions import objects

Pair = tuple[int, int]


def mend_rights(now: datetime) -> int:
    """Take away what nobody gave and give back what is missing, with an audit event for each; answers how many were wrong.

    Three statements where nothing is wrong, however many people and accounts.
    """
    held, due, working = _held(), _due(), _working()
    # Whoever has no sign-in that works can hold nothing, so nothing of theirs is missing.
    wrong = {
        pair: (due[pair] - held[pair] if pair[0] in working else frozenset(), held[pair] - due[pair])
        for pair in {*held, *due}
    }
    drifted = {pair: (missing, extra) for pair, (missing, extra) in wrong.items() if missing or extra}
    people = Person.objects.in_bulk({person_id for person_id, _ in drifted})
    accounts = SocialAccount.objects.select_related("organisation").in_bulk({account_id for _, account_id in drifted})
    for (person_id, account_id), (missing, extra) in sorted(drifted.items()):
        _mend(people[person_id], accounts[account_id], missing, extra, now)
    return len(drifted)


def _held() -> dict[Pair, frozenset[str]]:
    return _by_pair(objects.all_granted(SocialAccount, ALL_RIGHTS))


def _due() -> dict[Pair, frozenset[str]]:
    scopes: dict[Pair, set[str]] = defaultdict(set)
    rows = Authorisation.objects.filter(status__in=IN_FORCE).order_by()
    for person_id, account_id, scope in rows.values_list("person_id", "account_id", "scope"):
        scopes[person_id, account_id].add(scope)
    return _by_pair((*pair, right) for pair, several in scopes.items() for right in rights_of(several))


def _working() -> set[int]:
    """Whoever has an authorisation in force and a sign-in that works."""
    people = Authorisation.objects.filter(status__in=IN_FORCE, person__user__is_active=True)
    return set(people.order_by().values_list("person_id", flat=True))


def _by_pair(rows: Iterable[tuple[int, int, str]]) -> dict[Pair, frozenset[str]]:
    found: dict[Pair, set[str]] = defaultdict(set)
    for person_id, account_id, right in rows:
        found[person_id, account_id].add(right)
    return defaultdict(frozenset, {pair: frozenset(rights) for pair, rights in found.items()})


@transaction.atomic
def _mend(
    person: Person, account: SocialAccount, missing: frozenset[str], extra: frozenset[str], now: datetime
) -> None:
    sync_rights(person, account)
    record(
        organisation_reference=account.organisation.reference,
        action="account.rights_mended",
        thing_type=account.thing_type,
        thing_reference=account.reference,
        by=SYSTEM,
        now=now,
        facts={"person": person.reference, "given_back": sorted(missing), "taken_away": sorted(extra)},
    )
