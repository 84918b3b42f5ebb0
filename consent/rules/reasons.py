"""Why a picture may not be used: every cause kept apart for chasing, and what each reader is told (T05, T17, M10)."""

from enum import StrEnum


class Reason(StrEnum):
    """One cause of a no; the value is stored with decisions, the sentence is shown."""

    PUPIL_UNKNOWN = "pupil-unknown"
    NOT_YET_JOINED = "not-yet-joined"
    LEFT = "left"
    REGIME_FORBIDS = "regime-forbids"
    REGIME_CHANGED = "regime-changed"
    BARRED = "barred"
    OBJECTION = "objection"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    CONFLICT = "conflict"
    PUPIL_REFUSED = "pupil-refused"
    PUPIL_MISSING = "pupil-missing"
    NOT_YET_IN_FORCE = "not-yet-in-force"
    NOT_VALID = "not-valid"
    SUPERSEDED = "superseded"
    KIND_NOT_ASKED = "kind-not-asked"
    PLACE_NOT_ASKED = "place-not-asked"
    UNSIGNED = "unsigned"
    NO_REPLY = "no-reply"
    EXPIRED = "expired"
    NOT_ASKED = "not-asked"

    @property
    def sentence(self) -> str:
        """The cause in words, for those who keep the consent record."""
        return SENTENCES[self]

    @property
    def is_chased(self) -> bool:
        """Whether asking a parent or pupil again may turn it into an answer."""
        return self in CHASED


SENTENCES = {
    Reason.PUPIL_UNKNOWN: "This pupil is not on the register.",
    Reason.NOT_YET_JOINED: "The pupil has not joined the school by that day.",
    Reason.LEFT: "The pupil has left the school, so every yes has ended.",
    Reason.REGIME_FORBIDS: "The school's policy does not show identifiable pupils, whatever was answered.",
    Reason.REGIME_CHANGED: "The school's policy changed after this answer, so the family must be asked again.",
    Reason.BARRED: "The DSL has barred this pupil's image.",
    # True of an objection and of a bar alike, and it sends nobody to look for a request that is not there.
    Reason.OBJECTION: "This pupil is not to be shown, whatever the forms say.",
    Reason.WITHDRAWN: "Consent was withdrawn.",
    Reason.REFUSED: "A person with parental responsibility said no.",
    Reason.CONFLICT: "People with parental responsibility disagree, and any no counts.",
    Reason.PUPIL_REFUSED: "The pupil said no.",
    Reason.PUPIL_MISSING: "The pupil has not answered.",
    Reason.NOT_YET_IN_FORCE: "There is an answer, but it does not start until later.",
    Reason.NOT_VALID: "The answer is not valid, because of who gave it or how.",
    Reason.SUPERSEDED: "The form or circumstances changed after this answer, so the family must be asked again.",
    Reason.KIND_NOT_ASKED: "The form says nothing about this kind: images and videos are asked apart.",
    Reason.PLACE_NOT_ASKED: "The form does not cover this account or place.",
    Reason.UNSIGNED: "The form came back without a signature or a date.",
    Reason.NO_REPLY: "A form was sent and nobody has replied.",
    Reason.EXPIRED: "Last year's answer has ended and there is none for this academic year.",
    Reason.NOT_ASKED: "Nobody has been asked for this academic year.",
}
CHASED = frozenset(
    {
        Reason.PUPIL_MISSING,
        Reason.REGIME_CHANGED,
        Reason.SUPERSEDED,
        Reason.KIND_NOT_ASKED,
        Reason.PLACE_NOT_ASKED,
        Reason.UNSIGNED,
        Reason.NO_REPLY,
        Reason.EXPIRED,
        Reason.NOT_ASKED,
    }
)
DO_NOT_USE = "Do not use."


def as_ordinary(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The causes as everybody but the DSL reads them: a bar and an objection are told in the same words (T17, Q31)."""
    return tuple(dict.fromkeys(Reason.OBJECTION if reason is Reason.BARRED else reason for reason in reasons))
