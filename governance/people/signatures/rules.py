"""What makes a signature: fresh proof of person, the printed name, and the very words that were signed (D08)."""

from datetime import datetime, timedelta
from hashlib import sha256

PROOF_LASTS = timedelta(minutes=15)
STALE = "Enter your password once more before you sign: it is more than fifteen minutes since you proved who you are."
NO_WORDS = "There is nothing to sign: the statement is empty."


def is_fresh(proved_at: datetime | None, now: datetime) -> bool:
    """Whether the person proved who they are within the last fifteen minutes."""
    return proved_at is not None and timedelta() <= now - proved_at <= PROOF_LASTS


def same_name(printed: str, name: str) -> bool:
    """Whether the printed name is the person's, whatever the case, spacing and punctuation."""
    return bool(_plain(printed)) and _plain(printed) == _plain(name)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def digest_of(statement: str) -> str:
    """The fingerprint of the words that were signed."""
    return sha256(statement.encode()).hexdigest()


def sign_refused(
    *, proved_at: datetime | None, now: datetime, printed_name: str, name: str, statement: str
) -> list[str]:
    """Everything that stands in the way of a signature."""
    reasons = [] if is_fresh(proved_at, now) else [STALE]
    if not same_name(printed_name, name):
        reasons.append(f"Print your name as it stands here: {name}.")
    if not statement.strip():
        reasons.append(NO_WORDS)
    return reasons


def paper_refused(*, witness_is_signer: bool, signed_at: datetime, now: datetime, statement: str) -> list[str]:
    """Everything that stands in the way of recording a signature made on paper."""
    reasons = ["Somebody else must witness a signature on paper."] if witness_is_signer else []
    if signed_at > now:
        reasons.append("The day on the paper is still to come.")
    if not statement.strip():
        reasons.append(NO_WORDS)
    return reasons
