"""How every policy stands at once: for each school its dates, its readers, its training, who was told (C002, C013, M43)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.permissions.standing import Standing
from policies.models import (
    Acknowledgement,
    Adoption,
    Document,
    DocumentVersion,
    PolicyReview,
    Telling,
    TrainingRecord,
    UpdateReceipt,
)
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.rules.release import AdoptionStatus, Audience
from policies.rules.review import ReviewStatus
from policies.rules.training import CourseKind, TrainingStatus
from policies.rules.updates import ReceiptStatus
from policies.selectors.documents import line_of
from policies.selectors.topics import TopicHealth, topics_at

SEES = "policies.view_signatures"
NAMES = "policies.name_readers"
# What everybody is trained in; training for one platform is its posters' affair.
FOR_ALL = (CourseKind.INDUCTION, CourseKind.POLICY)


@dataclass(frozen=True)
class Readers:
    """How many people a policy covers somewhere, how many have signed and been trained; and what the trust waits for."""

    people: int = 0
    signed: int = 0
    trained: int = 0
    awaits_adoption: bool = False
    awaits_receipt: bool = False


@dataclass(frozen=True, kw_only=True)
class Health:
    """How the policy of one organisation stands."""

    organisation: Organisation
    document: Document | None
    version: DocumentVersion | None
    review: PolicyReview | None
    is_late: bool
    readers: Readers
    untold: Sequence[Audience]
    topics: Sequence[TopicHealth]

    @property
    def still_to_tell(self) -> int:
        """How many audiences were not told of the version in force."""
        return len(self.untold)

    @property
    def awaits_adoption(self) -> bool:
        """Whether the school's board has still to note its trust's policy."""
        return self.readers.awaits_adoption

    @property
    def is_well(self) -> bool:
        """Whether there is nothing left to do."""
        all_read = self.readers.signed == self.readers.trained == self.readers.people
        waits = self.is_late or self.review or self.untold or self.awaits_adoption or self.readers.awaits_receipt
        waits = waits or any(one.to_do for one in self.topics)
        return bool(self.version) and not waits and all_read


def health_for(standing: Standing, now: datetime) -> list[Health]:
    """One line for each organisation whose readers the person may see, in a fixed number of statements (Perf3)."""
    today = local_date(now)
    seen = (standing.organisations[pk] for pk in standing.organisation_ids(SEES))
    places = sorted(seen, key=lambda place: place.name)
    kept = _versions(places)
    versions = {place.pk: next((kept[pk] for pk in line_of(place) if pk in kept), None) for place in places}
    policies = {pk: version.document_id if version else 0 for pk, version in versions.items()}
    readers = _readers(policies, list(kept.values()), today)
    topics = topics_at([place.pk for place in places], today)
    return [
        _health(
            place,
            versions[place.pk],
            readers.get(place.pk, Readers()),
            today,
            topics.get(place.pk, []),
        )
        for place in places
    ]


def _health(
    place: Organisation,
    version: Any,
    readers: Readers,
    today: date,
    topics: Sequence[TopicHealth],
) -> Health:
    """The line of one place; the version brings along its open review and which audiences were told."""
    due = version.document.next_review_on if version else None
    return Health(
        organisation=place,
        document=version.document if version else None,
        version=version,
        review=PolicyReview(reference=version.review, status=version.review_status)
        if version and version.review
        else None,
        is_late=version is not None and (due is None or due < today),
        readers=readers,
        untold=[one for one in Audience if not getattr(version, f"told_{one}")] if version else [],
        topics=topics,
    )


def _versions(places: Iterable[Organisation]) -> dict[int, DocumentVersion]:
    """The policy in force at each place that keeps one, those above the reader's places included: one statement."""
    line = {pk for place in places for pk in line_of(place)}
    rows = DocumentVersion.objects.filter(
        document__organisation__in=line, document__kind=Document.Kind.POLICY, status=VersionStatus.CURRENT
    )
    review = PolicyReview.objects.filter(document=OuterRef("document")).exclude(status=ReviewStatus.CLOSED)
    told = Telling.objects.filter(version=OuterRef("pk"))
    rows = rows.annotate(
        review=Subquery(review.values("reference")[:1]),
        review_status=Subquery(review.values("status")[:1]),
        **{f"told_{one}": Exists(told.filter(audience=one)) for one in Audience},
    )
    return {row.organisation_id: row for row in rows.select_related("document")}


def _readers(policies: Mapping[int, int], versions: Collection[DocumentVersion], today: date) -> dict[int, Readers]:
    """Everybody engaged somewhere, by engagement and never by payroll, with what they have done (C014, T101).

    `policies` names for each place the document that covers people there; counted by the database, place by place.
    """
    places: dict[int, list[int]] = defaultdict(list)
    for place, document in policies.items():
        places[document].append(place)
    covered_by = Case(
        *(When(pk__in=several, then=Value(document)) for document, several in places.items()),
        default=Value(0),
        output_field=IntegerField(),
    )
    waiting = Adoption.objects.filter(status=AdoptionStatus.AWAITED, version__in=versions, organisation=OuterRef("pk"))
    unheard = UpdateReceipt.objects.filter(status=ReceiptStatus.AWAITED, organisation=OuterRef("pk"))
    here = Q(engagements__starts_on__lte=today)
    here &= Q(engagements__ends_on__isnull=True) | Q(engagements__ends_on__gte=today)
    counted = {
        "people": here,
        "signed": here & Q(_signed("engagements__person")),
        "trained": here & Q(_trained("engagements__person", today)),
    }
    known = Organisation.objects.filter(pk__in=list(policies)).annotate(
        policy=covered_by, awaits=Exists(waiting), unheard=Exists(unheard)
    )
    numbers = {name: Count("engagements__person", filter=who, distinct=True) for name, who in counted.items()}
    rows = known.order_by().annotate(**numbers).values_list("pk", *counted, "awaits", "unheard")
    return {pk: Readers(*found) for pk, *found in rows}


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
