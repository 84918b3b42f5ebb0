"""Opening a review of a policy, laying a text before its reviewers, and sending it back (C002, J19)."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import NotAllowed, Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import begin, move
from policies.duties import EQUALITY, REVIEW
from policies.models import Document, DocumentVersion, PolicyReview
from policies.rules.documents import VersionStatus
from policies.rules.review import OPENS_AHEAD, Outcome, ReviewStatus, who_cannot_review
from policies.selectors.reviews import equality_roles, is_reviewer, reviewers_of
from policies.services.documents import refuse_unread
from policies.services.updates import tell_schools_of_date

logger = logging.getLogger("gatepost.policies")
OPEN_ALREADY = "A review of this policy is open already."


def require_reviewer(person: Person, organisation: Organisation, now: datetime) -> None:
    """Refuse whoever speaks for no body that reviews the policy there, whatever their role elsewhere (P68, P75)."""
    if not is_reviewer(person, organisation, now):
        raise NotAllowed("Others review this policy.")


@transaction.atomic
def open_review(document: Document, *, by: Person | SystemActor, now: datetime) -> PolicyReview:
    """Open the next review of a policy and ask every body that must sign it (J19)."""
    if isinstance(by, Person):
        require(by, "policies.publish", document.organisation, now=now)
    if document.kind != Document.Kind.POLICY:
        raise Refused("Only a policy is reviewed. Write a new version of this document instead.")
    _text_stands(document)
    if PolicyReview.objects.filter(document=document).exclude(status=ReviewStatus.CLOSED).exists():
        raise Refused(OPEN_ALREADY)
    due_on = document.next_review_on or local_date(now)
    review = PolicyReview(document=document, organisation=document.organisation, due_on=due_on)
    try:
        with transaction.atomic():
            begin(review, by=by, now=now, action="policies.publish", facts={"document": document.reference})
    except IntegrityError:
        raise Refused(OPEN_ALREADY) from None
    _ask(review, reviewers_of(review, now), REVIEW, "Review", now)
    return review


def _text_stands(document: Document) -> None:
    """There is one text to review: something is in force, and nothing approved waits to take its place."""
    statuses = set(document.versions.values_list("status", flat=True))
    if VersionStatus.CURRENT not in statuses:
        raise Refused("No version is in force yet, so there is nothing to review.")
    if VersionStatus.APPROVED in statuses:
        raise Refused("A version is approved and waits for its day. Review the policy once it is in force.")


def _ask(review: PolicyReview, roles: Sequence[str], kind: str, what: str, now: datetime) -> None:
    """Ask each role once while it stays open; whoever signed an earlier round is asked again."""
    for role in roles:
        open_duty(
            kind,
            review,
            organisation=review.organisation,
            due_at=local_midnight(review.due_on + timedelta(days=1)),
            now=now,
            asked_role=role,
            label=f"{what}: {review.document.title}",
            url=review.get_absolute_url(),
        )


def open_due_reviews(now: datetime) -> int:
    """Each day: open what falls due within ninety days; a night missed or run twice changes nothing (D16, Q17)."""
    soon = (
        Document.objects.filter(
            Q(next_review_on__lte=local_date(now) + OPENS_AHEAD) | Q(next_review_on__isnull=True),
            kind=Document.Kind.POLICY,
            versions__status=VersionStatus.CURRENT,
        )
        .exclude(reviews__status__in=(ReviewStatus.WRITING, ReviewStatus.SIGNING))
        .exclude(versions__status=VersionStatus.APPROVED)
    )
    return sum(_opened(document, now) for document in soon.select_related("organisation"))


def _opened(document: Document, now: datetime) -> int:
    """One at a time: what stands in the way of one review holds up no other."""
    try:
        open_review(document, by=SYSTEM, now=now)
    except Refused:
        logger.info("The review of %s was opened by somebody else", document.reference)
        return 0
    return 1


@transaction.atomic
def submit_review(review: PolicyReview, *, keep: bool, effective_from: date | None, by: Person, now: datetime) -> None:
    """Lay the new text, or the text as it stands, before the reviewers; whoever signed an earlier round signs again."""
    draft = DocumentVersion.objects.filter(document=review.document, status=VersionStatus.DRAFTING).first()
    if not keep and (draft is None or not draft.text.strip()):
        raise Refused("There is no new text yet. Write it first, or say that the text stays as it is.")
    if not keep and draft is not None:
        refuse_unread(draft)
    if effective_from is not None and effective_from < local_date(now):
        raise Refused("A new text comes into force today or later, not in the past.")
    _text_stands(review.document)
    required, checkers = reviewers_of(review, now), equality_roles(review, now)
    if strangers := who_cannot_review(required):
        raise Refused(
            f"The policy profile names {', '.join(strangers)}, who cannot sign a review. Change it first (P68)."
        )
    changes: dict[str, Any] = {"round": review.round + 1, "required": required, "checkers": checkers}
    changes |= {"version": None, "outcome": Outcome.KEEP, "effective_from": None}
    if not keep and draft is not None:
        outcome = Outcome.MAJOR if draft.material else Outcome.MINOR
        changes |= {"version": draft, "outcome": outcome, "effective_from": effective_from}
        move(draft, "submit", by=by, now=now, facts={"review": review.reference})
    move(review, "submit", by=by, now=now, facts={"outcome": str(changes["outcome"])}, changes=changes)
    _ask(review, required, REVIEW, "Review", now)
    _ask(review, checkers[:1], EQUALITY, "Equality check", now)


@transaction.atomic
def ask_changes(review: PolicyReview, *, reason: str, by: Person, now: datetime) -> None:
    """Send it back to be written again, with the reason; the signatures of this round no longer count."""
    require(by, "policies.review", review, now=now)
    require_reviewer(by, review.organisation, now)
    move(review, "ask_changes", by=by, now=now, reason=reason)
    if review.version is not None:
        move(review.version, "ask_changes", by=by, now=now, facts={"review": review.reference})


@transaction.atomic
def withdraw_version(version: DocumentVersion, *, reason: str, by: Person, now: datetime) -> None:
    """Take back what was approved before its day comes; the text in force stays, and its review is due again now."""
    require(by, "policies.review", version, now=now)
    require_reviewer(by, version.organisation, now)
    move(version, "withdraw", by=by, now=now, reason=reason)
    Document.objects.filter(pk=version.document_id).update(next_review_on=local_date(now))
    tell_schools_of_date(version.document, now=now)
