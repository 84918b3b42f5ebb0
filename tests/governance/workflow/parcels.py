"""A record that exists only in these tests: a parcel that is sent, opened or lost."""

from django.db import models

from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition
from governance.workflow.models import Governed


class State(models.TextChoices):
    """Where the parcel is."""

    PACKED = "packed", "Packed"
    SENT = "sent", "Sent"
    OPENED = "opened", "Opened"
    LOST = "lost", "Lost"


DECIDE = "head_permissions.decide"
MACHINE = Machine(
    key="T00",
    noun="parcel",
    statuses=State,
    initial=State.PACKED,
    final=(State.OPENED, State.LOST),
    transitions=(
        Transition("send", (State.PACKED,), State.SENT, "roles.revoke"),
        Transition("open", (State.PACKED, State.SENT), State.OPENED, DECIDE, closes=("J58",)),
        Transition("refuse", (State.SENT,), State.LOST, DECIDE, reason_required=True),
        Transition("lose", (State.SENT,), State.LOST, SYSTEM_ACTION),
        Transition("return", (State.SENT,), State.PACKED, "roles.revoke", system_too=True),
    ),
)


class Parcel(Governed):
    """A governed record with a requester and a weight."""

    MACHINE = MACHINE

    reference = ReferenceField(prefix="PX")
    organisation = models.ForeignKey(Organisation, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False)
    status = models.CharField(max_length=10, choices=State.choices)
    weight = models.IntegerField(default=1)

    class Meta:
        app_label = "parcels"

    def __str__(self) -> str:
        return self.reference

    def interests(self) -> dict[str, set[int]]:
        """Whoever asked for it may not decide on it."""
        return {"requester": set(getattr(self, "requesters", ()))}
