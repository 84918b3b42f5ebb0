"""What a place asks of its staff at one moment: its profile, its agreed channels, and its notice of monitoring."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from governance.profile.rules import Profile
from governance.profile.selectors import profiles_for
from policies.models import (
    ConductSheet,
    ContactChannel,
    Document,
    DocumentVersion,
    MonitoringNotice,
    MonitoringWording,
)
from policies.rules.channels import Named, still_to_agree
from policies.rules.conduct import expectations
from policies.rules.conduct_words import SENTENCES
from policies.rules.parent_notices import filled_in
from policies.rules.sheets import Sheet, mark_of
from policies.selectors.documents import line_of
from policies.selectors.people import in_force, people_at


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One place's sheet as it stands, with the profile version it rests on and the notice shown beside it."""

    organisation: Organisation
    sheet: Sheet
    profile_version: str
    wording: MonitoringWording | None
    # The agreed channels as they are kept, its own and those agreed above it.
    channels: Sequence[ContactChannel]
    # Those that the policy names and nobody here has agreed yet.
    named: Sequence[Named]

    @property
    def notice(self) -> str:
        """The notice of monitoring as it reads there, or nothing."""
        return filled_in(self.wording.text, self.organisation.name) if self.wording else ""


def asked_at(places: Sequence[Organisation], at: datetime) -> list[Asked]:
    """What each of these places asked at that moment, in as many statements for sixty as for one."""
    if not places:
        return []
    profiles = profiles_for(places, at)
    line = {pk for place in places for pk in line_of(place)}
    channels, wordings = list(_channels(line, at)), _wordings(line, at)
    return [_asked(place, profiles[place.pk], channels, wordings) for place in places]


def _asked(
    place: Organisation,
    profile: Profile,
    channels: Iterable[ContactChannel],
    wordings: Mapping[int, MonitoringWording],
) -> Asked:
    line = line_of(place)
    kept = [one for one in channels if one.organisation_id in line]
    asked = expectations({key: profile.explain(key) for key in SENTENCES})
    wording = next((wordings[pk] for pk in line if pk in wordings), None)
    sheet = Sheet(place.name, tuple(asked), tuple(one.channel for one in kept))
    return Asked(
        organisation=place,
        sheet=sheet,
        profile_version=profile.version,
        wording=wording,
        channels=tuple(kept),
        named=still_to_agree(profile.preset, [(one.name, one.audience) for one in kept]),
    )


def _channels(line: Collection[int], at: datetime) -> Iterable[ContactChannel]:
    """The channels agreed at that moment, by name."""
    rows = ContactChannel.objects.filter(organisation__in=line, agreed_at__lte=at)
    return rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at)).order_by("name", "audience", "pk")


def _wordings(line: Collection[int], at: datetime) -> dict[int, MonitoringWording]:
    """The newest wording of each organisation at that moment."""
    rows = MonitoringWording.objects.filter(organisation__in=line, written_at__lte=at)
    return {row.organisation_id: row for row in rows.order_by("number")}


def asked_of(version: DocumentVersion, person: Person, at: datetime) -> list[Asked]:
    """What the person is asked where they work, with the policy alone: terms and other texts ask nothing beside their text."""
    if version.document.kind != Document.Kind.POLICY:
        return []
    return asked_at(works_at(person, version.organisation, at), at)


def asked_on_paper(version: DocumentVersion, place: Organisation | None, at: datetime) -> list[Asked]:
    """What one school asks with the policy, as it is printed with the list of those who sign there."""
    policy = version.document.kind == Document.Kind.POLICY
    return asked_at([place], at) if place and policy else []


def works_at(person: Person, owner: Organisation, at: datetime) -> list[Organisation]:
    """Every place where the person works and which the owner's text covers: several, where they work at several."""
    covered = Q(organisation=owner) | Q(organisation__parent=owner)
    rows = Engagement.objects.filter(covered, in_force(local_date(at)), person=person)
    rows = rows.select_related("organisation").order_by("organisation__name", "pk")
    return list({row.organisation_id: row.organisation for row in rows}.values())


def mark_of_asked(several: Iterable[Asked]) -> str:
    """The fingerprint of everything that was shown; empty where nothing was."""
    shown = [(one.sheet.digest, one.wording.reference if one.wording else "") for one in several]
    return mark_of(shown) if shown else ""


def wording_of_monitoring(place: Organisation, at: datetime) -> MonitoringWording | None:
    """The notice of monitoring in force there: its own, or the nearest above it."""
    found = _wordings(line_of(place), at)
    return next((found[pk] for pk in line_of(place) if pk in found), None)


def not_told(place: Organisation, wording: MonitoringWording, today: date) -> QuerySet[Person]:
    """Who works there, has a sign-in, and was not given this very wording yet."""
    told = MonitoringNotice.objects.filter(organisation=place, wording=wording)
    return people_at([place.pk], today).filter(user__isnull=False).exclude(pk__in=told.values("person"))


def last_sheet(person: Person, place: Organisation) -> ConductSheet | None:
    """The sheet of that place that the person signed last, with when they did: one statement."""
    # In one filter: a second would look at anybody's signature under the same sheet.
    rows = ConductSheet.objects.filter(
        organisation=place, signatures__person=person, signatures__signed_at__isnull=False
    )
    rows = rows.annotate(signed_at=F("signatures__signed_at"))
    return rows.order_by("-signed_at", "-pk").first()


def has_changed(signed: ConductSheet | None, asked: Asked) -> bool:
    """Whether that place asks something else now than what was signed; nothing is said of what was never shown."""
    return signed is not None and signed.digest != asked.sheet.digest
