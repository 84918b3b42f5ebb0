"""What is read about policies, signatures and training."""

from policies.selectors.documents import (
    current_version,
    documents_for,
    my_signatures,
    signers_of,
)
from policies.selectors.head_permissions import permissions_in_force
from policies.selectors.people import people_at, people_covered, workplaces
from policies.selectors.prerequisites import ANY_TRAINING, Prerequisites, prerequisites_in, signed_current, trained_for
from policies.selectors.ties import ties_in_force
from policies.selectors.training import PLATFORMS, courses_for, records_of, training_of

__all__ = [
    "ANY_TRAINING",
    "PLATFORMS",
    "Prerequisites",
    "courses_for",
    "current_version",
    "documents_for",
    "my_signatures",
    "people_at",
    "people_covered",
    "permissions_in_force",
    "prerequisites_in",
    "records_of",
    "signed_current",
    "signers_of",
    "ties_in_force",
    "trained_for",
    "training_of",
    "workplaces",
]
