"""Documents and their versions, signatures asked for, courses and training."""

from policies.models.documents import Acknowledgement, Document, DocumentVersion
from policies.models.training import Course, TrainingRecord

__all__ = ["Acknowledgement", "Course", "Document", "DocumentVersion", "TrainingRecord"]
