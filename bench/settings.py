"""The product as it runs in service, on a database of its own, with mail thrown away and no broker."""

from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, INSTALLED_APPS, MIDDLEWARE, STORAGES, VAR_DIR

SECRET_KEY = "for-benches-only"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
MEDIA_ROOT = VAR_DIR / "bench-media"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "static_built"]
__all__ = ["INSTALLED_APPS", "MIDDLEWARE"]
