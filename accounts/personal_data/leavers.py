"""What is held about those who leave or are away, and about who takes over from them."""

from typing import Any

PERSONAL_DATA: list[dict[str, Any]] = [
    {
        "model": "accounts.LeaverHandover",
        "fields": (
            "leaver",
            "last_day",
            "noticed_by",
            "proposed_by",
            "sent_back_because",
            "confirmed_by",
            "reminded_by",
            "completed_by",
        ),
        "whose": "Staff and volunteers who leave, and those who see to their accounts",
        "why": "To show that access ended and the accounts passed on when somebody left (C040)",
    },
    {
        "model": "accounts.HandoverLine",
        "fields": (
            "hats",
            "lead",
            "runner",
            "custodian",
            "recovery_owner",
            "moderator",
            "deputy_moderator",
            "reason",
            "decided_by",
        ),
        "whose": "Those who take over what a leaver did on an account",
        "why": "To know who answers for each official account from then on (C028, C040)",
    },
    {
        "model": "accounts.RunnerAbsence",
        "fields": ("person", "stand_in", "starts_on", "ends_on", "recorded_by", "back_by"),
        "whose": "Staff who run accounts and are away, and those who stand in",
        "why": "To know who answers for an account meanwhile; why somebody is away is not kept (C028)",
    },
]
