"""Receiving a wish to stop or amend: effective from when any school contact received it, however it came (C099, Q32)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from consent.models import Answer, ChangeRequest, ConsentChange, ParentLink
from consent.rules.facts import Use, scope_covers
from consent.rules.times import handle_by, hour_known, surely_after
from consent.services.changes import announce, open_change
from consent.services.ending import end_answers, mark_amending
from consent.services.signers import Signer, signer_of
from governance.audit.services import record
from governance.calendar.rules import CalendarMissing
from governance.calendar.selectors import days_for
from governance.duties.selectors.recipients import Recipients
from governance.duties.services import open_duty
from governance.kernel.dates import academic_year_of, local_date
from governance.kernel.errors import NotFoundHere, Refused
from governance.notices.services import queue
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from pupils.models import Contact, Pupil, Responsibility

BECAUSE = "Withdrawn"
SPOKEN = (ChangeRequest.Arrival.IN_PERSON, ChangeRequest.Arrival.TELEPHONE)


@dataclass(frozen=True)
class WishEntry:
    """A wish as it reached the school; empty scopes cover everything."""

    received_at: datetime
    arrival: str = ChangeRequest.Arrival.LETTER
    contact: Contact | None = None
    by_pupil: bool = False
    requester_name: str = ""
    wish: str = ChangeRequest.Wish.WITHDRAW
    kinds: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    account_ids: tuple[int, ...] = ()
    conditions: str = ""
    this_year_only: bool = False
    received_by_name: str = ""

    @property
    def hour_known(self) -> bool:
        """Whether anybody noted the hour of receipt."""
        return hour_known(self.received_at)


@transaction.atomic
def withdraw(*, pupil: Pupil, wish: WishEntry, by: Person | ParentLink, now: datetime) -> ChangeRequest:
    """Stop at once: from receipt on no yes of that person counts for what is named; queued posts are held, live ones go."""
    # 1. Who may, who asks, and whether it makes sense.
    acting_for = _may(pupil, wish, by, now)
    if wrong := _faults(wish, now):
        raise Refused(wrong)
    on = local_date(wish.received_at)
    signer = signer_of(pupil, contact=wish.contact, by_pupil=wish.by_pupil, name=wish.requester_name, on=on)
    # 2. Nobody publishes this pupil while the record changes; the request stands from receipt (D20).
    change = open_change(pupil=pupil, received_at=wish.received_at, now=now)
    request = _request(change, wish, signer, by, now)
    request.save(force_insert=True)
    ended = _end(request)
    # 3. What is owed, who must know, what the trail keeps.
    record(
        organisation_reference=pupil.organisation.reference,
        action=f"consent.{request.wish}",
        thing_type=request.thing_type,
        thing_reference=request.reference,
        by=by,
        now=now,
        facts={"pupil": pupil.reference, "standing": signer.standing, "arrival": request.arrival, "ended": ended,
               "received_at": request.received_at.isoformat()},
        profile_version=profile_for(pupil.organisation, now).version,
        acting_for=acting_for,
    )  # fmt: skip
    _ask(request, now)
    _tell(request, now)
    announce(change, now=now)
    return request


def _may(pupil: Pupil, wish: WishEntry, by: Person | ParentLink, now: datetime) -> Person | None:
    """Staff by their role; a parent by their own link, for their own child and nobody else (M14, K11)."""
    if not isinstance(by, ParentLink):
        return require(by, "consent.receive_withdrawal", pupil, now=now).acting_for
    if wish.contact != by.contact or not ParentLink.objects.filter(by.open_at(now), pk=by.pk).exists():
        raise NotFoundHere
    held = Responsibility.objects.filter(pupil=pupil, contact=by.contact).first()
    if held is None or not held.held_on(local_date(now)):
        raise NotFoundHere
    return None


def _faults(wish: WishEntry, now: datetime) -> list[str]:
    wrong = []
    if wish.received_at > now:
        wrong.append("The request cannot have been received in the future.")
    if wish.wish == ChangeRequest.Wish.AMEND and not wish.conditions.strip():
        wrong.append("Write down what is asked for, so that it can be kept to until the new form is signed.")
    return wrong


def _request(
    change: ConsentChange, wish: WishEntry, signer: Signer, by: Person | ParentLink, now: datetime
) -> ChangeRequest:
    amends = wish.wish == ChangeRequest.Wish.AMEND
    return ChangeRequest(
        reference=change.reference,
        change=change,
        organisation=change.pupil.organisation,
        pupil=change.pupil,
        requester_contact=signer.contact,
        requester_name=signer.name,
        person_key=signer.key,
        standing=signer.standing,
        wish=wish.wish,
        kinds=list(wish.kinds),
        channels=list(wish.channels),
        account_ids=list(wish.account_ids),
        conditions=wish.conditions.strip() if amends else "",
        this_year_only=wish.this_year_only,
        academic_year=academic_year_of(local_date(wish.received_at)),
        received_at=wish.received_at,
        arrival=wish.arrival,
        received_by_name=wish.received_by_name,
        chase_writing=wish.arrival in SPOKEN,
        entered_at=now,
        entered_by=None if isinstance(by, ParentLink) else by,
    )


def _end(request: ChangeRequest) -> int:
    """End that person's answers in its scope, this year's and next year's; a form surely received later stays."""
    answers = _covered(request)
    if request.wish == ChangeRequest.Wish.AMEND:
        return mark_amending(answers)
    return end_answers(answers, "withdraw", at=request.received_at, because=BECAUSE, by_reference=request.reference)


def _covered(request: ChangeRequest) -> QuerySet[Answer]:
    last = request.academic_year + (0 if request.this_year_only else 1)
    answers = Answer.objects.filter(
        pupil=request.pupil_id,
        person_key=request.person_key,
        academic_year__range=(request.academic_year, last),
        received_at__lt=surely_after(request.received_at),
    )
    rows = answers.values_list("pk", "kind", "channel", "account_id")
    scope = (request.kinds, request.channels, request.account_ids)
    covered = (pk for pk, kind, channel, account_id in rows if scope_covers(Use(kind, channel, account_id), *scope))
    return answers.filter(pk__in=list(covered))


def _ask(request: ChangeRequest, now: datetime) -> None:
    """The data protection officer, and whoever else the profile names, handles it the same working day (J13, Q05)."""
    organisation = request.organisation
    profile = profile_for(organisation, now)
    for role in dict.fromkeys((Role.DPO, *profile["P40"])):
        open_duty(
            "J13",
            request,
            organisation=organisation,
            due_at=_due(request),
            now=now,
            asked_role=role,
            label=f"Consent change {request.reference}",
            url=request.get_absolute_url(),
        )


def _due(request: ChangeRequest) -> datetime:
    try:
        return handle_by(request.received_at, days_for(request.organisation))
    except CalendarMissing:
        # A withdrawal waits for no calendar: it is due at once (D17).
        return request.received_at


def _tell(request: ChangeRequest, now: datetime) -> None:
    """Communications must know at once, and the DSL is told (C101, M14)."""
    organisation = request.organisation
    known = Recipients([organisation], [Role.COM, Role.DSL], [], now)
    people = [*known.in_role(Role.COM, organisation), *known.in_role(Role.DSL, organisation)]
    queue(
        people=list(dict.fromkeys(people)),
        kind="consent-change",
        organisation=organisation,
        subject=f"Consent change {request.reference}",
        line="A pupil's consent has changed. Check the list before you use a picture.",
        url="/consent/",
        now=now,
        key=f"consent-change:{request.reference}",
        urgent=True,
    )
