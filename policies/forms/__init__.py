"""The shape and wording of what is typed about documents, reviews, signatures and training."""

from policies.forms.courses import ChangeCourseForm, CourseForm, FilterCourse
from policies.forms.documents import (
    AttendanceForm,
    DayForm,
    DocumentForm,
    ExcuseForm,
    ReasonForm,
    SignForm,
    VersionForm,
)

__all__ = [
    "AttendanceForm",
    "ChangeCourseForm",
    "CourseForm",
    "DayForm",
    "DocumentForm",
    "ExcuseForm",
    "FilterCourse",
    "ReasonForm",
    "SignForm",
    "VersionForm",
]
