"""The verbs of consent: ask, record, withdraw, settle, bar, word; and the claim that publication shares."""

from consent.services.asking import note_asked, note_unsigned
from consent.services.bars import lift_bar, set_bar
from consent.services.changes import heal_missed_withdrawals
from consent.services.forms import FormEntry, record_form
from consent.services.revisions import bump, claim_revisions
from consent.services.settling import invalidate_form, mark_handled, settle_objection
from consent.services.withdrawals import WishEntry, withdraw
from consent.services.wording import publish_wording

__all__ = [
    "FormEntry",
    "WishEntry",
    "bump",
    "claim_revisions",
    "heal_missed_withdrawals",
    "invalidate_form",
    "lift_bar",
    "mark_handled",
    "note_asked",
    "note_unsigned",
    "publish_wording",
    "record_form",
    "set_bar",
    "settle_objection",
    "withdraw",
]
