"""That consent changed: one row whatever changed it, told to the floors above at once, and again if that failed."""

import logging
from datetime import datetime

from django.db import transaction

from consent.models import ConsentChange
from consent.services.revisions import bump
from consent.signals import consent_changed
from pupils.models import Pupil

logger = logging.getLogger("gatepost.consent")
BATCH = 200


def open_change(*, pupil: Pupil, received_at: datetime, now: datetime) -> ConsentChange:
    """Claim the pupil's revision and note the change; it is effective from receipt, whenever it is entered (D20)."""
    bump([pupil.pk])
    return ConsentChange.objects.create(
        organisation_id=pupil.organisation_id, pupil=pupil, received_at=received_at, entered_at=now
    )


def announce(change: ConsentChange, *, now: datetime) -> bool:
    """Tell the floors above; a receiver that fails never undoes the change and is told again by the sweep (T01)."""
    failed = consent_changed.send(
        pupil_id=change.pupil_id, change_reference=change.reference, received_at=change.received_at, now=now
    )
    if failed:
        return False
    ConsentChange.objects.filter(pk=change.pk, told_at__isnull=True).update(told_at=now)
    return True


def heal_missed_withdrawals(now: datetime, *, batch: int = BATCH) -> int:
    """Tell again of every change that somebody missed, each by itself; answers how many are settled (D16)."""
    healed, last = 0, 0
    while waiting := list(ConsentChange.objects.filter(told_at__isnull=True, pk__gt=last).order_by("pk")[:batch]):
        for change in waiting:
            with transaction.atomic():
                healed += announce(change, now=now)
        last = waiting[-1].pk
    return healed
