"""Documents, their versions and reviews; signatures, training and teaching; notices, and what staff declare."""

from policies.models.conduct import ConductSheet, ContactChannel, MonitoringNotice, MonitoringWording
from policies.models.contacts import SchoolContact
from policies.models.documents import Acknowledgement, Document, DocumentVersion
from policies.models.files import VersionFile
from policies.models.governors import BoardRecord
from policies.models.head_permissions import HeadPermission
from policies.models.links import LinkedDocument
from policies.models.parent_notices import NoticeWording, ParentNotice
from policies.models.questions import PolicyQuestion
from policies.models.quiz import QuizQuestion
from policies.models.reading_lists import ReadingList
from policies.models.refreshes import RefreshPart, TrainingRefresh
from policies.models.release import Adoption, Telling
from policies.models.reviews import PolicyReview, PrintedDate, ReviewSignature
from policies.models.self_reviews import PrivacyReview
from policies.models.sessions import TrainingSession
from policies.models.teaching import ClassLead, TeachingRecord
from policies.models.ties import FamilyTie
from policies.models.training import Course, TrainingRecord
from policies.models.updates import UpdateReceipt

__all__ = [
    "Acknowledgement",
    "Adoption",
    "BoardRecord",
    "ClassLead",
    "ConductSheet",
    "ContactChannel",
    "Course",
    "Document",
    "DocumentVersion",
    "FamilyTie",
    "HeadPermission",
    "LinkedDocument",
    "MonitoringNotice",
    "MonitoringWording",
    "NoticeWording",
    "ParentNotice",
    "PolicyQuestion",
    "PolicyReview",
    "PrintedDate",
    "PrivacyReview",
    "QuizQuestion",
    "ReadingList",
    "RefreshPart",
    "ReviewSignature",
    "SchoolContact",
    "TeachingRecord",
    "Telling",
    "TrainingRecord",
    "TrainingRefresh",
    "TrainingSession",
    "UpdateReceipt",
    "VersionFile",
]
