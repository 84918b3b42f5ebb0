"""What this app holds about people, for the record of processing."""

from typing import Any

PERSONAL_DATA: list[dict[str, Any]] = [
    {
        "model": "accounts.AccountApplication",
        "fields": ("applicant", "answers", "considered_by", "considered_with", "decided_by", "decision_reasons"),
        "whose": "Applicants and those who decide",
        "why": "To show who asked for an account, who approved it and why (C023, C024)",
    },
    {
        "model": "accounts.ApplicationRunner",
        "fields": ("person", "is_lead"),
        "whose": "People named to run an account, volunteers and parents among them",
        "why": "To check that enough staff run it and that each is ready (C028, C029, C030)",
    },
    {
        "model": "accounts.AccountRunner",
        "fields": ("person", "is_lead", "starts_on", "ends_on"),
        "whose": "People who run an account",
        "why": "To know who answers for each official account (C032, C040)",
    },
    {
        "model": "accounts.SocialAccount",
        "fields": ("official_email", "custodian", "moderator", "deputy_moderator", "created_by"),
        "whose": "Staff who look after an account",
        "why": "To know who keeps the password and who moderates; never the password (C033, C039)",
    },
    {
        "model": "accounts.Authorisation",
        "fields": ("person", "scope", "request_reason", "decision_reasons", "suspended_because", "ended_because"),
        "whose": "People let onto an account, and those who decide",
        "why": "Only authorised people post (C036, C037)",
    },
    {
        "model": "accounts.SocialAccountUserObjectPermission",
        "fields": ("user", "permission"),
        "whose": "People let onto an account",
        "why": "The rights that an authorisation in force brings (C037)",
    },
    {
        "model": "accounts.ImageDevice",
        "fields": ("requested_by", "decided_by", "withdrawn_by"),
        "whose": "Staff",
        "why": "To show who approved a device before it took a picture (C074, C185)",
    },
]
