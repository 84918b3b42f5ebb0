"""The verbs of duties: open, close, sweep, and the floor's own watch."""

from governance.duties.services.dates import load_terms
from governance.duties.services.deputies import turn_deputies
from governance.duties.services.handing_on import hand_on
from governance.duties.services.jobs import mark_run
from governance.duties.services.ladders import adopt_ladders, set_ladder
from governance.duties.services.opening import Ask, close_duties, close_these, open_duties, open_duty, redate_duty
from governance.duties.services.sweeping import SweepResult, sweep
from governance.duties.services.watching import sweep_and_watch, watch_day, watch_jobs

__all__ = [
    "Ask",
    "SweepResult",
    "adopt_ladders",
    "close_duties",
    "close_these",
    "hand_on",
    "load_terms",
    "mark_run",
    "open_duties",
    "open_duty",
    "redate_duty",
    "set_ladder",
    "sweep",
    "sweep_and_watch",
    "turn_deputies",
    "watch_day",
    "watch_jobs",
]
