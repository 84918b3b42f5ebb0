"""The product on Monday 5 October 2026, 11am in London, and on from there: the day on which the tests' school is ready."""

from datetime import UTC, datetime, timedelta
from time import monotonic

from django.utils import timezone

MONDAY = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
_begun = monotonic()
timezone.now = lambda: MONDAY + timedelta(seconds=monotonic() - _begun)

from config.wsgi import application  # noqa: E402, F401  (the clock first)
