"""How every policy stands at once: for each school its dates, its readers, its training, who was told (C002, C013, M43)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Engagement
from governance.permissions.standing import Standing
from policies.models import (
    Acknowledgement,
    Adoption,
    Document,
    DocumentVersion,
    PolicyReview,
    Telling,
    TrainingRecord,
)
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.rules.release import AdoptionStatus, Audience
from policies.rules.review import ReviewStatus
from policies.rules.training import CourseKind, TrainingStatus
from policies.selectors.documents import line_of
from policies.selectors.people import in_force
from policies.selectors.topics import TopicHealth, topics_at

SEES = "policies.view_signatures"
NAMES = "policies.name_readers"
# What everybody is trained in; training for one platform is its posters' affair.
FOR_ALL = (CourseKind.INDUCTION, CourseKind.POLICY)


@dataclass(frozen=True)
class Readers:
    """How many people a policy covers somewhere, and how many of them have signed and been trained."""

    people: int = 0
    signed: int = 0
    trained: int = 0


@dataclass(frozen=True, kw_only=True)
class Health:
    """How the policy of one organisation stands."""

    organisation: Organisation
    document: Document | None
    version: DocumentVersion | None
    review: PolicyReview | None
    is_late: bool
    readers: Readers
    still_to_tell: int
    awaits_adoption: bool
    topics: Sequence[TopicHealth]

    @property
    def is_well(self) -> bool:
        """Whether there is nothing left to do."""
        all_read = self.readers.signed == self.readers.trained == self.readers.people
        waits = self.is_late or self.review or self.still_to_tell or self.awaits_adoption
        waits = waits or any(one.to_do for one in self.topics)
        return bool(self.version) and not waits and all_read


def health_for(standing: Standing, now: datetime) -> list[Health]:
    """One line for each organisation whose readers the person may see, in a fixed number of statements (Perf3)."""
    today = local_date(now)
    places = list(Organisation.objects.filter(pk__in=standing.organisation_ids(SEES)).order_by("name"))
    versions = _versions(places)
    readers = _readers([place.pk for place in places], today)
    documents = {version.document_id for version in versions.values()}
    reviews = {
        one.document_id: one
        for one in PolicyReview.objects.filter(document__in=documents).exclude(status=ReviewStatus.CLOSED)
    }
    told = _told({version.pk for version in versions.values()})
    waiting = Adoption.objects.filter(status=AdoptionStatus.AWAITED, version__in=list(versions.values()))
    awaited = set(waiting.values_list("organisation_id", flat=True))
    topics = topics_at([place.pk for place in places], today)
    return [
        _health(
            place,
            versions,
            readers,
            reviews,
            told,
            today,
            awaits_adoption=place.pk in awaited,
            topics=topics[place.pk],
        )
        for place in places
    ]


def _health(
    place: Organisation,
    versions: Mapping[int, DocumentVersion],
    readers: Mapping[int, Readers],
    reviews: Mapping[int, PolicyReview],
    told: Mapping[int, int],
    today: date,
    *,
    awaits_adoption: bool,
    topics: Sequence[TopicHealth],
) -> Health:
    version = next((versions[pk] for pk in line_of(place) if pk in versions), None)
    document = version.document if version else None
    due = document.next_review_on if document else None
    return Health(
        organisation=place,
        document=document,
        version=version,
        review=reviews.get(document.pk) if document else None,
        is_late=document is not None and (due is None or due < today),
        readers=readers.get(place.pk, Readers()),
        still_to_tell=len(Audience) - told.get(version.pk, 0) if version else 0,
        awaits_adoption=awaits_adoption,
        topics=topics,
    )


def _versions(places: Iterable[Organisation]) -> dict[int, DocumentVersion]:
    """The policy in force at each place that keeps one, those above the reader's places included."""
    line = {pk for place in places for pk in line_of(place)}
    rows = DocumentVersion.objects.filter(
        document__organisation__in=line, document__kind=Document.Kind.POLICY, status=VersionStatus.CURRENT
    )
    return {row.organisation_id: row for row in rows.select_related("document")}


def _told(version_ids: Collection[int]) -> dict[int, int]:
    rows = Telling.objects.filter(version__in=version_ids).values("version_id").annotate(told=Count("pk")).order_by()
    return {row["version_id"]: row["told"] for row in rows}


def _readers(organisation_ids: Collection[int], today: date) -> dict[int, Readers]:
    """Everybody engaged somewhere, by engagement and never by payroll, with what they have done (C014, T101)."""
    engaged = Engagement.objects.filter(in_force(today), organisation__in=organisation_ids)
    done = engaged.annotate(policy=policy_of("organisation"))
    done = done.annotate(has_signed=_signed("person"), has_trained=_trained("person", today))
    people: dict[int, tuple[set[int], set[int], set[int]]] = defaultdict(lambda: (set(), set(), set()))
    for place, person, signed, trained in done.values_list(
        "organisation_id", "person_id", "has_signed", "has_trained"
    ):
        for counted, counts in zip(people[place], (True, signed, trained), strict=True):
            counted.update({person} if counts else ())
    return {place: Readers(*(len(counted) for counted in sets)) for place, sets in people.items()}


def policy_of(place: str) -> Coalesce:
    """The policy that covers people there: the organisation's own or the nearest above it."""
    kept = DocumentVersion.objects.filter(document__kind=Document.Kind.POLICY, status=VersionStatus.CURRENT)
    lines = (f"{place}_id", f"{place}__parent_id", f"{place}__root_id")
    return Coalesce(*(Subquery(kept.filter(organisation=OuterRef(line)).values("document")[:1]) for line in lines))


def _signed(person: str) -> Exists:
    """Whether the person's signature of that policy stands; one that a mended version left standing counts (Q30)."""
    return Exists(
        Acknowledgement.objects.filter(
            person=OuterRef(person), status=AcknowledgementStatus.SIGNED, version__document=OuterRef("policy")
        )
    )


def _trained(person: str, today: date) -> Exists:
    valid = TrainingRecord.objects.filter(
        person=OuterRef(person), status=TrainingStatus.VALID, course__kind__in=FOR_ALL, valid_until__gte=today
    )
    return Exists(valid)
