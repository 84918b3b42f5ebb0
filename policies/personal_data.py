"""What this app holds about people, for the record of processing."""

from typing import Any

PERSONAL_DATA: list[dict[str, Any]] = [
    {
        "model": "policies.DocumentVersion",
        "fields": ("written_by",),
        "whose": "Staff who write policies",
        "why": "To show who wrote each version (C038)",
    },
    {
        "model": "policies.ReviewSignature",
        "fields": ("person", "signed_at"),
        "whose": "Those who review a policy",
        "why": "To show that every body required has signed (C002, C009)",
    },
    {
        "model": "policies.Telling",
        "fields": ("recorded_by",),
        "whose": "Staff who log that people were told",
        "why": "To show who logged it (C004)",
    },
    {
        "model": "policies.Acknowledgement",
        "fields": ("person", "signed_at", "excused_until"),
        "whose": "Everybody whom a policy covers, paid or not",
        "why": "To show who has read and signed which version (C014, C038)",
    },
    {
        "model": "policies.TrainingRecord",
        "fields": ("person", "session_on", "attended_on", "confirmed_by", "valid_until"),
        "whose": "Everybody who is trained, and whoever confirms it",
        "why": "Nobody posts without training for the platform (C042)",
    },
]
