"""What is read about accounts, applications, authorisations and devices."""

from accounts.selectors.applications import applications_for, official_domains, platforms_offered, runner_facts
from accounts.selectors.devices import devices_for, usable_devices
from accounts.selectors.people import people_to_choose
from accounts.selectors.posting import (
    MayPost,
    accounts_person_may_post_to,
    authorisations_of,
    may_post,
    posters_of,
    posting_rights_of,
    who_may_post,
)
from accounts.selectors.register import account_for, accounts_for, history_lines

__all__ = [
    "MayPost",
    "account_for",
    "accounts_for",
    "accounts_person_may_post_to",
    "applications_for",
    "authorisations_of",
    "devices_for",
    "history_lines",
    "may_post",
    "official_domains",
    "people_to_choose",
    "platforms_offered",
    "posters_of",
    "posting_rights_of",
    "runner_facts",
    "usable_devices",
    "who_may_post",
]
