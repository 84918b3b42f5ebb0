"""One check of one account: its states, what is looked at, and when an entry does not count (S26, C117, T60)."""

from collections.abc import Collection
from datetime import datetime

from django.db import models

from accounts.rules.windows import Window
from governance.kernel.dates import local_date
from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition


class CheckStatus(models.TextChoices):
    """The states of S26; `ended` is read in for an account that is closed before its check was due."""

    DUE = "due", "To be done"
    CLEAN = "done-clean", "Looked at, nothing found"
    FINDINGS = "done-with-findings", "Looked at, something found"
    COVERED = "covered-by-another", "Looked at by somebody else"
    MISSED = "missed", "Missed"
    ENDED = "ended", "No longer needed"


LOOKED_AT = (CheckStatus.CLEAN, CheckStatus.FINDINGS, CheckStatus.COVERED)

CHECK = Machine(
    key="S26",
    noun="check",
    statuses=CheckStatus,
    initial=CheckStatus.DUE,
    final=(*LOOKED_AT, CheckStatus.MISSED, CheckStatus.ENDED),
    transitions=(
        Transition("look", ("due",), "done-clean", "accounts.check", clauses=("C117", "T60")),
        Transition("find", ("due",), "done-with-findings", "accounts.check", clauses=("C117", "C118")),
        Transition("cover", ("due",), "covered-by-another", "accounts.check", clauses=("C117",)),
        # There is no arrow from here: what was not looked at in time was not looked at (S26).
        Transition("miss", ("due",), "missed", SYSTEM_ACTION, clauses=("C117",)),
        Transition("end", ("due",), "ended", SYSTEM_ACTION),
    ),
)


class Part(models.TextChoices):
    """What somebody looks at on an account."""

    COMMENTS = "comments", "Comments and replies"
    MESSAGES = "messages", "Messages sent to the account"
    TAGS = "tags", "Posts in which the account is tagged"
    OWN = "own", "Our own newest posts"


class Finding(models.TextChoices):
    """What may be found; what was said and by whom is entered where comments and abuse are kept, never here."""

    COMMENT = "comment", "A comment, question or complaint to answer"
    ABUSE = "abuse", "Something abusive, threatening or unsafe"
    STRANGER = "stranger", "A follower or tag that does not belong"
    SETTING = "setting", "A setting that has changed"
    POST = "post", "A post of ours that is wrong"


def reasons_not_to_count(
    *, looked_at: datetime, window: Window, now: datetime, looked_over: Collection[str], found: Collection[str]
) -> list[str]:
    """What is wrong with an entry: each check is one account's, on its own days, with the time of looking (T60)."""
    reasons = []
    if looked_at > now:
        reasons.append("The time of looking lies ahead. Enter when you looked.")
    elif local_date(looked_at) < window.opens_on:
        reasons.append("That was before this check began, and has been counted or missed already. Look again.")
    if local_date(now) > window.due_on:
        reasons.append("This check was missed and cannot be filled in afterwards. Record the one that is due now.")
    if not looked_over:
        reasons.append("Say what you looked at.")
    unknown = [one for one in (*looked_over, *found) if one not in (*Part.values, *Finding.values)]
    return [*reasons, *(f"“{one}” is not something to look at." for one in unknown)]
