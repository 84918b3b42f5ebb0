"""The app's jobs, one line each; the timetable is in `config/celery.py`."""

from celery import shared_task
from django.utils import timezone

from accounts import services


@shared_task
def end_lapsed_authorisations() -> None:
    """Each hour: end what has run out, activate, suspend or lift the rest, and look at who runs each account."""
    services.end_lapsed_authorisations(timezone.now())
