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
    {
        "model": "policies.FamilyTie",
        "fields": ("adult", "pupil_name", "pupil", "relationship", "platforms", "discussion_note", "protocols"),
        "whose": "Staff who declare a family tie, and the pupil it is to",
        "why": "Contact within a family is no breach once it is declared and acknowledged (C189)",
    },
    {
        "model": "policies.HeadPermission",
        "fields": ("holder", "scope", "reason", "decided_by", "checked_by", "revoked_by"),
        "whose": "Staff who ask for the head's permission, and whoever decides",
        "why": "To show what was allowed to whom, why and for how long (C184, C196, C202, C204)",
    },
    {
        "model": "policies.PrivacyReview",
        "fields": ("person", "reviewed_at"),
        "whose": "Everybody whom a policy covers, paid or not",
        "why": "To show that people look over their own settings; what they saw is never kept (C022, C193)",
    },
]
