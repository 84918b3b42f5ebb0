"""Documents, their versions and reviews; signatures asked for; courses and training."""

from policies.models.documents import Acknowledgement, Document, DocumentVersion
from policies.models.governors import BoardRecord
from policies.models.parent_notices import NoticeWording, ParentNotice
from policies.models.release import Adoption, Telling
from policies.models.reviews import PolicyReview, PrintedDate, ReviewSignature
from policies.models.teaching import ClassLead, TeachingRecord
from policies.models.training import Course, TrainingRecord

__all__ = [
    "Acknowledgement",
    "Adoption",
    "BoardRecord",
    "ClassLead",
    "Course",
    "Document",
    "DocumentVersion",
    "NoticeWording",
    "ParentNotice",
    "PolicyReview",
    "PrintedDate",
    "ReviewSignature",
    "TeachingRecord",
    "Telling",
    "TrainingRecord",
]
