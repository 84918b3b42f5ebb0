"""The personal data this app holds, whose it is, and why."""

PERSONAL_DATA = [
    {
        "model": "pupils.Pupil",
        "fields": [
            "given_name",
            "family_name",
            "known_as",
            "other_names",
            "date_of_birth",
            "year_group",
            "school_number",
        ],
        "whose": "Pupils",
        "why": "To know who is shown in a picture and to keep full names out of posts (C065, C075).",
    },
    {
        "model": "pupils.Contact",
        "fields": ["given_name", "family_name", "email", "telephone"],
        "whose": "Parents and carers",
        "why": "To ask for consent and to know who answered (C089, C091).",
    },
    {
        "model": "pupils.Responsibility",
        "fields": ["relationship", "has_responsibility", "starts_on", "ends_on"],
        "whose": "Parents and carers",
        "why": "Only somebody with parental responsibility can consent (C091, T13).",
    },
    {
        "model": "pupils.RegisterUpload",
        "fields": ["content", "file_name"],
        "whose": "Pupils, parents and carers",
        "why": "A file on its way in; deleted when it is loaded or cancelled, and after an hour at the latest.",
    },
]
