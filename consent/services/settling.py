"""The data protection officer's part: handling a change, settling an objection, refusing a form that is not valid."""

from datetime import datetime

from django.db import transaction

from consent.models import Answer, ChangeRequest, SignedForm
from consent.rules.states import Standing
from consent.services.changes import announce, open_change
from consent.services.ending import end_answers
from consent.services.revisions import bump
from governance.audit.services import record
from governance.duties.services import close_duties
from governance.kernel.errors import Refused, TooLate
from governance.people.models import Person
from governance.permissions.services import require


@transaction.atomic
def mark_handled(*, request: ChangeRequest, by: Person, now: datetime) -> None:
    """Say that everybody who must know has been told and every post dealt with (C101); closes the duty."""
    verdict = require(by, "consent.settle", request, now=now)
    if not ChangeRequest.objects.filter(pk=request.pk, handled_at__isnull=True).update(handled_at=now, handled_by=by):
        raise TooLate
    close_duties(request, kinds=["J13"], now=now, outcome="handled")
    _note(request, "consent.handle", by, now, verdict.acting_for)


@transaction.atomic
def settle_objection(*, request: ChangeRequest, because: str, by: Person, now: datetime) -> None:
    """End the hold of a no from somebody without responsibility; until then it is a no (Q32)."""
    verdict = require(by, "consent.settle", request, now=now)
    if request.standing != Standing.OBJECTOR:
        raise Refused("Only a new signed form of the same person ends a withdrawal by a parent or the pupil.")
    if not because.strip():
        raise Refused("Say why the pupil may be shown again.")
    bump([request.pupil_id])
    open_now = ChangeRequest.objects.filter(pk=request.pk, settled_at__isnull=True)
    if not open_now.update(settled_at=now, settled_by=by, settled_because=because.strip()[:500]):
        raise TooLate
    close_duties(request, kinds=["J13"], now=now, outcome="settled")
    _note(request, "consent.settle", by, now, verdict.acting_for)


@transaction.atomic
def invalidate_form(*, form: SignedForm, because: str, by: Person, now: datetime) -> None:
    """Say that a form is not valid, such as one signed by somebody without responsibility; its answers end (C091, T13)."""
    verdict = require(by, "consent.settle", form, now=now)
    if not because.strip():
        raise Refused("Say why the form is not valid.")
    change = open_change(pupil=form.pupil, received_at=now, now=now)
    ended = end_answers(
        Answer.objects.filter(form=form),
        "invalidate",
        at=now,
        because=because.strip()[:200],
        by_reference=change.reference,
    )
    if not ended:
        raise TooLate("None of its answers was in force any more.")
    _note(form, "consent.invalidate_form", by, now, verdict.acting_for)
    announce(change, now=now)


def _note(
    thing: ChangeRequest | SignedForm, action: str, by: Person, now: datetime, acting_for: Person | None
) -> None:
    record(
        organisation_reference=thing.organisation.reference,
        action=action,
        thing_type=thing.thing_type,
        thing_reference=thing.reference,
        by=by,
        now=now,
        facts={"pupil": thing.pupil.reference},
        acting_for=acting_for,
    )
