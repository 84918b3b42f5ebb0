"""Where a school's pictures may go: its accounts and those above it, its website, its print; and the form's wording."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import SocialAccount
from accounts.rules.accounts import AccountStatus
from consent.models import WordingVersion
from consent.rules.facts import Use
from consent.rules.states import Channel, Kind
from governance.organisations.models import Organisation


@dataclass(frozen=True)
class Place:
    """A place that the form asks about, with its name and a key for fields and addresses."""

    key: str
    name: str
    channel: str
    account_id: int | None = None

    def use(self, kind: str) -> Use:
        """A picture of that kind in this place."""
        return Use(kind, self.channel, self.account_id)


def line_of(organisation: Organisation) -> list[int]:
    """The school and what stands above it: a federation's account is a place for each of its schools."""
    return list(dict.fromkeys(pk for pk in (organisation.pk, organisation.parent_id, organisation.root_id) if pk))


def accounts_of(organisation: Organisation) -> QuerySet[SocialAccount]:
    """The accounts that exist and that the school's pupils may appear on, by name."""
    accounts = SocialAccount.objects.filter(organisation__in=line_of(organisation))
    return accounts.exclude(status=AccountStatus.APPROVED_NOT_CREATED).order_by("name", "pk")


def places_of(organisation: Organisation) -> list[Place]:
    """Every place the school's form asks about."""
    accounts = [
        Place(account.reference, str(account), Channel.ACCOUNT, account.pk)
        for account in accounts_of(organisation).select_related("platform")
    ]
    others = (Channel.WEBSITE, Channel.PRINT)
    return [*accounts, *(Place(channel.value, str(channel.label), channel) for channel in others)]


def uses_of(organisation: Organisation) -> list[Use]:
    """Every use the form asks about: images and videos apart, in each place (C093)."""
    return [place.use(kind) for kind in Kind.values for place in places_of(organisation)]


def wordings_of(organisation: Organisation) -> QuerySet[WordingVersion]:
    """The versions of the school's own wording or, where it has none, of what stands above it; the newest first."""
    found = WordingVersion.objects.filter(organisation__in=line_of(organisation))
    own = found.filter(organisation=organisation)
    return (own if own.exists() else found).select_related("created_by").order_by("-number")


def wording_in_force(organisation: Organisation, now: datetime) -> WordingVersion | None:
    """The wording that goes out now."""
    rows = WordingVersion.objects.filter(organisation__in=line_of(organisation), effective_from__lte=now)
    by_place = {row.organisation_id: row for row in rows.order_by("number")}
    return next((by_place[pk] for pk in line_of(organisation) if pk in by_place), None)
