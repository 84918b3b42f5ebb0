"""Who has to read a document, who has not been asked yet, and how many have read it (C021)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from governance.people.models import Engagement, Person
from governance.permissions.standing import Standing
from policies.models import Acknowledgement, Document, DocumentVersion, ReadingList
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.rules.reading import VersionFacts, versions_that_count
from policies.rules.reading_lists import ASSISTANTS, Readers
from policies.selectors.people import in_force

ASKED = (
    AcknowledgementStatus.DUE,
    AcknowledgementStatus.OVERDUE,
    AcknowledgementStatus.EXCUSED,
    AcknowledgementStatus.SIGNED,
)


@dataclass(frozen=True)
class Read:
    """How far the reading of a document has come, where the reader of the page may know."""

    asked: int
    read: int


def readers_of(reading: ReadingList, today: date) -> QuerySet[Person]:
    """Everybody engaged where the document holds, as far as the list names them."""
    place = reading.document.organisation
    engaged = Engagement.objects.filter(
        Q(organisation=place) | Q(organisation__parent=place), in_force(today), _named_by(reading)
    )
    return Person.objects.filter(pk__in=engaged.values("person")).order_by("family_name", "given_name", "pk")


def _named_by(reading: ReadingList) -> Q:
    if reading.readers == Readers.TEACHING:
        return Q(teaches=True) | Q(job_title__icontains=ASSISTANTS)
    return Q(kind__in=reading.kinds) if reading.readers == Readers.KINDS else Q()


def not_asked_yet(reading: ReadingList, version: DocumentVersion, today: date) -> QuerySet[Person]:
    """Those who have to read it and were asked for no version that still counts (Q30)."""
    published = DocumentVersion.objects.filter(document=version.document_id, published_at__isnull=False)
    facts = [VersionFacts(*row) for row in published.values_list("pk", "number", "material")]
    asked = Acknowledgement.objects.filter(version__in=versions_that_count(facts), status__in=ASKED)
    return readers_of(reading, today).exclude(pk__in=asked.values("person"))


def reading_of(document: Document) -> ReadingList | None:
    """The list of a document that has one."""
    return ReadingList.objects.filter(document=document).first()


def read_so_far(document: Document, standing: Standing) -> Read | None:
    """How many were asked for the version in force and how many have read it, where the reader may count them (M43)."""
    places = standing.organisation_ids("policies.view_signatures")
    if not places:
        return None
    rows = Acknowledgement.objects.filter(
        version__document=document, version__status=VersionStatus.CURRENT, organisation__in=places, status__in=ASKED
    )
    signed = Count("pk", filter=Q(status=AcknowledgementStatus.SIGNED))
    found = rows.aggregate(asked=Count("pk"), read=signed)
    return Read(**found)
