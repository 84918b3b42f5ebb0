"""Documents and their versions, signatures asked for, courses and training."""

from policies.models.documents import Acknowledgement, Document, DocumentVersion
from policies.models.governors import BoardRecord
from policies.models.parent_notices import NoticeWording, ParentNotice
from policies.models.teaching import ClassLead, TeachingRecord
from policies.models.training import Course, TrainingRecord

__all__ = ["Acknowledgement", "Course", "Document", "DocumentVersion", "TrainingRecord"]
__all__ += ["BoardRecord", "ClassLead", "NoticeWording", "ParentNotice", "TeachingRecord"]
