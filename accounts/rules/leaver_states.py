"""Somebody leaves: the states and arrows of the handover, what they are on an account, what becomes of it (S27, F18)."""

from django.db import models

from governance.workflow.machine import Machine, Transition


class HandoverStatus(models.TextChoices):
    """The states of S27."""

    NOTICED = "noticed", "Noticed"
    OPEN = "open", "Open"
    ACCOUNTS_DECIDED = "accounts-decided", "Accounts decided"
    CREDENTIALS_CHANGED = "credentials-changed", "Passwords changed"
    COMPLETE = "complete", "Complete"
    STAYS = "stays", "Stays after all"


class Way(models.TextChoices):
    """What becomes of an account that the leaver had to do with."""

    PASS_ON = "pass-on", "Others take over what they did, and the account goes on"
    TRANSFER = "transfer", "The account is handed to somebody new; nothing is posted until the headteacher confirms"
    CLOSE = "close", "The account closes"


class Hat(models.TextChoices):
    """What a person is on an account."""

    LEAD = "lead", "leads it"
    RUNNER = "runner", "runs it"
    CUSTODIAN = "custodian", "keeps the password"
    RECOVERY = "recovery", "can recover it"
    MODERATOR = "moderator", "moderates it"
    DEPUTY = "deputy", "is deputy moderator"
    SHOWN = "shown", "is named in public"


GOING = (
    HandoverStatus.NOTICED,
    HandoverStatus.OPEN,
    HandoverStatus.ACCOUNTS_DECIDED,
    HandoverStatus.CREDENTIALS_CHANGED,
)
LEAVING_DUTY = "J45-leaver"
CONFIRM_DUTY = "J+confirm-handover"
_RUNS, _CONFIRMS = "accounts.run_handover", "accounts.confirm_handover"
_ALL = (LEAVING_DUTY, CONFIRM_DUTY)

LEAVER_HANDOVER = Machine(
    key="S27",
    noun="leaver handover",
    statuses=HandoverStatus,
    initial=HandoverStatus.NOTICED,
    final=(HandoverStatus.COMPLETE, HandoverStatus.STAYS),
    transitions=(
        Transition("open", ("noticed",), "open", _RUNS, clauses=("C040",)),
        Transition("propose", ("open",), "open", _RUNS, clauses=("C040", "C028")),
        Transition("send_back", ("open",), "open", _CONFIRMS, reason_required=True, closes=(CONFIRM_DUTY,)),
        Transition(
            "decide",
            ("open",),
            "accounts-decided",
            _CONFIRMS,
            closes=(CONFIRM_DUTY,),
            clauses=("C028", "C040", "K03", "K04", "T39"),
        ),
        Transition(
            "change_credentials",
            ("accounts-decided",),
            "credentials-changed",
            _RUNS,
            clauses=("C039", "T43"),
            system_too=True,
        ),
        Transition("reopen", ("accounts-decided", "credentials-changed"), "open", _RUNS, reason_required=True),
        Transition("complete", ("credentials-changed",), "complete", _RUNS, closes=_ALL, clauses=("C040", "C036")),
        Transition("stay", GOING, "stays", _RUNS, reason_required=True, closes=_ALL),
    ),
)
