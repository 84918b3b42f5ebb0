"""The personal data this app holds, whose it is, and why."""

PERSONAL_DATA = [
    {
        "model": "consent.SignedForm",
        "fields": ["signer_name", "relationship", "basis", "signed_on", "received_at"],
        "whose": "Parents, carers and pupils",
        "why": "To show who consented, in what standing and when (C089, C091)",
    },
    {
        "model": "consent.Answer",
        "fields": ["value", "conditions", "person_key", "status"],
        "whose": "Pupils",
        "why": "To use a picture only as was agreed, and to show what was relied on (C094, C097, C104)",
    },
    {
        "model": "consent.ChangeRequest",
        "fields": ["requester_name", "conditions", "arrival", "received_by_name", "settled_because"],
        "whose": "Parents, carers and pupils",
        "why": "To stop at once and to show when the school was told (C099, D20)",
    },
    {
        "model": "consent.SafeguardingBar",
        "fields": ["pupil", "starts_on", "ends_on"],
        "whose": "Pupils",
        "why": "To protect a pupil whatever was answered; seen by the DSL alone (C106)",
    },
    {
        "model": "consent.BarReason",
        "fields": ["text"],
        "whose": "Pupils",
        "why": "The reason of a bar, held apart and seen by the DSL alone (C106, M15)",
    },
    {
        "model": "consent.ParentLink",
        "fields": ["contact", "made_at", "expires_at"],
        "whose": "Parents and carers",
        "why": "To let a family see and stop its own consent (C099, M14)",
    },
]
