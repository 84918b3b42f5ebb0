"""The daily round of what classes, parents and the governing board are owed (J27, J28, J29, J52)."""

from datetime import datetime

from policies.services.governors import ask_boards
from policies.services.parent_notices import draft_yearly_notices
from policies.services.teaching_year import sweep_teaching


def sweep_year(now: datetime) -> int:
    """Miss what is over, plan what is owed, and ask for it; may run twice or miss a night (D16)."""
    return sweep_teaching(now) + draft_yearly_notices(now) + ask_boards(now)
