"""The verbs of policies, signatures and training."""

from policies.services.documents import create_document, publish_version, write_version
from policies.services.head_permissions import (
    ask_permission,
    confirm_permission,
    grant_permission,
    refuse_permission,
    renew_permission,
    revoke_permission,
)
from policies.services.self_reviews import record_review
from policies.services.signatures import ask_to_sign, excuse, lapse_signatures, sign_version
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
    create_course,
    expire_training,
    miss,
    record_training,
    require_training,
)

__all__ = [
    "acknowledge_tie",
    "ask_permission",
    "ask_to_sign",
    "attend",
    "book",
    "call_back",
    "confirm",
    "confirm_permission",
    "create_course",
    "create_document",
    "declare_tie",
    "decline_tie",
    "discuss_tie",
    "end_tie",
    "excuse",
    "expire_training",
    "grant_permission",
    "lapse_signatures",
    "match_tie",
    "miss",
    "publish_version",
    "record_review",
    "record_training",
    "redeclare_tie",
    "refuse_permission",
    "renew_permission",
    "require_training",
    "revoke_permission",
    "sign_version",
    "write_version",
]
