"""What the pages of a document and of its review show: how it stands, and what the reader may do next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from governance.kernel.dates import local_date, long_date
from governance.people.models import Person
from governance.permissions.selectors import can as verdict_on
from governance.profile.selectors import profile_for, roles_at
from policies.models import Adoption, Document, DocumentVersion, LinkedDocument, PolicyReview, ReviewSignature, Telling
from policies.rules.documents import NOT_APPROVED, VersionStatus
from policies.rules.publications import superseded
from policies.rules.release import Audience
from policies.rules.review import ReviewStatus, body, contradictions, roles_to_sign_as, stand_ins, what_keeps_it_open
from policies.selectors.reviews import equality_roles, is_reviewer, reviewers_of, signed_in_round


@dataclass(frozen=True)
class Fact:
    """One line of a summary."""

    label: str
    value: object


@dataclass(frozen=True)
class Told:
    """One audience, and how it was told, if it was."""

    audience: Audience
    telling: Telling | None


@dataclass(frozen=True)
class Link:
    """Something the document works alongside, with what is to be said of its edition."""

    linked: LinkedDocument
    superseded: str


@dataclass(frozen=True, kw_only=True)
class DocumentPage:
    """A document's page for one reader."""

    facts: Sequence[Fact]
    warnings: Sequence[str]
    versions: Sequence[DocumentVersion]
    current: DocumentVersion | None
    review: PolicyReview | None
    review_is_late: bool
    told: Sequence[Told]
    adoptions: Sequence[Adoption]
    may_write: bool
    may_open_review: bool
    may_see_review: bool
    may_tell: bool
    adopts_at: frozenset[int]
    links: Sequence[Link]

    @property
    def is_released(self) -> bool:
        """Whether all three audiences were told (T100)."""
        return all(one.telling for one in self.told)


@dataclass(frozen=True)
class Signer:
    """A body that signs a review, and whoever signed for it."""

    label: str
    signed: ReviewSignature | None


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """A review's page for one reader."""

    signers: Sequence[Signer]
    equality: ReviewSignature | None
    equality_by: str
    waits_for: Sequence[str]
    may_write: bool
    may_sign: bool
    may_check: bool
    may_ask_changes: bool
    draft: DocumentVersion | None


def page_of_document(document: Document, reader: Person, now: datetime, *, may_write: bool) -> DocumentPage:
    """Everything the page of a document shows, as far as the reader may see it."""
    place = document.organisation
    policy = document.kind == Document.Kind.POLICY
    may_review = policy and _may(reader, "policies.review", place, now=now) and is_reviewer(reader, place, now)
    versions = list(document.versions.select_related("written_by").prefetch_related("printed_dates"))
    shown = versions if may_write or may_review else [one for one in versions if one.status not in NOT_APPROVED]
    current = next((one for one in versions if one.status == VersionStatus.CURRENT), None)
    review = document.reviews.exclude(status=ReviewStatus.CLOSED).first()
    adoptions = _adoptions(current, reader, now) if current else []
    awaited = any(one.status == VersionStatus.APPROVED for one in versions)
    adopts = {one.pk for one in adoptions if _may(reader, "policies.note_adoption", one, now=now)}
    return DocumentPage(
        facts=_facts(document, current, now) if policy else [],
        warnings=_warnings(document, current, now) if policy else [],
        versions=shown,
        current=current,
        review=review,
        review_is_late=bool(review and review.due_on < local_date(now)),
        told=_told(current) if policy and current else [],
        adoptions=adoptions,
        may_write=may_write,
        may_open_review=policy and may_write and current is not None and review is None and not awaited,
        may_see_review=may_write or may_review,
        may_tell=current is not None and _may(reader, "policies.tell", place, now=now),
        adopts_at=frozenset(adopts),
        links=[Link(one, superseded(one.title, one.edition, local_date(now))) for one in document.links.all()],
    )


def _adoptions(current: DocumentVersion, reader: Person, now: datetime) -> list[Adoption]:
    """Every school's for the trust, a school's own for its people (D04)."""
    rows = current.adoptions.select_related("organisation")
    return [one for one in rows if _may(reader, "policies.view", one, now=now)]


def _facts(document: Document, current: DocumentVersion | None, now: datetime) -> list[Fact]:
    years = profile_for(document.organisation, now)["P69"]
    return [
        Fact("Approved by", current.approved_by if current else ""),
        Fact("Approved on", _day(current.approved_on if current else None)),
        Fact("In force from", _day(current.effective_from if current else None)),
        Fact("Reviewed", "Every year" if years == 1 else f"Every {years} years"),
        Fact("Next review due", _day(document.next_review_on)),
    ]


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _warnings(document: Document, current: DocumentVersion | None, now: datetime) -> list[str]:
    """What is wrong with the dates: none at all, passed, or at odds with one another (C003, Q01, Q17)."""
    if current is None:
        return []
    found = []
    if document.next_review_on is None:
        found.append("No date for the next review was ever set, so it is due now.")
    elif document.next_review_on < local_date(now):
        found.append(f"The review is late: it was due on {long_date(document.next_review_on)}.")
    printed = [(one.place, one.words, one.day) for one in current.printed_dates.all()]
    if current.approved_on is not None:
        found += contradictions(current.approved_on, profile_for(document.organisation, now)["P69"], printed)
    return found


def _told(current: DocumentVersion) -> list[Told]:
    known = {one.audience: one for one in current.tellings.select_related("recorded_by")}
    return [Told(audience, known.get(audience.value)) for audience in Audience]


def page_of_review(review: PolicyReview, reader: Person, now: datetime) -> ReviewPage:
    """Everything the page of a review shows, with what the reader may do next."""
    rows = review.signatures.filter(round=review.round).select_related("person", "signature")
    signatures = list(rows) if review.round else []
    by_role = {one.role: one for one in signatures if not one.equality}
    equality = next((one for one in signatures if one.equality), None)
    required, counted = reviewers_of(review, now), signed_in_round(review)
    checkers = equality_roles(review, now)
    signing = review.status == ReviewStatus.SIGNING
    held = roles_at(reader, review.organisation, now) if signing else {}
    may_review = _may(reader, "policies.review", review, now=now)
    reviews = signing and may_review and is_reviewer(reader, review.organisation, now)
    left = roles_to_sign_as(required, counted.roles, held) if reader.pk not in counted.people else []
    return ReviewPage(
        signers=[Signer(body(role), by_role.get(role)) for role in required],
        equality=equality,
        equality_by=" or ".join(body(role).lower() for role in checkers),
        waits_for=what_keeps_it_open(required, counted.roles, equality_checked=counted.equality) if signing else [],
        may_write=review.status == ReviewStatus.WRITING and _may(reader, "policies.publish", review, now=now),
        may_sign=reviews and bool(left),
        may_check=reviews and equality is None and _checks(checkers, held),
        may_ask_changes=reviews,
        draft=review.document.versions.filter(status=VersionStatus.DRAFTING).first(),
    )


def _may(reader: Person, action: str, thing: object, *, now: datetime) -> bool:
    return bool(verdict_on(reader, action, thing, now=now))


def _checks(checkers: Sequence[str], held: dict[str, Person | None]) -> bool:
    return any(set(stand_ins(role)) & set(held) for role in checkers)


def version_before(version: DocumentVersion) -> DocumentVersion | None:
    """The version that was in force before this one, or is still; it is what a reader has known."""
    older = DocumentVersion.objects.filter(document=version.document_id, number__lt=version.number)
    return older.exclude(status__in=NOT_APPROVED).order_by("-number").first()
