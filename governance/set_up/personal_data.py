"""What setting up holds about people, for the record of processing."""

PERSONAL_DATA = [
    {
        "model": "governance.StaffUpload",
        "fields": ["content", "file_name"],
        "whose": "Everybody the policies cover, paid or not",
        "why": "A file on its way in; deleted when it is loaded or cancelled, and after an hour at the latest.",
    },
    {
        "model": "governance.Invitation",
        "fields": ["person", "invited_by", "invited_at", "first_signed_in_at"],
        "whose": "People who were invited to sign in",
        "why": "To know who was invited and who has come in, and to invite nobody twice (K15).",
    },
    {
        "model": "governance.MailTest",
        "fields": ["by", "asked_at", "arrived_at"],
        "whose": "Whoever tested the mail",
        "why": "To show that messages arrive before a school goes live.",
    },
    {
        "model": "governance.GoneLive",
        "fields": ["signature"],
        "whose": "The head or trust officer",
        "why": "To show who went live, and when (K02).",
    },
]
