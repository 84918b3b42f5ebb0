"""Security measures that the head directs, and technical help that is asked for: what, by when, and how it ends (C020, C046)."""

from collections.abc import Collection
from datetime import date

from django.db import models

from governance.workflow.machine import Machine, Transition


class TechnicalKind(models.TextChoices):
    """Who sets it going: the head directs, whoever looks after an account asks."""

    DIRECTION = "direction", "Security measure directed by the head"
    HELP = "help", "Technical help"


class TechnicalStatus(models.TextChoices):
    """Where it stands."""

    ASKED = "asked", "To be done"
    AGAIN = "again", "To be done again"
    DONE = "done", "Done, to be confirmed"
    CONFIRMED = "confirmed", "Done and confirmed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Measure(models.TextChoices):
    """What is asked; the last is told in the note."""

    SECOND_FACTOR = "second-factor", "Switch on a second step for signing in"
    ACCESS = "access", "Take away access that nobody needs any more"
    SESSIONS = "sessions", "Sign out every device, and look for unknown ones"
    APPS = "apps", "Remove apps that are connected to the account"
    RECOVERY = "recovery", "Make sure that only the school can recover the account"
    DEVICES = "devices", "Update and lock the devices that are used for posting"
    DATA = "data", "Change what the platform keeps or shares about people"
    COPY = "copy", "Keep a copy of what is on the account"
    SET_UP = "set-up", "Help to set up the account"
    SETTINGS = "settings", "Help with a setting"
    NO_ENTRY = "no-entry", "Help because nobody can get in"
    WEBSITE = "website", "Put the account on the school’s website, or take it off"
    OTHER = "other", "Something else"


_HELP = (Measure.SET_UP, Measure.SETTINGS, Measure.NO_ENTRY, Measure.WEBSITE)
MEASURES = {
    TechnicalKind.DIRECTION: tuple(one for one in Measure if one not in _HELP),
    TechnicalKind.HELP: (*_HELP, Measure.COPY, Measure.OTHER),
}
COLOURS = {"asked": "yellow", "again": "orange", "done": "blue", "confirmed": "green", "withdrawn": "grey"}
# The right that asking takes.
ASKS = {TechnicalKind.DIRECTION: "accounts.direct_security", TechnicalKind.HELP: "accounts.ask_help"}
OPEN = (TechnicalStatus.ASKED, TechnicalStatus.AGAIN, TechnicalStatus.DONE)
TO_DO, TO_CONFIRM = "J+technical", "J+technical-confirm"
LATEST_DAYS = 366

TECHNICAL = Machine(
    key="S+technical",
    noun="technical task",
    statuses=TechnicalStatus,
    initial=TechnicalStatus.ASKED,
    final=(TechnicalStatus.CONFIRMED, TechnicalStatus.WITHDRAWN),
    transitions=(
        Transition(
            "do",
            ("asked", "again"),
            "done",
            "accounts.do_technical",
            reason_required=True,
            closes=(TO_DO,),
            clauses=("C020", "C046"),
        ),
        Transition("confirm", ("done",), "confirmed", "accounts.confirm_technical", closes=(TO_CONFIRM,)),
        Transition(
            "reopen",
            ("done",),
            "again",
            "accounts.confirm_technical",
            reason_required=True,
            closes=(TO_CONFIRM,),
        ),
        Transition(
            "withdraw",
            ("asked", "again"),
            "withdrawn",
            "accounts.withdraw_technical",
            reason_required=True,
            closes=(TO_DO,),
        ),
    ),
)


def technical_refused(kind: str, measures: Collection[str], note: str, due_on: date, *, today: date) -> list[str]:
    """What is wrong with what is asked: nothing of the list, something else that nobody explains, or an odd day."""
    reasons = []
    if not measures or not set(measures) <= set(MEASURES[TechnicalKind(kind)]):
        reasons.append("Choose what is to be done.")
    if Measure.OTHER in measures and not note.strip():
        reasons.append("Say in the note what else is to be done.")
    if due_on < today:
        reasons.append("The day by which it is to be done has passed.")
    elif (due_on - today).days > LATEST_DAYS:
        reasons.append("Choose a day within a year.")
    return reasons
