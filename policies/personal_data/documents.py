"""What is held about people with documents, signatures, training and declarations."""

from typing import Any

PERSONAL_DATA: list[dict[str, Any]] = [
    {
        "model": "policies.DocumentVersion",
        "fields": ("written_by",),
        "whose": "Staff who write policies",
        "why": "To show who wrote each version (C038)",
    },
    {
        "model": "policies.VersionFile",
        "fields": ("received_by", "checked_by", "dropped_by", "name", "file"),
        "whose": "Staff who bring a policy as a file",
        "why": "To show who brought what was approved, and who compared its text (C001)",
    },
    {
        "model": "policies.SchoolContact",
        "fields": ("name", "email", "telephone", "filled_by"),
        "whose": "Whoever a school names as its contact in a policy, and whoever named them",
        "why": "To show each school's contacts where its trust's text leaves a place for them (C007)",
    },
    {
        "model": "policies.ReadingList",
        "fields": ("set_by",),
        "whose": "Staff who say who has to read a document",
        "why": "To show who said so (C021)",
    },
    {
        "model": "policies.PolicyQuestion",
        "fields": ("asked_by", "text", "answer", "answered_by"),
        "whose": "Adults who ask about the policy, and whoever answers",
        "why": "To bring the question to the head and keep the answer; shown to others without a name (C017)",
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
        "fields": ("person", "signed_at", "stands_until", "excused_until"),
        "whose": "Everybody whom a policy covers, paid or not",
        "why": "To show who has read and signed which version (C014, C038)",
    },
    {
        "model": "policies.QuizQuestion",
        "fields": ("created_by",),
        "whose": "Staff who write policies",
        "why": "To show who asks what before a signature (C012)",
    },
    {
        "model": "policies.TrainingRecord",
        "fields": (
            "person",
            "session",
            "session_on",
            "attended_on",
            "provider",
            "provider_number",
            "confirmed_by",
            "valid_until",
            "excused_until",
        ),
        "whose": "Everybody who is trained, paid or not, and whoever confirms it",
        "why": "To train people when they join and each time round; nobody posts without it (C042, C220-C223)",
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
