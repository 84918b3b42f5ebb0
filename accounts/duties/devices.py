"""What is owed about the school's own devices: approval, its renewal, what is lent, what is lost (J56, C185, C186)."""

from governance.duties.registry import DutyKind
from governance.duties.rules import Step
from governance.people.roles import Role

APPROVE_DEVICE = "J+device"
RENEW_DEVICE = "J56"
BRING_BACK = "J+device-back"
LOST_DEVICE = "J+device-lost"

KINDS = [
    DutyKind(
        key=APPROVE_DEVICE,
        name="A device to be approved",
        asks="Decide whether pictures may be taken on this device.",
        steps=(Step.before(days=3), Step.after_due(to=Role.HD)),
        clauses=("C074", "C185"),
    ),
    DutyKind(
        key=RENEW_DEVICE,
        name="A device’s approval to be renewed",
        asks="See whether the device is still fit, and renew its approval or withdraw it.",
        steps=(Step.before(days=7), Step.after_due(to=Role.HD)),
        clauses=("C185",),
    ),
    # Whoever has it is asked; once it is late, the office, a day later whoever approves, and then the head.
    DutyKind(
        key=BRING_BACK,
        name="A device to be brought back",
        asks="Bring the device back and have it signed in.",
        steps=(Step.after_due(to=Role.OFF), Step.after_due(days=1, to=Role.OSO), Step.after_due(days=4, to=Role.HD)),
        clauses=("C186",),
    ),
    DutyKind(
        key=LOST_DEVICE,
        name="A device reported lost",
        asks="Withdraw the device, or say that it was found.",
        steps=(Step.before(hours=4), Step.after_due(to=(Role.HD, Role.DPO))),
        clauses=("C074", "C185"),
        urgent=True,
    ),
]
