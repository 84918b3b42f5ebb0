"""What is read about policies, signatures and training."""

from policies.selectors.contacts import (
    contacts_of,
    filled_places,
    places_of,
    school_read_in,
    schools_read_in,
    still_empty,
)
from policies.selectors.documents import current_version, documents_for, my_signatures, public_versions, signers_of
from policies.selectors.files import draft_from_file, file_of, files_of, public_file, words_of
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
from policies.selectors.questions import questions_for, shared_questions
from policies.selectors.readers import changes_since, last_signed, version_to_compare
from policies.selectors.reading_lists import read_so_far, reading_of
from policies.selectors.reviews import is_reviewer
from policies.selectors.search import found_documents
from policies.selectors.sheets import Asked, asked_at, asked_of, has_changed, last_sheet, mark_of_asked
from policies.selectors.teaching import classes_with_leads, logged_for, mine, year_of
from policies.selectors.ties import ties_in_force
from policies.selectors.training import PLATFORMS, courses_for, training_of, training_to_confirm

__all__ = [
    "ANY_TRAINING",
    "PLATFORMS",
    "POSTERS",
    "Asked",
    "Prerequisites",
    "asked_at",
    "asked_of",
    "board_records_of",
    "boards_for",
    "changes_since",
    "classes_with_leads",
    "contacts_of",
    "courses_for",
    "current_version",
    "documents_for",
    "draft_from_file",
    "file_of",
    "files_of",
    "filled_places",
    "found_documents",
    "governors_of",
    "has_changed",
    "is_reviewer",
    "last_confirmed",
    "last_sheet",
    "last_signed",
    "logged_for",
    "mark_of_asked",
    "mine",
    "my_signatures",
    "notices_for",
    "page_of_document",
    "page_of_review",
    "people_at",
    "people_covered",
    "permissions_in_force",
    "places_of",
    "prerequisites_in",
    "public_file",
    "public_versions",
    "questions_for",
    "read_so_far",
    "reading_of",
    "safeguarding_leads_of",
    "school_read_in",
    "schools_read_in",
    "shared_questions",
    "signed_current",
    "signers_of",
    "still_empty",
    "ties_in_force",
    "trained_for",
    "training_of",
    "training_to_confirm",
    "version_before",
    "version_to_compare",
    "wording_of",
    "wordings_of",
    "words_of",
    "workplaces",
    "year_of",
]
