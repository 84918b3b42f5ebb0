"""The verbs of policies, signatures and training."""

from policies.services.asking import ask_to_sign
from policies.services.certificates import bring_certificate, turn_down
from policies.services.class_leads import name_leads
from policies.services.conduct import agree_channel, end_channel, tell_of_monitoring, word_monitoring
from policies.services.contacts import fill_contacts
from policies.services.courses import CoursePlan, change_course, create_course, retire_course
from policies.services.documents import create_document, publish_version, write_version
from policies.services.file_reading import read_file
from policies.services.files import check_text, remove_file, take_file
from policies.services.governors import confirm_remit, record_learning
from policies.services.head_permissions import (
    ask_permission,
    confirm_permission,
    grant_permission,
    refuse_permission,
    renew_permission,
    revoke_permission,
)
from policies.services.links import link_document, show_publicly, unlink_document
from policies.services.paper_signatures import Sheet, key_sheet
from policies.services.parent_notices import (
    draft_notice,
    drop_notice,
    edit_wording,
    repeat_notice,
    send_notice,
    write_notice,
)
from policies.services.questions import answer_question, ask_question, share_question, unshare_question
from policies.services.quiz import add_question, retire_question
from policies.services.reading_lists import ask_readers, drop_readers, set_readers
from policies.services.refreshes import (
    Taught,
    accept_refresh,
    decline_refresh,
    excuse_audience,
    open_refresh,
    propose_refresh,
    teach_audience,
)
from policies.services.release import note_adoption, tell_audience
from policies.services.review_signing import Proof, check_equality, put_approved_in_force, sign_review
from policies.services.reviews import ask_changes, open_due_reviews, open_review, submit_review, withdraw_version
from policies.services.round import sweep_year
from policies.services.self_reviews import record_review
from policies.services.sessions import book_session, confirm_session, plan_session, take_register
from policies.services.signature_sweeps import lapse_signatures
from policies.services.signatures import excuse, sign_version
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
from policies.services.ties import (
    acknowledge_tie,
    declare_tie,
    decline_tie,
    discuss_tie,
    end_tie,
    match_tie,
    redeclare_tie,
)
from policies.services.training import (
    attend,
    book,
    call_back,
    confirm,
    excuse_training,
    free,
    miss,
    open_record,
    record_training,
    require_training,
    undo,
)
from policies.services.training_round import expire_training, sweep_training
from policies.services.updates import confirm_update

__all__ = [
    "CoursePlan",
    "Held",
    "Plan",
    "Proof",
    "Sheet",
    "Taught",
    "accept_refresh",
    "acknowledge_tie",
    "add_question",
    "agree_channel",
    "answer_question",
    "ask_changes",
    "ask_permission",
    "ask_question",
    "ask_readers",
    "ask_to_sign",
    "attend",
    "book",
    "book_session",
    "bring_certificate",
    "call_back",
    "call_off_teaching",
    "change_course",
    "check_equality",
    "check_text",
    "confirm",
    "confirm_permission",
    "confirm_remit",
    "confirm_session",
    "confirm_teaching",
    "confirm_update",
    "create_course",
    "create_document",
    "declare_tie",
    "decline_refresh",
    "decline_tie",
    "discuss_tie",
    "draft_notice",
    "drop_notice",
    "drop_readers",
    "edit_wording",
    "end_channel",
    "end_tie",
    "excuse",
    "excuse_audience",
    "excuse_training",
    "expire_training",
    "fill_contacts",
    "free",
    "grant_permission",
    "hold_teaching",
    "key_sheet",
    "lapse_signatures",
    "link_document",
    "match_tie",
    "miss",
    "name_leads",
    "note_adoption",
    "open_due_reviews",
    "open_record",
    "open_refresh",
    "open_review",
    "plan_session",
    "plan_teaching",
    "propose_refresh",
    "publish_version",
    "put_approved_in_force",
    "read_file",
    "rearrange_teaching",
    "record_learning",
    "record_review",
    "record_training",
    "redeclare_tie",
    "refuse_permission",
    "remove_file",
    "renew_permission",
    "repeat_notice",
    "require_training",
    "retire_course",
    "retire_question",
    "revoke_permission",
    "send_notice",
    "set_day",
    "set_readers",
    "share_question",
    "show_publicly",
    "sign_review",
    "sign_version",
    "submit_review",
    "sweep_training",
    "sweep_year",
    "take_file",
    "take_register",
    "teach_audience",
    "tell_audience",
    "tell_of_monitoring",
    "turn_down",
    "undo",
    "unlink_document",
    "unshare_question",
    "withdraw_version",
    "word_monitoring",
    "write_notice",
    "write_version",
]
