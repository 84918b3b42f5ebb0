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
from governance.duties.selectors.ladders import Rungs, ladder_of, may_adjust
from governance.duties.selectors.recipients import Recipients

__all__ = [
    "Board",
    "LateJob",
    "Owed",
    "Recipients",
    "Rungs",
    "for_person",
    "job_runs",
    "ladder_of",
    "late_jobs",
    "list_at",
    "list_for",
    "may_adjust",
    "narrowed",
    "open_for_thing",
    "shown",
]
