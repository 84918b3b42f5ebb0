"""Reads of the register: each starts from a person's standing or from an organisation."""

from pupils.selectors.pupils import (
    PupilPage,
    Wanted,
    classes_in,
    contacts_of,
    list_pupils,
    pupil_for,
    register_names,
    schools_for,
    year_groups_of,
)
from pupils.selectors.register import snapshot, upload_for

__all__ = [
    "PupilPage",
    "Wanted",
    "classes_in",
    "contacts_of",
    "list_pupils",
    "pupil_for",
    "register_names",
    "schools_for",
    "snapshot",
    "upload_for",
    "year_groups_of",
]
