"""What this app does when something happens below it: consent changes, an account or a right to post does, somebody leaves."""

from datetime import datetime
from typing import Any

from accounts.signals import account_changed, authorisation_changed
from consent.signals import consent_changed
from governance.workflow.guards import guard
from posts.selectors.leaver import pending_of
from posts.services import consent_changes, recheck


@consent_changed.subscribe
def follow_consent(*, pupil_id: int, change_reference: str, received_at: datetime, now: datetime) -> None:
    """Hold, take down, tell (C102, C103)."""
    consent_changes.on_consent_changed(
        pupil_id=pupil_id, change_reference=change_reference, received_at=received_at, now=now
    )


@account_changed.subscribe
def look_at_account(*, account_id: int, now: datetime) -> None:
    """Hold what waits to go out on an account that is not live any more (S02)."""
    recheck.recheck_account(account_id=account_id, now=now)


@authorisation_changed.subscribe
def look_at_author(*, person_id: int, account_id: int, now: datetime) -> None:
    """Hold what waits of somebody who may no longer post (T37)."""
    recheck.recheck_person(person_id=person_id, now=now)


@guard("S27", "complete")
def nothing_waits_of_a_leaver(handover: Any, *, by: Any, now: datetime) -> list[str]:
    """A leaver's handover is not complete while a post of theirs waits or would go out (F18)."""
    rows = pending_of(handover).order_by("pk")
    return [
        f"Their post {one.reference} is {one.get_status_display().lower()}: decide, hold or reject it." for one in rows
    ]
