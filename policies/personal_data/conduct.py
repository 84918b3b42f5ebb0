"""What is held about people with what is asked of them, and with updates of a trust."""

from typing import Any

PERSONAL_DATA: list[dict[str, Any]] = [
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
