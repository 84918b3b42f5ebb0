"""Reviewing a policy: opened ahead, written, signed by every body required, closed with the next date (C002, J19, T96)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from governance.duties.services import close_duties, open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import NotAllowed, Refused
from governance.people.models import Person
from governance.people.signatures.services import sign
from governance.permissions.services import require
from governance.profile.selectors import profile_for, roles_at
from governance.workflow.services import begin, move
from policies.duties import REVIEW
from policies.models import Document, DocumentVersion, PolicyReview, ReviewSignature
from policies.rules.documents import VersionStatus
from policies.rules.review import (
    OPENS_AHEAD,
    Approval,
    Outcome,
    ReviewStatus,
    body,
    next_review,
    roles_to_sign_as,
    stand_ins,
    what_keeps_it_open,
    years_later,
)
from policies.selectors.reviews import equality_roles, reviewers_of, signed_in_round
from policies.services.effect import take_effect


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a signature needs besides the words: fresh proof of person and the name as it was printed (D08)."""

    proved_at: datetime | None
    printed_name: str


@transaction.atomic
def open_review(document: Document, *, by: Person | SystemActor, now: datetime) -> PolicyReview:
    """Open the next review of a policy and ask every body that must sign it (J19)."""
    if isinstance(by, Person):
        require(by, "policies.publish", document.organisation, now=now)
    if document.kind != Document.Kind.POLICY:
        raise Refused("Only a policy is reviewed. Write a new version of this document instead.")
    if PolicyReview.objects.filter(document=document).exclude(status=ReviewStatus.CLOSED).exists():
        raise Refused("A review of this policy is open already.")
    due_on = document.next_review_on or local_date(now)
    review = PolicyReview(document=document, organisation=document.organisation, due_on=due_on)
    begin(review, by=by, now=now, action="policies.publish", facts={"document": document.reference})
    for role in reviewers_of(review, now):
        open_duty(
            REVIEW,
            review,
            organisation=document.organisation,
            due_at=local_midnight(due_on + timedelta(days=1)),
            now=now,
            asked_role=role,
            label=f"Review: {document.title}",
            url=review.get_absolute_url(),
        )
    return review


def open_due_reviews(now: datetime) -> int:
    """Each day: open what falls due within ninety days; a night missed or run twice changes nothing (D16, Q17)."""
    soon = Document.objects.filter(
        Q(next_review_on__lte=local_date(now) + OPENS_AHEAD) | Q(next_review_on__isnull=True),
        kind=Document.Kind.POLICY,
        versions__status=VersionStatus.CURRENT,
    ).exclude(reviews__status__in=(ReviewStatus.WRITING, ReviewStatus.SIGNING))
    return len([open_review(document, by=SYSTEM, now=now) for document in soon.select_related("organisation")])


@transaction.atomic
def submit_review(review: PolicyReview, *, keep: bool, effective_from: date | None, by: Person, now: datetime) -> None:
    """Lay the new text, or the text as it stands, before the reviewers; whoever signed an earlier round signs again."""
    draft = DocumentVersion.objects.filter(document=review.document, status=VersionStatus.DRAFTING).first()
    if not keep and (draft is None or not draft.text.strip()):
        raise Refused("There is no new text yet. Write it first, or say that the text stays as it is.")
    if effective_from is not None and effective_from < local_date(now):
        raise Refused("A new text comes into force today or later, not in the past.")
    changes: dict[str, Any] = {
        "round": review.round + 1,
        "version": None,
        "outcome": Outcome.KEEP,
        "effective_from": None,
    }
    if not keep and draft is not None:
        outcome = Outcome.MAJOR if draft.material else Outcome.MINOR
        changes |= {"version": draft, "outcome": outcome, "effective_from": effective_from}
        move(draft, "submit", by=by, now=now, facts={"review": review.reference})
    move(review, "submit", by=by, now=now, facts={"outcome": str(changes["outcome"])}, changes=changes)


@transaction.atomic
def ask_changes(review: PolicyReview, *, reason: str, by: Person, now: datetime) -> None:
    """Send it back to be written again, with the reason; the signatures of this round no longer count."""
    held = roles_at(by, review.organisation, now)
    bodies = [one for role in (*reviewers_of(review, now), *equality_roles(review, now)) for one in stand_ins(role)]
    if not set(bodies) & set(held):
        raise NotAllowed("Others review this policy.")
    move(review, "ask_changes", by=by, now=now, reason=reason)
    if review.version is not None:
        move(review.version, "ask_changes", by=by, now=now, facts={"review": review.reference})


def statement_of(review: PolicyReview) -> str:
    """The words a reviewer signs: which text, and whether everybody is asked again (C002)."""
    title = review.document.title
    if review.version is None:
        return f"I have reviewed “{title}”, and it stays as it is."
    ends = {Outcome.MAJOR: "everybody signs it again", Outcome.MINOR: "signatures given before go on counting"}
    return (
        f"I have reviewed and approve “{title}”, version {review.version.number}. "
        f"The change is {review.outcome}: {ends[Outcome(review.outcome)]}."
    )


def equality_statement_of(review: PolicyReview) -> str:
    """The words under the equality check (C009)."""
    return f"I have checked the wording of “{review.document.title}”, and it discriminates against nobody."


@transaction.atomic
def sign_review(review: PolicyReview, *, by: Person, now: datetime, proof: Proof) -> PolicyReview:
    """Sign for the body one speaks for; the last signature closes the review (T96)."""
    require(by, "policies.review", review, now=now)
    _with_reviewers(review)
    required, signed = reviewers_of(review, now), signed_in_round(review)
    acting = roles_at(by, review.organisation, now)
    if by.pk in signed.people:
        raise Refused("You have signed this review already. Somebody else signs for the other bodies.")
    mine = roles_to_sign_as(required, signed.roles, acting)
    if not mine:
        raise NotAllowed("Others sign this review.")
    role = mine[0]
    acting_for = next((acting[one] for one in stand_ins(role) if one in acting), None)
    _sign(review, statement_of(review), role, by=by, now=now, proof=proof, acting_for=acting_for)
    for one in stand_ins(role):
        close_duties(review, kinds=[REVIEW], asked_role=one, now=now, outcome="sign")
    return _close_if_done(review, by=by, now=now)


@transaction.atomic
def check_equality(review: PolicyReview, *, note: str, by: Person, now: datetime, proof: Proof) -> PolicyReview:
    """Sign that the wording discriminates against nobody (C009)."""
    require(by, "policies.review", review, now=now)
    _with_reviewers(review)
    held = roles_at(by, review.organisation, now)
    role = next((role for role in equality_roles(review, now) if set(stand_ins(role)) & set(held)), None)
    if role is None:
        raise NotAllowed("Somebody else makes the equality check here.")
    if signed_in_round(review).equality:
        raise Refused("The equality check is signed already.")
    statement = equality_statement_of(review)
    _sign(review, statement, role, by=by, now=now, proof=proof, equality=True, note=note)
    return _close_if_done(review, by=by, now=now)


def _with_reviewers(review: PolicyReview) -> None:
    """Nobody signs a text that is still being written, nor a review that is closed; two signers wait for each other."""
    row = PolicyReview.objects.select_for_update().filter(pk=review.pk).values_list("status", "round").first()
    if row != (ReviewStatus.SIGNING, review.round):
        raise Refused("This review is not with its reviewers. Open it again and see how it stands.")


def _sign(
    review: PolicyReview,
    statement: str,
    role: str,
    *,
    by: Person,
    now: datetime,
    proof: Proof,
    acting_for: Person | None = None,
    equality: bool = False,
    note: str = "",
) -> None:
    text = review.version.text if review.version else _current(review).text
    signature = sign(
        by=by,
        thing=review,
        statement=f"{statement}\n\n{text}",
        version=f"{review.reference}:{review.round}",
        now=now,
        proved_at=proof.proved_at,
        printed_name=proof.printed_name,
        acting_for=acting_for,
    )
    ReviewSignature.objects.create(
        review=review,
        round=review.round,
        role=role,
        equality=equality,
        note=note,
        person=by,
        signature=signature,
        signed_at=now,
    )


def _close_if_done(review: PolicyReview, *, by: Person, now: datetime) -> PolicyReview:
    """Close the review once every body and the equality check have signed; the new text takes effect on its day."""
    required, signed = reviewers_of(review, now), signed_in_round(review)
    if what_keeps_it_open(required, signed.roles, equality_checked=signed.equality):
        return review
    today = local_date(now)
    due = next_review(today, profile_for(review.organisation, now)["P69"])
    move(review, "close", by=by, now=now, changes={"closed_on": today, "next_review_on": due})
    Document.objects.filter(pk=review.document_id).update(next_review_on=due)
    if review.version is not None:
        bodies = ", ".join(body(role) for role in required)
        _approve(review.version, Approval(by=bodies, on=today, effective_from=review.effective_from or today), by, now)
    return review


def _approve(version: DocumentVersion, approval: Approval, by: Person, now: datetime) -> None:
    move(version, "approve", by=by, now=now, changes=approval.as_changes())
    if approval.effective_from <= local_date(now):
        take_effect(version, "take_effect", by=SYSTEM, now=now)


def _current(review: PolicyReview) -> DocumentVersion:
    return DocumentVersion.objects.get(document=review.document_id, status=VersionStatus.CURRENT)


def put_approved_in_force(now: datetime) -> int:
    """Each day: what was approved for today, or for a day that was missed, comes into force (D16)."""
    rows = DocumentVersion.objects.filter(status=VersionStatus.APPROVED, effective_from__lte=local_date(now))
    ready = list(rows.select_related("document__organisation", "organisation"))
    for version in ready:
        take_effect(version, "take_effect", by=SYSTEM, now=now)
    return len(ready)


@transaction.atomic
def withdraw_version(version: DocumentVersion, *, reason: str, by: Person, now: datetime) -> None:
    """Take back what was approved before its day comes; the text in force stays, and its review is due again now."""
    move(version, "withdraw", by=by, now=now, reason=reason)
    before = version.document.versions.filter(status=VersionStatus.CURRENT).first()
    due = years_later(before.approved_on, 1) if before and before.approved_on else local_date(now)
    Document.objects.filter(pk=version.document_id).update(next_review_on=min(due, local_date(now)))
