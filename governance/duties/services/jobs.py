"""Marking that a recurring job ran to its end (J59)."""

from datetime import datetime

from governance.duties.models import JobRun


def mark_run(name: str, *, now: datetime) -> None:
    """Keep when the job last ran, whichever worker ran it."""
    JobRun.objects.bulk_create(
        [JobRun(name=name, ran_at=now)], update_conflicts=True, unique_fields=["name"], update_fields=["ran_at"]
    )
