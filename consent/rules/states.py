"""The words of a consent record, and the arrows along which an answer's status may change (S05)."""

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition


class Kind(models.TextChoices):
    """What is shown: a still image or a video; a moving image of stills is a video until a person says otherwise (T04)."""

    IMAGE = "image", "Images"
    VIDEO = "video", "Videos"


class Channel(models.TextChoices):
    """Where it is shown (C095)."""

    ACCOUNT = "account", "Social media account"
    WEBSITE = "website", "School website"
    PRINT = "print", "Prospectus, newsletter and print"


class Value(models.TextChoices):
    """What was answered; answers are never changed, only followed by others (T20)."""

    GIVEN = "given", "Yes"
    CONDITIONS = "conditions", "Yes, with conditions"
    REFUSED = "refused", "No"


class Status(models.TextChoices):
    """Where one answer stands (S05); "not asked", "expired" and "barred" follow from dates and other records."""

    ASKED = "asked", "Asked"
    GIVEN = "given", "Given"
    CONDITIONS = "conditions", "Given with conditions"
    REFUSED = "refused", "Refused"
    AMENDING = "amending", "Amendment requested"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPERSEDED = "superseded", "Superseded"
    INVALIDATED = "invalidated", "Not valid"


class Standing(models.TextChoices):
    """By what right somebody answered."""

    RESPONSIBLE = "responsible", "Parental responsibility"
    PUPIL = "pupil", "The pupil"
    OBJECTOR = "objector", "Somebody else"


class Regime(models.TextChoices):
    """The five regimes of P36."""

    OPT_IN = "opt-in", "Opt-in, per pupil and kind"
    NO_PEOPLE = "no-people-images", "No images of people"
    PERMISSION_AND_LIST = "permission-and-list", "Permission in advance and a do-not-show list"
    NO_IDENTIFIABLE = "no-identifiable", "No identifiable pupils"
    OPT_IN_AND_LIST = "opt-in-and-list", "Written opt-in and a do-not-show list"


class WhoMust(models.TextChoices):
    """Whose yes is needed (P37)."""

    PARENT = "parent", "A person with parental responsibility"
    PARENT_AND_PUPIL = "parent-and-pupil", "A person with parental responsibility, and the pupil"


LIVE = (Status.GIVEN, Status.CONDITIONS, Status.REFUSED, Status.AMENDING)
YES = (Status.GIVEN, Status.CONDITIONS)

# What was asked becomes what was said, and ends as what became of it. Refused is left only for a newer form (Q30).
# An answer is stored once it is given; that somebody was asked is a record of its own (`FormAsked`).
MACHINE = Machine(
    key="S05",
    noun="answer",
    statuses=Status,
    initial=Status.ASKED,
    final=(Status.WITHDRAWN, Status.SUPERSEDED, Status.INVALIDATED),
    transitions=(
        Transition("agree", (Status.ASKED,), Status.GIVEN, "consent.record_form", clauses=("C091", "C093")),
        Transition(
            "agree_on_conditions", (Status.ASKED,), Status.CONDITIONS, "consent.record_form", clauses=("C094",)
        ),
        Transition("refuse", (Status.ASKED,), Status.REFUSED, "consent.record_form", clauses=("C097",)),
        Transition("ask_amendment", YES, Status.AMENDING, "consent.receive_withdrawal", clauses=("C100",)),
        Transition(
            "withdraw", (*YES, Status.AMENDING), Status.WITHDRAWN, "consent.receive_withdrawal", clauses=("C099",)
        ),
        Transition("supersede", LIVE, Status.SUPERSEDED, SYSTEM_ACTION, clauses=("C105", "C111", "T22")),
        Transition("invalidate", LIVE, Status.INVALIDATED, "consent.settle", reason_required=True, clauses=("C091",)),
    ),
)
