"""What this app holds about people, for the record of processing."""

from typing import Any

from accounts.personal_data import leavers, register

PERSONAL_DATA: list[dict[str, Any]] = [*register.PERSONAL_DATA, *leavers.PERSONAL_DATA]
