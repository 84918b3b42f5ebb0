"""What consent does when the register says that pupils have joined during the year (C107, J12)."""

from collections.abc import Collection
from datetime import datetime

from consent.services.joining import ask_for_joiners


def on_pupils_joined(*, organisation_id: int, pupil_ids: Collection[int], now: datetime) -> None:
    """Ask the office to ask their families."""
    ask_for_joiners(organisation_id=organisation_id, pupil_ids=pupil_ids, now=now)
