"""What is held about people with teaching, notices to parents and sessions."""

from typing import Any

PERSONAL_DATA: list[dict[str, Any]] = [
    {
        "model": "policies.ClassLead",
        "fields": ("person", "named_by"),
        "whose": "Staff who lead a class, and whoever named them",
        "why": "To ask the right person for a class's lesson and let them record it (C219)",
    },
    {
        "model": "policies.TeachingRecord",
        "fields": ("leader", "planned_by", "held_by", "evidenced_by"),
        "whose": "Staff who plan, take, record and confirm lessons and events; never pupils or parents, who are counted",
        "why": "To show that it was held, and confirmed by somebody else (C219, C214, C088)",
    },
    {
        "model": "policies.NoticeWording",
        "fields": ("written_by",),
        "whose": "Staff who word notices",
        "why": "To show who wrote each wording (C212)",
    },
    {
        "model": "policies.ParentNotice",
        "fields": ("planned_by", "sent_by"),
        "whose": "Staff who draft and send notices; the families are counted, not named",
        "why": "To show that parents were told (C116, C210, C211, C212, C213)",
    },
    {
        "model": "policies.BoardRecord",
        "fields": ("governors", "recorded_by", "words"),
        "whose": "Governors, and the safeguarding leads whose remit they confirm",
        "why": "To show that the board confirmed the remit and kept its knowledge current (C018, C019)",
    },
    {
        "model": "policies.TrainingSession",
        "fields": ("leader", "planned_by"),
        "whose": "Staff who lead and plan training",
        "why": "To show who trained whom, and when (C224)",
    },
    {
        "model": "policies.TrainingRefresh",
        "fields": ("opened_by",),
        "whose": "Staff who have training given again",
        "why": "To show who decided it (C225)",
    },
    {
        "model": "policies.RefreshPart",
        "fields": ("taken_by", "recorded_by"),
        "whose": "Staff who teach again and record it; pupils and parents are not named",
        "why": "To show that staff, pupils and parents were each taught again (C225)",
    },
]
