"""What this app holds about people, for the record of processing."""

from typing import Any

PERSONAL_DATA: list[dict[str, Any]] = [
    {
        "model": "posts.Post",
        "fields": ("author", "text", "names_explained"),
        "whose": "Staff; pupils and others the text speaks of",
        "why": "To approve what the school says online and to show who said it (C058, C064)",
    },
    {
        "model": "posts.Shown",
        "fields": ("pupil", "conditions_met"),
        "whose": "Pupils shown in a post",
        "why": "To check consent for each of them, each time (C075)",
    },
    {
        "model": "posts.Media",
        "fields": ("file", "alternative_text", "caption", "taken_on"),
        "whose": "Pupils and staff in pictures",
        "why": "The picture itself, rebuilt without metadata; its day, to check the device (C074, T31, T33)",
    },
    {
        "model": "posts.PostVersion",
        "fields": ("snapshot",),
        "whose": "As the post",
        "why": "To prove what was approved (T34)",
    },
    {
        "model": "posts.Decision",
        "fields": ("decider", "reason"),
        "whose": "Approvers",
        "why": "To show who approved what, and why not (C058)",
    },
    {
        "model": "posts.ReliedOn",
        "fields": ("pupil", "answers", "conditions"),
        "whose": "Pupils shown in a published post",
        "why": "Earlier lawful use stays lawful, and can be shown to have been (C104)",
    },
    {
        "model": "posts.TakedownCause",
        "fields": ("pupil", "change_reference"),
        "whose": "Pupils whose consent changed",
        "why": "To remove earlier posts where practicable (C103)",
    },
    {
        "model": "posts.OwnPostLook",
        "fields": ("looked_by",),
        "whose": "People who post",
        "why": "To show that somebody goes on looking after what they posted (C082)",
    },
]
