"""What is held about the people of the register: applicants, runners, posters, followers, devices, watching."""

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
        "fields": (
            "official_email",
            "custodian",
            "recovery_owner",
            "moderator",
            "deputy_moderator",
            "displayed_owner",
            "created_by",
        ),
        "whose": "Staff who look after an account",
        "why": "To know who keeps the password and who moderates; never the password (C033, C039)",
    },
    {
        "model": "accounts.CredentialsChange",
        "fields": ("gone", "changed_by", "new_holders", "confirmed_by"),
        "whose": "People who could get into an account, and staff who changed and confirmed its password",
        "why": "Whoever lost access no longer knows the password; never the password (C036, C039, J46)",
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
        "model": "accounts.AccountCheck",
        "fields": ("watcher", "looked_at", "looked_by", "settled_by", "settled_how"),
        "whose": "Staff who watch the accounts",
        "why": "To show that somebody looked, and when; what was said there is not kept here (C117)",
    },
    {
        "model": "accounts.RotaTurn",
        "fields": ("person", "starts_on", "ends_on", "set_by"),
        "whose": "Staff who watch the accounts",
        "why": "To know whom to ask, in the holidays too (C117)",
    },
    {
        "model": "accounts.ImageDevice",
        "fields": ("requested_by", "decided_by", "withdrawn_by"),
        "whose": "Staff",
        "why": "To show who approved a device before it took a picture (C074, C185)",
    },
    {
        "model": "accounts.FollowerRequest",
        "fields": (
            "handle",
            "believed_identity",
            "kind",
            "decision_reason",
            "removed_because",
            "logged_by",
            "decided_by",
            "removed_by",
            "blocked_by",
        ),
        "whose": "People who ask to follow an account, parents and pupils among them, and staff who decide",
        "why": "To check who follows a closed account, and to show why somebody was refused or removed (C053, C054)",
    },
    {
        "model": "accounts.SettingsCheck",
        "fields": ("checked_by",),
        "whose": "Staff who look at settings",
        "why": "To show that an account's settings were verified, and by whom (C041, C047, C048)",
    },
    {
        "model": "accounts.AccountReview",
        "fields": ("reviewed_by", "consulted", "changed_by"),
        "whose": "Staff who review an account, and those who were asked",
        "why": "To show that an account was reviewed and staff were asked (C043, C045)",
    },
    {
        "model": "accounts.WebSearch",
        "fields": ("searched_by", "looked_for", "finds"),
        "whose": "Staff who search, and whoever posted in public about the school",
        "why": "To look out for public posts about the school (C121)",
    },
    {
        "model": "accounts.AccountTransfer",
        "fields": ("incoming", "leaving", "started_by", "credentials_changed_by", "custodian", "confirmed_by"),
        "whose": "Staff who hand an account over or take it on",
        "why": "To show that access was moved and the password changed when somebody stopped (C040)",
    },
    {
        "model": "accounts.AccountClosing",
        "fields": ("reason", "asked_by", "recorded_by", "confirmed_by"),
        "whose": "Staff who close an account",
        "why": "To show why an official account ended and what was kept (C032)",
    },
    {
        "model": "accounts.FoundAccount",
        "fields": ("name", "handle", "address", "note", "found_by", "decided_by"),
        "whose": "Staff who found an account, and whoever runs it",
        "why": "To show what was decided about accounts that speak of the school unasked (C035)",
    },
    {
        "model": "accounts.PlatformReading",
        "fields": ("recorded_by",),
        "whose": "Staff",
        "why": "To show who read a platform's terms, and when (C041)",
    },
    {
        "model": "accounts.Consultation",
        "fields": ("recorded_by",),
        "whose": "Staff",
        "why": "To show that staff were asked about an account (C045)",
    },
    {
        "model": "accounts.LearnerUse",
        "fields": ("reasons", "recorded_by"),
        "whose": "Staff",
        "why": "To show that talking with learners through an account was thought through (C051)",
    },
]
