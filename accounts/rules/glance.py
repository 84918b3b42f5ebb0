"""What the head of an account's page answers at once: whether anything speaks against the account today (C032, C039, J47)."""

from accounts.rules.custody import NO_SECOND_FACTOR

ACCESS_LOST = "Its password is to be changed, for somebody has lost access."
SETTINGS_LATE = "Its settings were not verified by the end of term."
REVIEW_LATE = "Its yearly review is late."


def worries(
    *,
    attention: str = "",
    stopped: str = "",
    password_owed: bool = False,
    unprotected: bool = False,
    settings_late: bool = False,
    review_late: bool = False,
) -> list[str]:
    """Every reason why the account is not as it should be, the gravest first; none where nothing is known.

    `attention` is the mark that the product has set, `stopped` why nothing may be posted; what the mark says already is
    not said twice.
    """
    checks = (
        (bool(stopped), f"Nothing may be posted: {stopped}"),
        (bool(attention), attention),
        (password_owed, ACCESS_LOST),
        (unprotected, NO_SECOND_FACTOR),
        (settings_late and SETTINGS_LATE not in attention, SETTINGS_LATE),
        (review_late, REVIEW_LATE),
    )
    return [sentence for wrong, sentence in checks if wrong]
