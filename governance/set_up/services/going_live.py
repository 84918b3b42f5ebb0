"""Going live, once for good; and looking again at what came undone (K02, Q16)."""

from datetime import datetime

from django.db import transaction

from governance.duties.services import close_duties, open_duty
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.people.signatures.services import sign
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.set_up.duties import TIME_TO_MEND, UNDONE
from governance.set_up.models import GoneLive
from governance.set_up.rules.states import refusals
from governance.set_up.selectors.listing import tasks_of, titles_undone
from governance.set_up.services.organisations import tell

STATEMENT = "I have seen that every task is done, and I say that this organisation goes live."
ALREADY = "{name} is live already."
# Answered by a floor above this one; without an answer nobody goes live (K02, D17).
WANTED = ("K02",)


@transaction.atomic
def go_live(*, organisation: Organisation, by: Person, now: datetime, proved_at: datetime | None) -> GoneLive:
    """Go live, signed by the head or a trust officer; every reason why not is told at once, and K02 is never skipped."""
    acting_for = require(by, "set_up.go_live", organisation, now=now).acting_for
    if Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk).is_live:
        raise TooLate(ALREADY.format(name=organisation.name))
    # Read again here, whatever the page said: the gate is in the transaction.
    if reasons := refusals(tasks_of(organisation, now), WANTED):
        raise Refused(reasons)
    if not Organisation.objects.filter(pk=organisation.pk, is_live=False).update(is_live=True):
        raise TooLate(ALREADY.format(name=organisation.name))
    signature = sign(
        by=by,
        thing=organisation,
        statement=STATEMENT,
        version=profile_for(organisation, now).version,
        now=now,
        proved_at=proved_at,
        printed_name=by.name,
        acting_for=acting_for,
    )
    row = GoneLive.objects.create(organisation=organisation, signature=signature, live_at=now, looked_at=now)
    tell(organisation, "organisation.go_live", by, now, {"signature": signature.reference}, acting_for)
    organisation.is_live = True
    return row


def look_again(now: datetime) -> int:
    """Look whether every organisation that went live still has what it took; answers how many changed."""
    rows = GoneLive.objects.select_related("organisation").order_by("pk")
    return sum(_look_at(row, now) for row in rows.iterator(chunk_size=100))


@transaction.atomic
def _look_at(row: GoneLive, now: datetime) -> bool:
    undone = titles_undone(row.organisation, now)
    GoneLive.objects.filter(pk=row.pk).update(undone=undone, looked_at=now)
    if undone:
        _ask(row.organisation, now)
    else:
        close_duties(row.organisation, kinds=[UNDONE], now=now, outcome="done again")
    return bool(undone != row.undone)


def _ask(organisation: Organisation, now: datetime) -> None:
    """Ask the head, or the trust officer of a trust, to mend it."""
    role = Role.TRU if organisation.kind == Organisation.Kind.TRUST else Role.HD
    open_duty(
        UNDONE,
        organisation,
        organisation=organisation,
        due_at=local_midnight(local_date(now)) + TIME_TO_MEND,
        now=now,
        asked_role=role,
        label=f"Something {organisation.name} went live with is missing",
        url=f"/set-up/{organisation.reference}/",
    )
