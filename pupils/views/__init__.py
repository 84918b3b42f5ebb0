"""The pages of the register."""

from pupils.views.loading import (
    cancel_load,
    check_register,
    choose_columns,
    load_register,
    start_load,
)
from pupils.views.pupils import change_responsibility, list_pupils, view_pupil

__all__ = [
    "cancel_load",
    "change_responsibility",
    "check_register",
    "choose_columns",
    "list_pupils",
    "load_register",
    "start_load",
    "view_pupil",
]
