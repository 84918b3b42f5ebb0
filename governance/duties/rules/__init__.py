"""When a duty is brought to mind and when it climbs: arithmetic on the moments stored with it (section 5, D16)."""

from governance.duties.rules.plan import COMING_UP_AFTER, Plan, plan, schedule
from governance.duties.rules.steps import Clock, Step, shifted

__all__ = ["COMING_UP_AFTER", "Clock", "Plan", "Step", "plan", "schedule", "shifted"]
