"""The verbs of the register: bring a file, choose its columns, load it, forget it, and say who is responsible."""

from pupils.services.contacts import change_responsibility
from pupils.services.loading import Loaded, load_register
from pupils.services.preview import Preview, look_at
from pupils.services.uploads import cancel_upload, choose_columns, drop_stale_uploads, upload_register

__all__ = [
    "Loaded",
    "Preview",
    "cancel_upload",
    "change_responsibility",
    "choose_columns",
    "drop_stale_uploads",
    "load_register",
    "look_at",
    "upload_register",
]
