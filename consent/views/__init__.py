"""The pages of consent."""

from consent.views.bars import bar_pupil, lift_bar
from consent.views.checking import ask_class, check_class, do_not_show
from consent.views.pupils import invalidate_form, note_unsigned, record_form, view_pupil
from consent.views.withdrawals import list_withdrawals, mark_handled, settle_objection, view_withdrawal, withdraw
from consent.views.wording import list_wordings, publish_wording, view_wording

__all__ = [
    "ask_class",
    "bar_pupil",
    "check_class",
    "do_not_show",
    "invalidate_form",
    "lift_bar",
    "list_withdrawals",
    "list_wordings",
    "mark_handled",
    "note_unsigned",
    "publish_wording",
    "record_form",
    "settle_objection",
    "view_pupil",
    "view_withdrawal",
    "view_wording",
    "withdraw",
]
