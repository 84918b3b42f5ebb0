"""The app's jobs, one line each; the timetable is in `config/celery.py`."""

from celery import shared_task
from django.utils import timezone

from policies.services import (
    ask_readers,
    lapse_signatures,
    open_due_reviews,
    put_approved_in_force,
    sweep_year,
)
from policies.services.declaration_sweeps import sweep_declarations as sweep_what_is_declared
from policies.services.training_round import sweep_training as sweep_what_is_trained


@shared_task
def sweep_signatures() -> None:
    """Each hour: who is late with a signature, whose has stood for a year, and who joined and has something to read."""
    lapse_signatures(timezone.now())
    ask_readers(timezone.now())


@shared_task
def sweep_training() -> None:
    """Each hour: whose training has run out, and who is asked to be trained."""
    sweep_what_is_trained(timezone.now())


@shared_task
def sweep_reviews() -> None:
    """Each hour: which reviews open, and which approved texts come into force."""
    open_due_reviews(timezone.now())
    put_approved_in_force(timezone.now())


@shared_task
def sweep_teaching() -> None:
    """Each hour: what the term and the year ask for, of classes, of parents and of the governing board."""
    sweep_year(timezone.now())


@shared_task
def sweep_declarations() -> None:
    """Each hour: ties and permissions that begin and end, and who is asked again."""
    sweep_what_is_declared(timezone.now())
