"""The floor's jobs: one line each, a service called with ids and the time (T86)."""

from celery import shared_task
from django.utils import timezone

from governance.duties.services import mark_run, sweep_and_watch, turn_deputies
from governance.notices import services as notices
from governance.set_up import services as set_up


@shared_task
def deliver_notices(references: list[str]) -> None:
    """Send the notices just queued."""
    notices.deliver(references, now=timezone.now())


@shared_task
def deliver_waiting_notices() -> None:
    """Send whatever is due and unsent, the daily digests among it."""
    notices.deliver_waiting(now=timezone.now())
    mark_run("deliver_waiting_notices", now=timezone.now())


@shared_task
def sweep_duties() -> None:
    """Take every step that is due on every duty."""
    sweep_and_watch(now=timezone.now())


@shared_task
def start_and_end_deputies() -> None:
    """Start and end the deputies whose day has come."""
    turn_deputies(now=timezone.now())


@shared_task
def drop_stale_staff() -> None:
    """Forget files of staff whose time has passed."""
    set_up.drop_stale_staff(timezone.now())


@shared_task
def look_again_at_set_up() -> None:
    """Look whether what an organisation went live with is still there."""
    set_up.look_again(timezone.now())
