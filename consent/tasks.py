"""Consent's recurring work, one line each."""

from celery import shared_task
from django.utils import timezone

from consent import services


@shared_task
def heal_missed_withdrawals() -> None:
    """Tell the floors above again of every change that one of them missed."""
    services.heal_missed_withdrawals(timezone.now())
