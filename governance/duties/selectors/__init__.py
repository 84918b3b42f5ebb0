"""Reading duties: the home page's board, the whole list, who is to be told, and jobs that stopped."""

from governance.duties.selectors.board import (
    Board,
    Owed,
    for_person,
    list_at,
    list_for,
    narrowed,
    open_for_thing,
    shown,
)
from governance.duties.selectors.jobs import LateJob, job_runs, late_jobs
from governance.duties.selectors.recipients import Recipients

__all__ = [
    "Board",
    "LateJob",
    "Owed",
    "Recipients",
    "for_person",
    "job_runs",
    "late_jobs",
    "list_at",
    "list_for",
    "narrowed",
    "open_for_thing",
    "shown",
]
