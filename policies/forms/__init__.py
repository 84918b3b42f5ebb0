"""The shape and wording of what is typed about documents, reviews, signatures and training."""

from policies.forms.documents import (
    AttendanceForm,
    CourseForm,
    DayForm,
    DocumentForm,
    ExcuseForm,
    ReasonForm,
    SignForm,
    VersionForm,
)

__all__ = [
    "AttendanceForm",
    "CourseForm",
    "DayForm",
    "DocumentForm",
    "ExcuseForm",
    "ReasonForm",
    "SignForm",
    "VersionForm",
]
