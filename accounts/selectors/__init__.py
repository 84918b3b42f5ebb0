"""What is read about accounts, applications, authorisations, devices and followers."""

from accounts.selectors.applications import applications_for, official_domains, platforms_offered, runner_facts
from accounts.selectors.checks import watch_of
from accounts.selectors.custody import change_after, change_for, custody_history, may_know_it, waiting_change
from accounts.selectors.device_cover import approval_on, devices_to_name
from accounts.selectors.devices import (
    DeviceLine,
    borrowers,
    device_line,
    device_lines,
    devices_for,
    found_devices,
    losses_that_stand,
    open_loan,
    open_loss,
)
from accounts.selectors.followers import (
    accounts_to_log_for,
    accounts_with_followers,
    follower_for,
    followers_for,
    picked_followers,
    queue_of,
    sees_followers,
    why_only_refused,
)
from accounts.selectors.found import found_for
from accounts.selectors.looking_after import (
    care_duties,
    care_url,
    checks_for,
    looked_after,
    measure_of,
    past_of,
    reviews_for,
    settings_overdue,
    staffing_of,
    wanted_of,
)
from accounts.selectors.official import official_accounts, ours_among
from accounts.selectors.people import people_to_choose
from accounts.selectors.platforms import platforms_known
from accounts.selectors.posting import (
    MayPost,
    accounts_person_may_post_to,
    authorisations_of,
    may_post,
    posters_of,
    posting_rights_of,
    who_may_post,
)
from accounts.selectors.register import (
    Wanted,
    account_for,
    accounts_for,
    history_lines,
    latest_lines,
    lines_of,
    whole_history,
)
from accounts.selectors.rota import places_with_rota
from accounts.selectors.technical import technical_about, technical_for, technical_of, technical_task
from accounts.selectors.web_searches import schools_seen, schools_to_search, searched, searches_for

__all__ = [
    "DeviceLine",
    "MayPost",
    "Wanted",
    "account_for",
    "accounts_for",
    "accounts_person_may_post_to",
    "accounts_to_log_for",
    "accounts_with_followers",
    "applications_for",
    "approval_on",
    "authorisations_of",
    "borrowers",
    "care_duties",
    "care_url",
    "change_after",
    "change_for",
    "checks_for",
    "custody_history",
    "device_line",
    "device_lines",
    "devices_for",
    "devices_to_name",
    "follower_for",
    "followers_for",
    "found_devices",
    "found_for",
    "history_lines",
    "latest_lines",
    "lines_of",
    "looked_after",
    "losses_that_stand",
    "may_know_it",
    "may_post",
    "measure_of",
    "official_accounts",
    "official_domains",
    "open_loan",
    "open_loss",
    "ours_among",
    "past_of",
    "people_to_choose",
    "picked_followers",
    "places_with_rota",
    "platforms_known",
    "platforms_offered",
    "posters_of",
    "posting_rights_of",
    "queue_of",
    "reviews_for",
    "runner_facts",
    "schools_seen",
    "schools_to_search",
    "searched",
    "searches_for",
    "sees_followers",
    "settings_overdue",
    "staffing_of",
    "technical_about",
    "technical_for",
    "technical_of",
    "technical_task",
    "waiting_change",
    "wanted_of",
    "watch_of",
    "who_may_post",
    "whole_history",
    "why_only_refused",
]
