"""What runs by itself: one line each."""

from celery import shared_task
from django.utils import timezone

from governance.duties.services import mark_run
from posts.services import recheck


@shared_task
def recheck_queued_posts() -> None:
    """Each hour: hold whatever could not be published now (J08)."""
    now = timezone.now()
    recheck.recheck_queued(now=now)
    mark_run("recheck_queued_posts", now=now)
