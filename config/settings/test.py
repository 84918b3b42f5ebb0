"""The tests: quick hashing, tasks run in place, mail kept in memory, and the database that DATABASE_URL names."""

import os
from pathlib import Path
from tempfile import gettempdir

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, CACHES, INSTALLED_APPS, REDIS_URL, STORAGES

SECRET_KEY = "for-tests-only"  # noqa: S105
ALLOWED_HOSTS += ["testserver", "localhost", "127.0.0.1"]
DEMO = True
INSTALLED_APPS = ["demo", *INSTALLED_APPS]
FULL = env.flag("GATEPOST_FULL")

# Each run, and each worker of it, has names of its own: two runs on one machine never meet in a database or a folder.
_RUN = env.text("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))[:8]
SCRATCH_DIR = Path(gettempdir()) / f"gatepost-tests-{_RUN}-{env.text('PYTEST_XDIST_WORKER', 'main')}"

# Spelt so that nobody takes this connection for one that a server's threads may share.
DATABASES = {"default": env.database(Path("file::memory:"))}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the tests of races need several connections to one database.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_gatepost_{_RUN}"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = SCRATCH_DIR / "media"
if REDIS_URL:
    # Emptying a cache empties its whole database, so each worker counts down to one of its own.
    _address, _, _number = REDIS_URL.rpartition("/")
    _worker = int(env.text("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{_address}/{int(_number) - _worker}"
else:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
