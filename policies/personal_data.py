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
PERSONAL_DATA += [
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
PERSONAL_DATA += [
    {
        "model": "policies.ContactChannel",
        "fields": ("agreed_by", "ended_by"),
        "whose": "Staff who agree channels for contact",
        "why": "To show who agreed a channel, and until when it held (C052, C203)",
    },
    {
        "model": "policies.MonitoringWording",
        "fields": ("written_by",),
        "whose": "Staff who word the notice of monitoring",
        "why": "To show who wrote each wording (C125)",
    },
    {
        "model": "policies.ConductSheet",
        "fields": ("signatures",),
        "whose": "Everybody who signed what was asked of them",
        "why": "To show what was asked when they signed (C011, C015)",
    },
    {
        "model": "policies.MonitoringNotice",
        "fields": ("person", "given_at"),
        "whose": "Everybody who was told of monitoring",
        "why": "To show who was told, when and in which words; nobody is asked to agree (C125)",
    },
    {
        "model": "policies.UpdateReceipt",
        "fields": ("confirmed_by", "confirmed_at"),
        "whose": "Heads who confirm that they saw an update of their trust",
        "why": "To prove that each school heard (C005)",
    },
]
