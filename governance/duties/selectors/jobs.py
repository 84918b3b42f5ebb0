"""Whether the recurring jobs themselves still run (J59, D16)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from governance.duties.models import JobRun

# How often each job of the floor runs; it is late after twice as long (J59).
INTERVALS = {
    "deliver_waiting_notices": timedelta(minutes=1),
    "sweep_duties": timedelta(minutes=5),
    "start_and_end_deputies": timedelta(hours=1),
}
# A worker that is busy for a moment is not a fault.
PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True)
class LateJob:
    """A job that should have run by now."""

    name: str
    ran_at: datetime


def late_jobs(now: datetime) -> list[LateJob]:
    """The jobs that have not run for twice their interval: one statement. The first sweep starts every clock."""
    ran = JobRun.objects.filter(name__in=INTERVALS).order_by("name").values_list("name", "ran_at")
    return [LateJob(name, ran_at) for name, ran_at in ran if ran_at + 2 * INTERVALS[name] + PATIENCE < now]


def job_runs() -> list[JobRun]:
    """When each job last ran."""
    return list(JobRun.objects.order_by("name"))
