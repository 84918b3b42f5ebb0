"""Asking somebody else for what one person was asked: they leave, and it is still owed (T62)."""

from datetime import datetime

from django.db import transaction

from governance.duties.models import Duty
from governance.duties.services.opening import tell_first
from governance.people.models import Person


@transaction.atomic(savepoint=False)
def hand_on(duty: Duty, *, to: Person, now: datetime) -> None:
    """Ask the duty's role again where it has one, else the other person; they are told, and the due day stays.

    Where the same is owed already by whom it would pass to, the one duty is enough.
    """
    whom = None if duty.asked_role else to
    key = f"{duty.kind}:{duty.thing_reference}:{whom.reference if whom else duty.asked_role}"
    still = Duty.objects.filter(pk=duty.pk, closed_at__isnull=True)
    if Duty.objects.filter(key=key, closed_at__isnull=True).exclude(pk=duty.pk).exists():
        still.update(closed_at=now, outcome="handed on", next_step_at=None)
    elif still.update(asked_person=whom, key=key):
        duty.asked_person, duty.key = whom, key
        tell_first(duty, now=now)
