"""The app's jobs, one line each; the timetable is in `config/celery.py`."""

from celery import shared_task
from django.utils import timezone

from accounts import services


@shared_task
def end_lapsed_authorisations() -> None:
    """Each hour: end what has run out, settle the rest, look at who runs each account and who leaves, ask for what comes due."""
    services.end_lapsed_authorisations(timezone.now())
    services.ask_to_look_after(timezone.now())
    services.ask_to_renew_devices(timezone.now())
    services.watch_leavers(timezone.now())


@shared_task
def watch_accounts() -> None:
    """Each hour: checks of accounts begin and are missed, and the rota of the next holidays is asked for."""
    services.watch_accounts(timezone.now())


@shared_task
def mend_rights() -> None:
    """Each night: the rights kept on accounts are made those that authorisations bring."""
    services.mend_rights(timezone.now())
