"""What runs by itself: one line each."""

from celery import shared_task
from django.utils import timezone

from governance.duties.services import mark_run
from posts.services import own_posts, recheck


@shared_task
def recheck_queued_posts() -> None:
    """Each hour: hold whatever could not be published now (J08)."""
    now = timezone.now()
    recheck.recheck_queued(now=now)
    mark_run("recheck_queued_posts", now=now)


@shared_task
def ask_posters() -> None:
    """Each hour: in the last week of a month ask everybody to look at what they posted (J54)."""
    own_posts.ask_posters(timezone.now())
