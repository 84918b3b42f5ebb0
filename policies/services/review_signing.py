"""Signing a review: each body once a round, the equality check, and closing with the last of them (C002, C009, T96)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from governance.duties.services import close_duties
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused
from governance.people.models import Person
from governance.people.signatures.services import sign
from governance.permissions.services import require
from governance.profile.selectors import profile_for, roles_at
from governance.workflow.services import move
from policies.duties import EQUALITY, REVIEW
from policies.models import Document, DocumentVersion, PolicyReview, ReviewSignature
from policies.rules.documents import VersionStatus
from policies.rules.review import (
    Approval,
    Outcome,
    ReviewStatus,
    body,
    fingerprint,
    next_review,
    roles_to_sign_as,
    stand_ins,
    what_keeps_it_open,
)
from policies.selectors.files import words_of
from policies.selectors.reviews import equality_roles, rarest_first, reviewers_of, signed_in_round
from policies.services.effect import take_effect
from policies.services.updates import tell_schools_of_date

CHANGED = (
    "The text has changed since you opened this page, or the review is closed. Open the review and read it again."
)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a signature needs besides the words: fresh proof of person, the printed name, and what was read (D08)."""

    proved_at: datetime | None
    printed_name: str
    # `fingerprint_of` the review as the signer had it before them.
    seen: str


@dataclass(frozen=True)
class _As:
    """The role one signs as, and for whom, where it is another's."""

    role: str
    acting_for: Person | None


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


def fingerprint_of(review: PolicyReview) -> str:
    """What lies before the reviewers now."""
    return fingerprint(review.round, _text(review))


def _text(review: PolicyReview) -> str:
    if review.version is not None:
        return words_of(review.version)
    current = DocumentVersion.objects.filter(document=review.document_id, status=VersionStatus.CURRENT).first()
    return words_of(current) if current else ""


@transaction.atomic
def sign_review(review: PolicyReview, *, by: Person, now: datetime, proof: Proof) -> PolicyReview:
    """Sign for the body one speaks for; the last signature closes the review (T96)."""
    require(by, "policies.review", review, now=now)
    _as_it_was_read(review, proof)
    required, signed = reviewers_of(review, now), signed_in_round(review)
    if by.pk in signed.people:
        raise Refused("You have signed this review already. Somebody else signs for the other bodies.")
    held = roles_at(by, review.organisation, now)
    acting = _best(roles_to_sign_as(required, signed.roles, held), held, review, now)
    if acting is None:
        raise NotAllowed("Others sign this review.")
    _sign(review, statement_of(review), acting, by=by, now=now, proof=proof)
    for one in stand_ins(acting.role):
        if one == acting.role or one not in required:
            close_duties(review, kinds=[REVIEW], asked_role=one, now=now, outcome="sign")
    return _close_if_done(review, by=by, now=now)


@transaction.atomic
def check_equality(review: PolicyReview, *, note: str, by: Person, now: datetime, proof: Proof) -> PolicyReview:
    """Sign that the wording discriminates against nobody (C009)."""
    require(by, "policies.review", review, now=now)
    _as_it_was_read(review, proof)
    held = roles_at(by, review.organisation, now)
    mine = roles_to_sign_as(equality_roles(review, now), (), held)
    acting = _best(mine, held, review, now)
    if acting is None:
        raise NotAllowed("Somebody else makes the equality check here.")
    if signed_in_round(review).equality:
        raise Refused("The equality check is signed already.")
    _sign(review, equality_statement_of(review), acting, by=by, now=now, proof=proof, equality=True, note=note)
    close_duties(review, kinds=[EQUALITY], now=now, outcome="sign")
    return _close_if_done(review, by=by, now=now)


def _best(roles: list[str], held: dict[str, Person | None], review: PolicyReview, now: datetime) -> _As | None:
    """In one's own right before another's; and as what few others could sign as, so that nobody is left without a role."""
    choices = [
        _As(role, held[one]) for role in rarest_first(roles, review, now) for one in stand_ins(role) if one in held
    ]
    own = [choice for choice in choices if choice.acting_for is None]
    return next(iter(own or choices), None)


def _as_it_was_read(review: PolicyReview, proof: Proof) -> None:
    """Nobody signs what they have not had before them, nor a review that is not with its reviewers; signers take turns."""
    row = PolicyReview.objects.select_for_update().filter(pk=review.pk).values_list("status", "round").first()
    if row != (ReviewStatus.SIGNING, review.round):
        raise Refused("This review is not with its reviewers. Open it again and see how it stands.")
    if proof.seen != fingerprint_of(review):
        raise Refused(CHANGED)


def _sign(
    review: PolicyReview,
    statement: str,
    acting: _As,
    *,
    by: Person,
    now: datetime,
    proof: Proof,
    equality: bool = False,
    note: str = "",
) -> None:
    signature = sign(
        by=by,
        thing=review,
        statement=f"{statement}\n\n{_text(review)}",
        version=f"{review.reference}:{review.round}",
        now=now,
        proved_at=proof.proved_at,
        printed_name=proof.printed_name,
        acting_for=acting.acting_for,
    )
    ReviewSignature.objects.create(
        review=review,
        round=review.round,
        role=acting.role,
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
    # A text that is in force at once tells of its date as well; else the date is news of its own (C005).
    if review.version is None or (review.effective_from or today) > today:
        tell_schools_of_date(review.document, now=now)
    if review.version is not None:
        bodies = ", ".join(body(role) for role in required)
        # The day that was chosen may have passed while the last reviewer was waited for.
        effective = max(review.effective_from or today, today)
        _approve(review.version, Approval(by=bodies, on=today, effective_from=effective), by, now)
    return review


def _approve(version: DocumentVersion, approval: Approval, by: Person, now: datetime) -> None:
    move(version, "approve", by=by, now=now, changes=approval.as_changes())
    if approval.effective_from <= local_date(now):
        take_effect(version, "take_effect", by=SYSTEM, now=now)


def put_approved_in_force(now: datetime) -> int:
    """Each day: what was approved for today, or for a day that was missed, comes into force (D16)."""
    rows = DocumentVersion.objects.filter(status=VersionStatus.APPROVED, effective_from__lte=local_date(now))
    ready = list(rows.select_related("document__organisation", "organisation"))
    for version in ready:
        take_effect(version, "take_effect", by=SYSTEM, now=now)
    return len(ready)
