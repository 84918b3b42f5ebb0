"""What is owed about accounts, and what waits for a decision."""

from accounts.duties import devices, leaving, owning, technical, watching
from accounts.duties.devices import APPROVE_DEVICE, BRING_BACK, LOST_DEVICE, RENEW_DEVICE
from accounts.duties.leaving import CONFIRM_HANDOVER, LEAVING
from accounts.duties.owning import (
    CHANGE_PASSWORD,
    CLOSE_ACCOUNT,
    CONFIRM_CHANGE,
    CREATE_ACCOUNT,
    DECIDE_APPLICATION,
    DECIDE_AUTHORISATION,
    DECIDE_FOUND,
    FOLLOW_FOUND,
    HAND_OVER,
    RUNNERS,
)
from accounts.duties.watching import (
    CHANGE_DUTY,
    FINDINGS,
    FOLLOWER_QUEUE,
    HOLIDAY_ROTA,
    REVIEW_BLOCK,
    REVIEW_DUTY,
    SEARCH_DUTY,
    SETTINGS_DUTY,
    WATCH,
)

KINDS = [*devices.KINDS, *leaving.KINDS, *owning.KINDS, *technical.KINDS, *watching.KINDS]

__all__ = [
    "APPROVE_DEVICE",
    "BRING_BACK",
    "CHANGE_DUTY",
    "CHANGE_PASSWORD",
    "CLOSE_ACCOUNT",
    "CONFIRM_CHANGE",
    "CONFIRM_HANDOVER",
    "CREATE_ACCOUNT",
    "DECIDE_APPLICATION",
    "DECIDE_AUTHORISATION",
    "DECIDE_FOUND",
    "FINDINGS",
    "FOLLOWER_QUEUE",
    "FOLLOW_FOUND",
    "HAND_OVER",
    "HOLIDAY_ROTA",
    "KINDS",
    "LEAVING",
    "LOST_DEVICE",
    "RENEW_DEVICE",
    "REVIEW_BLOCK",
    "REVIEW_DUTY",
    "RUNNERS",
    "SEARCH_DUTY",
    "SETTINGS_DUTY",
    "WATCH",
]
