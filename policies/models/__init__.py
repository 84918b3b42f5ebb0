"""Documents and their versions, signatures asked for, courses and training, and what staff declare."""

from policies.models.documents import Acknowledgement, Document, DocumentVersion
from policies.models.head_permissions import HeadPermission
from policies.models.self_reviews import PrivacyReview
from policies.models.ties import FamilyTie
from policies.models.training import Course, TrainingRecord

__all__ = [
    "Acknowledgement",
    "Course",
    "Document",
    "DocumentVersion",
    "FamilyTie",
    "HeadPermission",
    "PrivacyReview",
    "TrainingRecord",
]
