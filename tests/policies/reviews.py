"""Walking a policy through its review, for the tests."""

from datetime import date

from policies.models import PolicyReview
from policies.rules.review import Approval
from policies.services import (
    Proof,
    check_equality,
    open_review,
    sign_review,
    submit_review,
    write_version,
)
from policies.services.review_signing import fingerprint_of

FOUND = Approval(by="Governing board", on=date(2026, 9, 1), effective_from=date(2026, 9, 1))


def proof_of(person, now, review):
    """Fresh proof of somebody who has read the review as it stands."""
    return Proof(proved_at=now, printed_name=person.name, seen=fingerprint_of(review))


def open_and_submit(document, *, by, now, text="Be kinder.", material=True, **more):
    """A review with a new text before its reviewers; `keep=True` keeps the text."""
    review = open_review(document, by=by, now=now)
    if not more.get("keep"):
        write_version(document=document, text=text, material=material, by=by, now=now)
    submit_review(review, **{"keep": False, "effective_from": None, **more}, by=by, now=now)
    return PolicyReview.objects.get(pk=review.pk)


def sign_as(review, person, now):
    """One reviewer signs."""
    found = PolicyReview.objects.get(pk=review.pk)
    return sign_review(found, by=person, now=now, proof=proof_of(person, now, found))


def check_as(review, person, now, note=""):
    """One signs the equality check."""
    found = PolicyReview.objects.get(pk=review.pk)
    return check_equality(found, note=note, by=person, now=now, proof=proof_of(person, now, found))


def review_policy(document, *, by, reviewers, checker, now, **more):
    """From opening to the last signature."""
    review = open_and_submit(document, by=by, now=now, **more)
    check_as(review, checker, now)
    for person in reviewers:
        sign_as(review, person, now)
    return PolicyReview.objects.get(pk=review.pk)
