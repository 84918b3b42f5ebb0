"""Wording, signed forms, answers, requests, bars, and the row that publication and consent both claim."""

from consent.models.answer import Answer
from consent.models.bar import BarReason, SafeguardingBar
from consent.models.change import ChangeRequest, ConsentChange
from consent.models.form import FormAsked, SignedForm
from consent.models.link import ParentLink
from consent.models.revision import PupilRevision
from consent.models.wording import WordingVersion

__all__ = [
    "Answer",
    "BarReason",
    "ChangeRequest",
    "ConsentChange",
    "FormAsked",
    "ParentLink",
    "PupilRevision",
    "SafeguardingBar",
    "SignedForm",
    "WordingVersion",
]
