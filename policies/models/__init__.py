"""Documents, their versions and reviews; signatures asked for; courses and training."""

from policies.models.documents import Acknowledgement, Document, DocumentVersion
from policies.models.release import Adoption, Telling
from policies.models.reviews import PolicyReview, PrintedDate, ReviewSignature
from policies.models.training import Course, TrainingRecord

__all__ = [
    "Acknowledgement",
    "Adoption",
    "Course",
    "Document",
    "DocumentVersion",
    "PolicyReview",
    "PrintedDate",
    "ReviewSignature",
    "Telling",
    "TrainingRecord",
]
