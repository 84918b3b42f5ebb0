"""The register of accounts (C032), and one account's history in words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import SocialAccount
from governance.audit.models import AuditEvent
from governance.audit.selectors import history_of
from governance.kernel.errors import NotFoundHere
from governance.kernel.models import Referenced
from governance.permissions.standing import Standing

VERBS = {
    "account.begin": "Approved, waiting to be created",
    "account.go_live": "Created and live",
    "account.flag": "Marked as needing attention",
    "account.clear": "Cleared: nothing needs attention any more",
    "account.suspend": "Suspended",
    "account.reinstate": "Live again",
    "account.runner_added": "A runner was added",
    "account.runner_ended": "A runner stopped",
    "application.begin": "Started",
    "application.submit": "Submitted",
    "application.consider": "Taken into consideration",
    "application.send_back": "Sent back with questions",
    "application.approve": "Approved",
    "application.reject": "Rejected",
    "application.withdraw": "Withdrawn",
    "authorisation.begin": "Asked for",
    "authorisation.approve": "Approved",
    "authorisation.refuse": "Refused",
    "authorisation.activate": "Active: training done and terms signed",
    "authorisation.suspend": "Suspended",
    "authorisation.resume": "Active again",
    "authorisation.expire": "Ended",
    "authorisation.revoke": "Taken away",
    "authorisation.password_changed": "The password was changed",
    "authorisation.password_confirmed": "The change of password was confirmed",
    "device.begin": "Asked for",
    "device.approve": "Approved",
    "device.refuse": "Refused",
    "device.withdraw": "Withdrawn",
    "signatures.sign": "Signed",
}


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    sentence: str
    actor_name: str
    at: datetime


def accounts_for(
    standing: Standing, *, words: str = "", status: str = "", platform: str = ""
) -> QuerySet[SocialAccount]:
    """The accounts of every organisation whose register the person may see, as far as they match (C032)."""
    rows = SocialAccount.objects.filter(organisation__in=standing.organisation_ids("accounts.view")).select_related(
        "platform", "organisation", "custodian"
    )
    if words:
        rows = rows.filter(
            Q(name__icontains=words) | Q(handle__icontains=words) | Q(organisation__name__icontains=words)
        )
    if status:
        rows = rows.filter(status=status)
    return rows.filter(platform__slug=platform) if platform else rows


def account_for(reference: str) -> SocialAccount:
    """The account of that reference with what its page shows."""
    rows = SocialAccount.objects.select_related(
        "platform", "organisation", "application", "custodian", "moderator", "deputy_moderator", "created_by"
    )
    found = rows.filter(reference=reference).first()
    if found is None:
        raise NotFoundHere
    return found


def history_lines(thing: Referenced) -> list[Line]:
    """What was done to a thing, in words, oldest first."""
    return [_line(event) for event in _told(history_of(thing.thing_type, thing.reference))]


def _told(events: Iterable[AuditEvent]) -> list[AuditEvent]:
    return [event for event in events if event.action in VERBS]


def _line(event: AuditEvent) -> Line:
    reason = json.loads(event.facts).get("reason", "")
    sentence = VERBS[event.action]
    acting = f" for {event.acting_for_name}" if event.acting_for_name else ""
    return Line(f"{sentence}: {reason}" if reason else f"{sentence}.", f"{event.actor_name}{acting}", event.at)
