"""The app's jobs, one line each; the timetable is in `config/celery.py`."""

from celery import shared_task
from django.utils import timezone

from policies.services import expire_training, lapse_signatures
from policies.services.declaration_sweeps import sweep_declarations as sweep_what_is_declared


@shared_task
def sweep_signatures() -> None:
    """Each hour: who is late with a signature, and whose has stood for a year."""
    lapse_signatures(timezone.now())


@shared_task
def sweep_training() -> None:
    """Each hour: whose training has run out."""
    expire_training(timezone.now())


@shared_task
def sweep_declarations() -> None:
    """Each hour: ties and permissions that begin and end, and who is asked again."""
    sweep_what_is_declared(timezone.now())
