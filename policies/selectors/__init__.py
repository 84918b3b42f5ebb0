"""What is read about policies, signatures and training."""

from policies.selectors.documents import (
    accepted_versions,
    current_version,
    documents_for,
    my_signatures,
    signed_current,
    signed_current_in,
    signers_of,
)
from policies.selectors.people import people_at, people_covered, workplaces
from policies.selectors.training import PLATFORMS, courses_for, records_of, trained_for, trained_in, training_of

__all__ = [
    "PLATFORMS",
    "accepted_versions",
    "courses_for",
    "current_version",
    "documents_for",
    "my_signatures",
    "people_at",
    "people_covered",
    "records_of",
    "signed_current",
    "signed_current_in",
    "signers_of",
    "trained_for",
    "trained_in",
    "training_of",
    "workplaces",
]
