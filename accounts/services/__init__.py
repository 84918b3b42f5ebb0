"""The verbs of accounts, applications, authorisations, devices and followers."""

from accounts.services.absences import cover_absence, end_absence, left_out
from accounts.services.accounts import AccountSettings, go_live, reinstate, suspend
from accounts.services.applications import consider, save_draft, submit, withdraw
from accounts.services.authorisations import approve as approve_authorisation
from accounts.services.authorisations import refuse as refuse_authorisation
from accounts.services.authorisations import request as request_authorisation
from accounts.services.authorisations import resume as resume_authorisation
from accounts.services.authorisations import revoke as revoke_authorisation
from accounts.services.authorisations import suspend as suspend_authorisation
from accounts.services.care_sweeps import ask_to_look_after
from accounts.services.checks import record_check, settle_findings
from accounts.services.closings import Wound, close, confirm_close, keep, record_closing
from accounts.services.credentials import ask_for_new_password, confirm_password_change, record_password_change
from accounts.services.custody import Custody, record_custody
from accounts.services.decisions import approve, reject, send_back
from accounts.services.device_loans import Lending, lend_device, take_back_device
from accounts.services.device_losses import correct_loss, find_device, report_device
from accounts.services.device_sweeps import ask_to_renew_devices
from accounts.services.devices import approve_device, refuse_device, renew_device, request_device, withdraw_device
from accounts.services.drift import mend_rights
from accounts.services.follower_blocks import action_of_block, block_follower, keep_block, unblock_follower
from accounts.services.follower_bulk import approve_together, refuse_together, sort_to_approve, sort_to_refuse
from accounts.services.follower_queues import settle_queues
from accounts.services.followers import (
    approve_follower,
    identify_follower,
    log_followers,
    refuse_follower,
    remove_follower,
)
from accounts.services.found import (
    Sighting,
    adopt_found,
    ask_found_to_close,
    record_found,
    record_found_gone,
    report_found,
)
from accounts.services.leaver_lines import Decision, carry_out, decide_line, hand_on_tasks, hand_on_turns
from accounts.services.leaver_sweeps import watch_leavers
from accounts.services.leavers import (
    change_credentials,
    complete_handover,
    confirm_handover,
    keep_leaver,
    notice_leaver,
    open_handover,
    propose_handover,
    record_reminder,
    reopen_handover,
    send_handover_back,
)
from accounts.services.looking_after import Look, Review, check_settings, finish_change, review_account
from accounts.services.register import read_platform, record_consultation, record_learner_use, show_owner
from accounts.services.rota import set_turns, watch_accounts
from accounts.services.runners import add_runner, end_runner
from accounts.services.sweeps import check_runners, end_lapsed_authorisations, settle_authorisations
from accounts.services.technical import (
    Wish,
    ask_help,
    confirm_technical,
    direct_security,
    do_technical,
    reopen_technical,
    withdraw_technical,
)
from accounts.services.transfers import Handover, confirm_transfer, record_transfer, start_transfer, stop_transfer
from accounts.services.web_searches import record_search

__all__ = [
    "AccountSettings",
    "Custody",
    "Decision",
    "Handover",
    "Lending",
    "Look",
    "Review",
    "Sighting",
    "Wish",
    "Wound",
    "action_of_block",
    "add_runner",
    "adopt_found",
    "approve",
    "approve_authorisation",
    "approve_device",
    "approve_follower",
    "approve_together",
    "ask_for_new_password",
    "ask_found_to_close",
    "ask_help",
    "ask_to_look_after",
    "ask_to_renew_devices",
    "block_follower",
    "carry_out",
    "change_credentials",
    "check_runners",
    "check_settings",
    "close",
    "complete_handover",
    "confirm_close",
    "confirm_handover",
    "confirm_password_change",
    "confirm_technical",
    "confirm_transfer",
    "consider",
    "correct_loss",
    "cover_absence",
    "decide_line",
    "direct_security",
    "do_technical",
    "end_absence",
    "end_lapsed_authorisations",
    "end_runner",
    "find_device",
    "finish_change",
    "go_live",
    "hand_on_tasks",
    "hand_on_turns",
    "identify_follower",
    "keep",
    "keep_block",
    "keep_leaver",
    "left_out",
    "lend_device",
    "log_followers",
    "mend_rights",
    "notice_leaver",
    "open_handover",
    "propose_handover",
    "read_platform",
    "record_check",
    "record_closing",
    "record_consultation",
    "record_custody",
    "record_found",
    "record_found_gone",
    "record_learner_use",
    "record_password_change",
    "record_reminder",
    "record_search",
    "record_transfer",
    "refuse_authorisation",
    "refuse_device",
    "refuse_follower",
    "refuse_together",
    "reinstate",
    "reject",
    "remove_follower",
    "renew_device",
    "reopen_handover",
    "reopen_technical",
    "report_device",
    "report_found",
    "request_authorisation",
    "request_device",
    "resume_authorisation",
    "review_account",
    "revoke_authorisation",
    "save_draft",
    "send_back",
    "send_handover_back",
    "set_turns",
    "settle_authorisations",
    "settle_findings",
    "settle_queues",
    "show_owner",
    "sort_to_approve",
    "sort_to_refuse",
    "start_transfer",
    "stop_transfer",
    "submit",
    "suspend",
    "suspend_authorisation",
    "take_back_device",
    "unblock_follower",
    "watch_accounts",
    "watch_leavers",
    "withdraw",
    "withdraw_device",
    "withdraw_technical",
]
