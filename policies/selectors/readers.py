"""Who reads what: whom a policy covers and nobody has asked yet, and what one person has signed over the years (C012, J23)."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from governance.people.models import Engagement, Person
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import NOT_APPROVED, AcknowledgementStatus, VersionStatus
from policies.rules.signing import ASKED_AGAIN_AHEAD
from policies.selectors.pages import version_before
from policies.selectors.people import in_force

ASKED_OR_SIGNED = (
    AcknowledgementStatus.DUE,
    AcknowledgementStatus.OVERDUE,
    AcknowledgementStatus.EXCUSED,
    AcknowledgementStatus.SIGNED,
)


def not_asked_yet(today: date) -> list[tuple[int, int]]:
    """Each person at a live organisation with the policy in force there that they were never asked for: one statement."""
    engaged = Engagement.objects.filter(in_force(today), organisation__is_live=True).annotate(version=_policy())
    asked = Acknowledgement.objects.filter(
        person=OuterRef("person"), version__document__versions=OuterRef("version"), status__in=ASKED_OR_SIGNED
    )
    missing = engaged.filter(~Exists(asked), version__isnull=False).order_by("version", "person")
    return list(missing.values_list("person_id", "version").distinct())


def _policy() -> Coalesce:
    """The version in force where somebody works: the organisation's own policy or the nearest above it."""
    kept = DocumentVersion.objects.filter(document__kind=Document.Kind.POLICY, status=VersionStatus.CURRENT)
    lines = ("organisation", "organisation__parent", "organisation__root")
    return Coalesce(*(Subquery(kept.filter(organisation=OuterRef(line)).values("pk")[:1]) for line in lines))


def signed_by(person: Person, places: Collection[int] | None = None) -> QuerySet[Acknowledgement]:
    """Everything one person was ever asked to sign, with the proof of what they signed; it outlives versions and leaving.

    `places` are those for which somebody else may ask.
    """
    rows = Acknowledgement.objects.filter(person=person)
    asked = rows if places is None else rows.filter(organisation__in=places)
    named = asked.select_related("version__document__organisation", "signature__witness", "organisation")
    named = named.prefetch_related("sheets__organisation", "monitoring_notices__wording__organisation")
    return named.order_by("-created_at", "-pk")


def last_signed(person: Person, version: DocumentVersion) -> Acknowledgement | None:
    """The earlier version of this document that the person signed last, if any: what they are shown the changes from."""
    earlier = Acknowledgement.objects.filter(
        person=person,
        version__document=version.document_id,
        version__number__lt=version.number,
        signed_at__isnull=False,
    )
    return earlier.select_related("version").order_by("-version__number", "-signed_at").first()


def still_to_sign(
    version: DocumentVersion, organisation_ids: Collection[int], today: date
) -> QuerySet[Acknowledgement]:
    """Who has yet to sign the version at these places, or to sign it again within the month, by name."""
    rows = Acknowledgement.objects.filter(version=version, organisation__in=organisation_ids)
    open_now = Q(status__in=(AcknowledgementStatus.DUE, AcknowledgementStatus.OVERDUE))
    again = Q(status=AcknowledgementStatus.SIGNED, stands_until__lte=today + ASKED_AGAIN_AHEAD)
    asked = rows.filter(open_now | again).select_related("person__user", "organisation")
    return asked.order_by("organisation__name", "person__family_name", "person__given_name", "pk")


def version_to_compare(version: DocumentVersion, since: str) -> DocumentVersion | None:
    """The earlier version that was asked for or, where none was, the one before."""
    older = DocumentVersion.objects.filter(document=version.document_id, number__lt=version.number)
    known = older.exclude(status__in=NOT_APPROVED)
    asked = known.filter(number=int(since)).first() if since.isdecimal() and len(since) < 6 else None
    return asked or version_before(version)


def changes_since(before: DocumentVersion | None, version: DocumentVersion) -> list[DocumentVersion]:
    """Each version after the earlier one that says what it changed, the newest first."""
    since = before.number if before else 0
    noted = DocumentVersion.objects.filter(
        document=version.document_id, number__gt=since, number__lte=version.number
    ).exclude(changes="")
    return list(noted.order_by("-number"))
