"""Where a school's pictures may go: its accounts and those above it, its website, its print; and the form's wording."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from django.db.models import Q, QuerySet

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


def uses_of(places: Sequence[Place]) -> list[Use]:
    """Every use the form asks about: images and videos apart, in each place (C093)."""
    return [place.use(kind) for kind in Kind.values for place in places]


def wordings_of(organisation: Organisation, now: datetime) -> QuerySet[WordingVersion]:
    """The versions a family's form may bear: of whoever's wording is in force, and what is nearer and yet to start."""
    current = wording_in_force(organisation, now)
    places = line_of(organisation)
    if current is not None:
        places = [*_nearer(organisation, current), current.organisation_id]
    found = WordingVersion.objects.filter(organisation__in=places)
    return found.select_related("organisation", "created_by").order_by("-effective_from", "-number")


def wording_in_force(organisation: Organisation, now: datetime) -> WordingVersion | None:
    """The wording that goes out now."""
    rows = WordingVersion.objects.filter(organisation__in=line_of(organisation), effective_from__lte=now)
    by_place = {row.organisation_id: row for row in rows.order_by("number")}
    return next((by_place[pk] for pk in line_of(organisation) if pk in by_place), None)


def replacing(wording: WordingVersion, organisation: Organisation) -> QuerySet[WordingVersion]:
    """The material versions that take its place for the school, in force or to come, the first to start first (Q30)."""
    newer = Q(organisation=wording.organisation_id, number__gt=wording.number)
    own = Q(organisation__in=_nearer(organisation, wording))
    return WordingVersion.objects.filter(newer | own, material=True).order_by("effective_from", "number")


def schools_under(wording: WordingVersion) -> list[int]:
    """Those whose wording in force it becomes on its first day: all below that have none nearer by then."""
    place = wording.organisation_id
    tree = Organisation.objects.filter(Q(pk=place) | Q(parent=place) | Q(root=place)).order_by("pk")
    started = WordingVersion.objects.filter(effective_from__lte=wording.effective_from)
    having = set(started.order_by().values_list("organisation_id", flat=True))
    return [one.pk for one in tree if next(pk for pk in line_of(one) if pk in having) == place]


def _nearer(organisation: Organisation, wording: WordingVersion) -> list[int]:
    """The places between the school and whoever wrote the wording, whose own would come first."""
    return list(takewhile(lambda pk: pk != wording.organisation_id, line_of(organisation)))
