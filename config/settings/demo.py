"""The demonstration: an invented federation on this machine alone. Nothing leaves it.

``DEMO`` opens ``/demo/`` only together with ``Installation.is_demo``, which only the demo command ever writes.
"""

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, BASE_DIR, INSTALLED_APPS, STORAGES, VAR_DIR

DEMO = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
SECRET_KEY = env.text("SECRET_KEY", example="a random text; bin/demo makes one")
ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": env.sqlite(VAR_DIR / "demo.sqlite3")}
MEDIA_ROOT = VAR_DIR / "demo-media"
EMAIL_FILE_PATH = VAR_DIR / "demo-mail"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "demo-beat-schedule")
# Files are served from where they lie: nothing to collect, and a changed style sheet shows at once.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "static_built"]
