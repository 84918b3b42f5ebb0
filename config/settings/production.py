"""Service: every secret and address comes from the environment, and a missing one stops the start and says so."""

from config import env
from config.settings.base import *  # noqa: F403
from config.settings.base import BASE_DIR, CACHES, SITE_URL, STORAGES

SECRET_KEY = env.text("SECRET_KEY", example="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')")
env.text("SITE_URL", example="https://gatepost.your-school.sch.uk")
env.text("DATABASE_URL", example="postgres://gatepost:secret@localhost:5432/gatepost")
env.text("REDIS_URL", example="redis://localhost:6379/0")

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", SITE_URL.startswith("https://"))
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.flag("SECURE_HSTS_PRELOAD", True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if env.flag("TRUST_PROXY_HTTPS_HEADER"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "static_built"]
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "var" / "media")
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
CACHES["default"]["OPTIONS"] = {"socket_connect_timeout": 2, "socket_timeout": 2}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("EMAIL_HOST", example="smtp.your-school.sch.uk")
EMAIL_PORT = env.number("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
DEFAULT_FROM_EMAIL = env.text("FROM_EMAIL", example="gatepost@your-school.sch.uk")
