"""What is read about policies, signatures and training."""

from policies.selectors.documents import current_version, documents_for, my_signatures, public_versions, signers_of
from policies.selectors.governors import (
    board_records_of,
    boards_for,
    governors_of,
    last_confirmed,
    safeguarding_leads_of,
)
from policies.selectors.head_permissions import permissions_in_force
from policies.selectors.learners import POSTERS
from policies.selectors.pages import page_of_document, page_of_review, version_before
from policies.selectors.parent_notices import notices_for, wording_of, wordings_of
from policies.selectors.people import people_at, people_covered, workplaces
from policies.selectors.prerequisites import ANY_TRAINING, Prerequisites, prerequisites_in, signed_current, trained_for
from policies.selectors.reviews import is_reviewer
from policies.selectors.teaching import classes_with_leads, logged_for, mine, year_of
from policies.selectors.ties import ties_in_force
from policies.selectors.training import PLATFORMS, courses_for, training_of, training_to_confirm

__all__ = [
    "ANY_TRAINING",
    "PLATFORMS",
    "POSTERS",
    "Prerequisites",
    "board_records_of",
    "boards_for",
    "classes_with_leads",
    "courses_for",
    "current_version",
    "documents_for",
    "governors_of",
    "is_reviewer",
    "last_confirmed",
    "logged_for",
    "mine",
    "my_signatures",
    "notices_for",
    "page_of_document",
    "page_of_review",
    "people_at",
    "people_covered",
    "permissions_in_force",
    "prerequisites_in",
    "public_versions",
    "safeguarding_leads_of",
    "signed_current",
    "signers_of",
    "ties_in_force",
    "trained_for",
    "training_of",
    "training_to_confirm",
    "version_before",
    "wording_of",
    "wordings_of",
    "workplaces",
    "year_of",
]
