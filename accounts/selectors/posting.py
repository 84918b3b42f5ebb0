"""Who may post to which account: computed each time from what is in force at that moment, never stored (C037, law 1)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product

from django.db.models import QuerySet

from accounts.models import Authorisation, SocialAccount
from accounts.rules import authorisations as rules
from accounts.rules.accounts import OPEN as OPEN_ACCOUNT
from accounts.rules.authorisations import PUBLISHING, Grant, PostingFacts
from accounts.selectors.people import engaged_in
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.profile.rules import Profile
from governance.profile.selectors import profiles_for
from policies.models import Document
from policies.selectors import ANY_TRAINING, prerequisites_in


@dataclass(frozen=True)
class MayPost:
    """Yes or no, with every reason at once."""

    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def allowed(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.reasons

    @property
    def reason(self) -> str:
        """The sentences as one line."""
        return " ".join(self.reasons)


@dataclass(frozen=True)
class Poster:
    """A person on an account, what they were given, and whether they may post just now."""

    person: Person
    account: SocialAccount
    authorisations: tuple[Authorisation, ...]
    may_post: MayPost = field(default_factory=MayPost)

    @property
    def why_not(self) -> str:
        """The reasons as they are told to others."""
        return " ".join(rules.about_another(reason) for reason in self.may_post.reasons)


def may_post(person: Person, account: SocialAccount, now: datetime, *, scopes: Iterable[str] = PUBLISHING) -> MayPost:
    """Whether the person may post to the account at that moment, and if not, every reason why."""
    facts = posting_facts([person.pk], [_as_stored(account)], now)[person.pk, account.pk]
    return MayPost(tuple(rules.posting_refused(facts, scopes=scopes)))


def accounts_person_may_post_to(person: Person, now: datetime) -> list[SocialAccount]:
    """Every account to which the person may post at that moment."""
    return [right.account for right in posting_rights_of(person, now) if right.may_post]


def posting_rights_of(person: Person, now: datetime) -> list[Poster]:
    """Each account the person was let onto, and whether they may post to it just now: for the page "My right to post"."""
    rows = authorisations_of(person).filter(status__in=rules.OPEN)
    return _posters(rows, now)


def who_may_post(account: SocialAccount, now: datetime) -> list[Person]:
    """Everybody who may post to the account at that moment."""
    return [poster.person for poster in posters_of(account, now) if poster.may_post]


def posters_of(account: SocialAccount, now: datetime) -> list[Poster]:
    """Everybody let onto the account, and whether each may post just now and why not: a constant number of statements."""
    rows = Authorisation.objects.filter(account=account, status__in=rules.OPEN)
    return _posters(rows.select_related(*_NAMED).order_by("person__family_name", "person__given_name", "pk"), now)


def authorisations_of(person: Person) -> QuerySet[Authorisation]:
    """What one person was let do, the newest first."""
    return (
        Authorisation.objects.filter(person=person)
        .select_related(*_NAMED)
        .order_by("account__name", "-created_at", "-pk")
    )


_NAMED = ("person", "account__platform", "account__organisation", "organisation")
_GRANTED = ("person_id", "account_id", "status", "scope", "starts_on", "ends_on")


def _posters(rows: Iterable[Authorisation], now: datetime) -> list[Poster]:
    grouped: dict[tuple[int, int], list[Authorisation]] = defaultdict(list)
    for row in rows:
        grouped[row.person_id, row.account_id].append(row)
    accounts = {group[0].account_id: group[0].account for group in grouped.values()}
    people = {person_id for person_id, _ in grouped}
    facts = posting_facts(people, list(accounts.values()), now, pairs=grouped)
    return [
        Poster(
            person=group[0].person,
            account=group[0].account,
            authorisations=tuple(group),
            may_post=MayPost(tuple(rules.posting_refused(facts[key]))),
        )
        for key, group in grouped.items()
    ]


def posting_facts(
    person_ids: Collection[int],
    accounts: Collection[SocialAccount],
    now: datetime,
    *,
    pairs: Iterable[tuple[int, int]] | None = None,
) -> dict[tuple[int, int], PostingFacts]:
    """All that decides for these people on these accounts, or for some pairs of them: four statements, however many."""
    read = _Read(person_ids, accounts, now)
    wanted = product(person_ids, (account.pk for account in accounts)) if pairs is None else pairs
    return {pair: read.facts(*pair) for pair in wanted}


class _Read:
    """What is on record about some people and accounts at one moment, read once for all of them."""

    def __init__(self, person_ids: Collection[int], accounts: Collection[SocialAccount], now: datetime) -> None:
        places: list[Organisation] = list(
            {account.organisation_id: account.organisation for account in accounts}.values()
        )
        self.today = local_date(now)
        self.accounts = {account.pk: account for account in accounts}
        self.needs = {pk: needs_of(profile) for pk, profile in profiles_for(places, now).items()}
        self.done = prerequisites_in(person_ids, places, now)
        self.engaged = engaged_in(person_ids, {place.root_id or 0 for place in places}, self.today)
        self.grants = _grants(person_ids, accounts)

    def facts(self, person_id: int, account_id: int) -> PostingFacts:
        """One person on one account."""
        account = self.accounts[account_id]
        place_id, done = account.organisation_id, self.done[account.organisation_id]
        return PostingFacts(
            today=self.today,
            account_open=account.status in OPEN_ACCOUNT,
            engaged=(person_id, account.organisation.root_id or 0) in self.engaged,
            trained=person_id in done.trained_for(ANY_TRAINING),
            platform_trained=person_id in done.trained_for(account.platform.slug),
            terms_signed=person_id in done.has_signed(Document.Kind.TERMS),
            policy_read=person_id in done.has_signed(Document.Kind.POLICY),
            platform=account.platform.name,
            grants=self.grants.get((person_id, account_id), ()),
            needs=self.needs[place_id],
        )


def needs_of(profile: Profile) -> frozenset[str]:
    """What a poster must have done first: the profile's list, and the terms where they are asked for (P08, P16)."""
    return frozenset(profile["P08"]) | ({"terms"} if profile["P16"] else set())


def _grants(
    person_ids: Collection[int], accounts: Collection[SocialAccount]
) -> dict[tuple[int, int], tuple[Grant, ...]]:
    rows = Authorisation.objects.filter(
        person__in=person_ids, account__in=[account.pk for account in accounts], status__in=rules.OPEN
    )
    found: dict[tuple[int, int], tuple[Grant, ...]] = {}
    for person_id, account_id, *grant in rows.order_by().values_list(*_GRANTED):
        key = (person_id, account_id)
        found[key] = (*found.get(key, ()), Grant(*grant))
    return found


def _as_stored(account: SocialAccount) -> SocialAccount:
    """The account as the database has it now: the gate never decides on what was read earlier (law 1)."""
    return SocialAccount.objects.select_related("platform", "organisation").get(pk=account.pk)
