"""Who asks to follow the accounts, who was let in, and which accounts have a queue at all (C053, C054, P23)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, QuerySet

from accounts.models import Authorisation, FollowerRequest, SocialAccount
from accounts.rules.accounts import AccountStatus
from accounts.rules.addresses import clean_handle
from accounts.rules.authorisations import OPEN
from accounts.rules.followers import FollowerStatus, has_queue, not_to_be_let_in
from governance.kernel.errors import NotFoundHere
from governance.people.models import Person
from governance.permissions.selectors import can
from governance.permissions.standing import Standing
from governance.profile.selectors import profile_for, profiles_for

# Whoever is on the platform can be followed there, whether or not anything may be posted just now.
ON_THE_PLATFORM = (AccountStatus.LIVE, AccountStatus.NEEDS_ATTENTION, AccountStatus.SUSPENDED)


@dataclass(frozen=True)
class Queue:
    """What an account's own page says of its followers: how many wait, and since when the first of them."""

    waiting: int
    since: date | None


def followers_for(
    standing: Standing, *, words: str = "", account: str = "", status: str = "", kind: str = ""
) -> QuerySet[FollowerRequest]:
    """The requests to every account whose followers the person may see, as far as they match (M19)."""
    rows = FollowerRequest.objects.filter(_seen(standing, "account")).select_related("account__platform")
    if words:
        rows = rows.filter(handle_key__contains=clean_handle(words))
    chosen = {"account__reference": account, "status": status, "kind": kind}
    return rows.filter(**{field: value for field, value in chosen.items() if value})


def accounts_with_followers(standing: Standing) -> QuerySet[SocialAccount]:
    """The accounts whose followers the person may see."""
    there = SocialAccount.objects.filter(status__in=ON_THE_PLATFORM)
    return there.filter(_seen(standing, "pk")).select_related("platform")


def sees_followers(standing: Standing) -> bool:
    """Whether the person sees the followers of any account."""
    return bool(standing.organisation_ids("accounts.view_followers")) or _lent(standing).exists()


def accounts_to_log_for(standing: Standing, now: datetime) -> list[SocialAccount]:
    """The accounts with a queue, for whoever logs the requests to follow them (P23)."""
    places = standing.organisation_ids("accounts.log_follower")
    policies = profiles_for([standing.organisations[pk] for pk in places], now)
    rows = SocialAccount.objects.filter(organisation__in=places, status__in=ON_THE_PLATFORM)
    return [
        account
        for account in rows.select_related("platform", "organisation")
        if has_queue(policies[account.organisation_id]["P23"], is_open=account.is_open)
    ]


def follower_for(reference: str) -> FollowerRequest:
    """The request of that reference with what its page shows."""
    named = ("logged_by", "decided_by", "removed_by", "blocked_by")
    rows = FollowerRequest.objects.select_related("organisation", "account__platform", *named)
    found = rows.filter(reference=reference).first()
    if found is None:
        raise NotFoundHere
    return found


def why_only_refused(request: FollowerRequest, now: datetime) -> list[str]:
    """Why this person can only be refused under the account's policy; empty where they may be let in (P23, T109)."""
    return not_to_be_let_in(
        profile_for(request.organisation, now)["P23"],
        kind=request.kind,
        identity=request.believed_identity,
        platform=request.account.platform.name,
        age=request.account.platform.minimum_age,
    )


def queue_of(account: SocialAccount, person: Person, now: datetime) -> Queue | None:
    """The account's queue, for whoever may see it; nothing where followers are not checked and none ever were."""
    if account.status not in ON_THE_PLATFORM or not can(person, "accounts.view_followers", account, now=now):
        return None
    rows = account.follower_requests.filter(status=FollowerStatus.WAITING)
    waiting = rows.aggregate(count=Count("pk"), since=Min("requested_on"))
    checked = has_queue(profile_for(account.organisation, now)["P23"], is_open=account.is_open)
    if not checked and not account.follower_requests.exists():
        return None
    return Queue(waiting["count"], waiting["since"])


def picked_followers(standing: Standing, references: Collection[str]) -> list[FollowerRequest]:
    """Of those picked from the list, the ones at places where the person decides, the oldest first."""
    rows = FollowerRequest.objects.filter(
        reference__in=references, organisation__in=standing.organisation_ids("accounts.decide_follower")
    )
    return list(rows.select_related("organisation", "account__platform").order_by("requested_on", "pk"))


def _seen(standing: Standing, field: str) -> Q:
    """By role, at those places; as a poster, one's own accounts."""
    by_role = Q(organisation__in=standing.organisation_ids("accounts.view_followers"))
    return by_role | Q(**{f"{field}__in": _lent(standing).values("account")})


def _lent(standing: Standing) -> QuerySet[Authorisation]:
    """What lets the person onto accounts, while they work at one of the schools around them (D09)."""
    around = list(standing.organisations) if standing.work else []
    return Authorisation.objects.filter(
        person=standing.person, status__in=OPEN, account__organisation__in=around
    ).order_by()
