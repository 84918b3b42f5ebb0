"""The register's recurring work, one line each."""

from celery import shared_task
from django.utils import timezone

from pupils import services


@shared_task
def drop_stale_uploads() -> None:
    """Forget register files whose time has passed."""
    services.drop_stale_uploads(timezone.now())
