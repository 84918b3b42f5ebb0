"""An engineer's machine: works with no variable set."""

from config.settings.base import *  # noqa: F403
from config.settings.base import _TEMPLATE_OPTIONS, ALLOWED_HOSTS

DEBUG = True
SECRET_KEY = "for-development-only"  # noqa: S105
ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
_TEMPLATE_OPTIONS["loaders"] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
