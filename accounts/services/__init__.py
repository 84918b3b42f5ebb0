"""The verbs of accounts, applications, authorisations and devices."""

from accounts.services.accounts import AccountSettings, go_live, reinstate, suspend
from accounts.services.applications import consider, save_draft, submit, withdraw
from accounts.services.authorisations import approve as approve_authorisation
from accounts.services.authorisations import refuse as refuse_authorisation
from accounts.services.authorisations import request as request_authorisation
from accounts.services.authorisations import resume as resume_authorisation
from accounts.services.authorisations import revoke as revoke_authorisation
from accounts.services.authorisations import suspend as suspend_authorisation
from accounts.services.credentials import confirm_password_change, record_password_change
from accounts.services.decisions import approve, reject, send_back
from accounts.services.devices import approve_device, refuse_device, request_device, withdraw_device
from accounts.services.runners import add_runner, end_runner
from accounts.services.sweeps import check_runners, end_lapsed_authorisations, settle_authorisations

__all__ = [
    "AccountSettings",
    "add_runner",
    "approve",
    "approve_authorisation",
    "approve_device",
    "check_runners",
    "confirm_password_change",
    "consider",
    "end_lapsed_authorisations",
    "end_runner",
    "go_live",
    "record_password_change",
    "refuse_authorisation",
    "refuse_device",
    "reinstate",
    "reject",
    "request_authorisation",
    "request_device",
    "resume_authorisation",
    "revoke_authorisation",
    "save_draft",
    "send_back",
    "settle_authorisations",
    "submit",
    "suspend",
    "suspend_authorisation",
    "withdraw",
    "withdraw_device",
]
