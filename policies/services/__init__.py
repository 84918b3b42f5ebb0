"""The verbs of policies, signatures and training."""

from policies.services.documents import create_document, publish_version, write_version
from policies.services.signatures import ask_to_sign, excuse, lapse_signatures, sign_version
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
    "ask_to_sign",
    "attend",
    "book",
    "call_back",
    "confirm",
    "create_course",
    "create_document",
    "excuse",
    "expire_training",
    "lapse_signatures",
    "miss",
    "publish_version",
    "record_training",
    "require_training",
    "sign_version",
    "write_version",
]
