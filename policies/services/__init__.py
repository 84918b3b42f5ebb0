"""The verbs of policies, signatures and training."""

from policies.services.class_leads import name_leads
from policies.services.documents import create_document, publish_version, write_version
from policies.services.governors import confirm_remit, record_learning
from policies.services.parent_notices import (
    draft_notice,
    drop_notice,
    edit_wording,
    repeat_notice,
    send_notice,
    write_notice,
)
from policies.services.release import note_adoption, tell_audience
from policies.services.reviews import (
    Proof,
    ask_changes,
    check_equality,
    open_due_reviews,
    open_review,
    put_approved_in_force,
    sign_review,
    submit_review,
    withdraw_version,
)
from policies.services.round import sweep_year
from policies.services.signatures import ask_to_sign, excuse, lapse_signatures, sign_version
from policies.services.teaching import (
    Held,
    Plan,
    call_off_teaching,
    confirm_teaching,
    hold_teaching,
    plan_teaching,
    rearrange_teaching,
    set_day,
)
from policies.services.training import (
    attend,
    book,
    call_back,
    confirm,
    create_course,
    expire_training,
    miss,
    record_training,
    require_training,
)

__all__ = [
    "Proof",
    "ask_changes",
    "ask_to_sign",
    "attend",
    "book",
    "call_back",
    "check_equality",
    "confirm",
    "create_course",
    "create_document",
    "excuse",
    "expire_training",
    "lapse_signatures",
    "miss",
    "note_adoption",
    "open_due_reviews",
    "open_review",
    "publish_version",
    "put_approved_in_force",
    "record_training",
    "require_training",
    "sign_review",
    "sign_version",
    "submit_review",
    "tell_audience",
    "withdraw_version",
    "write_version",
]
__all__ += [
    "Held",
    "Plan",
    "call_off_teaching",
    "confirm_remit",
    "confirm_teaching",
    "draft_notice",
    "drop_notice",
    "edit_wording",
    "hold_teaching",
    "name_leads",
    "plan_teaching",
    "rearrange_teaching",
    "record_learning",
    "repeat_notice",
    "send_notice",
    "set_day",
    "sweep_year",
    "write_notice",
]
