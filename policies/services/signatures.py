"""Asking for signatures, giving them, and noticing when they run out (S18, C038, D08)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from governance.calendar.rules import CalendarMissing, add_working_days
from governance.calendar.selectors import days_for
from governance.duties.services import open_duty
from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import NotFoundHere, Refused
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from governance.people.signatures.services import sign
from governance.permissions.services import require
from governance.workflow.services import begin, move
from policies.duties import READ_VERSION, SIGN_TERMS
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import (
    WORKING_DAYS_TO_SIGN,
    AcknowledgementStatus,
    VersionStatus,
    is_missing_signature,
    signed_until,
)
from policies.selectors.files import words_of
from policies.selectors.people import in_force, workplaces
from policies.signals import signature_changed

OPEN = (AcknowledgementStatus.DUE, AcknowledgementStatus.OVERDUE, AcknowledgementStatus.EXCUSED)
STATEMENT = "I have read and understood “{title}”, version {number}, and I will keep to it."


def statement_of(version: DocumentVersion) -> str:
    """The words that a person signs under a version."""
    return STATEMENT.format(title=version.document.title, number=version.number)


def label_of(version: DocumentVersion) -> str:
    """What the request is called in the lists of whoever is asked."""
    return f"Sign: {version.document.title}, version {version.number}"


def text_signed(version: DocumentVersion) -> str:
    """The statement with the whole text it is about, and its file where it has one, so that the fingerprint holds both (D08)."""
    return f"{statement_of(version)}\n\n{words_of(version)}"


@transaction.atomic
def ask_to_sign(*, version: DocumentVersion, people: Iterable[Person], now: datetime) -> list[Acknowledgement]:
    """Ask each of these people to sign the version in force, once while it stays open; those who left are not asked."""
    wanted = list(people)
    places = workplaces([person.pk for person in wanted], version.organisation, local_date(now))
    asked_already = set(
        Acknowledgement.objects.filter(version=version, status__in=(*OPEN, AcknowledgementStatus.SIGNED)).values_list(
            "person_id", flat=True
        )
    )
    new = [person for person in wanted if person.pk in places and person.pk not in asked_already]
    return [_ask(version, person, places[person.pk], now) for person in new]


def _ask(version: DocumentVersion, person: Person, place: Organisation, now: datetime) -> Acknowledgement:
    due_on = _due_on(place, local_date(now))
    asked = Acknowledgement(version=version, person=person, organisation=place, due_on=due_on)
    begin(asked, by=SYSTEM, now=now, action="policies.sign", facts={"version": version.reference})
    kind = SIGN_TERMS if version.document.kind == Document.Kind.TERMS else READ_VERSION
    open_duty(
        kind,
        asked,
        organisation=place,
        due_at=local_midnight(date.fromordinal(due_on.toordinal() + 1)),
        now=now,
        asked_person=person,
        label=label_of(version),
        url=version.get_absolute_url(),
    )
    return asked


@transaction.atomic
def sign_version(
    version: DocumentVersion, *, by: Person, now: datetime, proved_at: datetime | None, printed_name: str
) -> Acknowledgement:
    """Sign the version in force, asked or not: proof of person, printed name, and the very text that was read (D08)."""
    if not DocumentVersion.objects.filter(pk=version.pk, status=VersionStatus.CURRENT).exists():
        raise Refused("This version is no longer in force. Read the current one and sign that.")
    mine = _open_for(version, by, now)
    require(by, "policies.sign", mine, now=now)
    signature = sign(
        by=by,
        thing=mine,
        statement=text_signed(version),
        version=f"{version.reference}:{version.number}",
        now=now,
        proved_at=proved_at,
        printed_name=printed_name,
    )
    move(mine, "sign", by=by, now=now, changes={"signed_at": now, "signature": signature})
    signature_changed.send(person_id=by.pk, document_kind=version.document.kind, now=now)
    return mine


def _open_for(version: DocumentVersion, person: Person, now: datetime) -> Acknowledgement:
    """The person's open request for this version, made now where nobody had asked, or where the last one ran out."""
    rows = Acknowledgement.objects.filter(version=version, person=person).select_related("organisation", "version")
    signed = rows.filter(status=AcknowledgementStatus.SIGNED).first()
    if signed is not None and signed.signed_at is not None:
        if not is_missing_signature(signed_on=local_date(signed.signed_at), today=local_date(now)):
            raise Refused("You have signed this version already.")
        move(signed, "supersede", by=SYSTEM, now=now)
    excused = rows.filter(status=AcknowledgementStatus.EXCUSED).first()
    if excused is not None:
        move(excused, "recall", by=SYSTEM, now=now)
        return excused
    found = rows.filter(status__in=OPEN).first()
    if found is None:
        found = next(iter(ask_to_sign(version=version, people=[person], now=now)), None)
    if found is None:
        raise NotFoundHere
    return found


@transaction.atomic
def excuse(asked: Acknowledgement, *, reason: str, until: date, by: Person, now: datetime) -> None:
    """Excuse somebody who is away until they are back; they still may not post meanwhile."""
    if until <= local_date(now):
        raise Refused("The day they are back must lie ahead.")
    move(asked, "excuse", by=by, now=now, reason=reason, changes={"excused_until": until})


def lapse_signatures(now: datetime) -> int:
    """Each day: note who is late, ask again who signed a year ago or is back; may run twice or miss a night (D16)."""
    today = local_date(now)
    count = 0
    rows = Acknowledgement.objects.select_related("organisation", "person", "version__document__organisation")
    for late in rows.filter(status=AcknowledgementStatus.DUE, due_on__lt=today):
        move(late, "lapse", by=SYSTEM, now=now)
        count += 1
    for gone in rows.filter(_has_left(today), status__in=OPEN):
        move(gone, "end", by=SYSTEM, now=now)
        count += 1
    for back in rows.filter(status=AcknowledgementStatus.EXCUSED, excused_until__lte=today):
        move(back, "recall", by=SYSTEM, now=now, changes={"due_on": _due_on(back.organisation, today)})
        count += 1
    nearly_a_year_ago = local_midnight(today - timedelta(days=364))
    for old in rows.filter(status=AcknowledgementStatus.SIGNED, signed_at__lt=nearly_a_year_ago):
        count += _renew(old, today, now)
    return count


def _has_left(today: date) -> Q:
    """Nothing is asked of those who work nowhere in the tree any more (D09); what they signed stays as it is."""
    here = Engagement.objects.filter(
        in_force(today), person=OuterRef("person"), organisation__root=OuterRef("organisation__root")
    )
    return ~Q(Exists(here))


@transaction.atomic
def _renew(old: Acknowledgement, today: date, now: datetime) -> int:
    """A signature of a year ago no longer stands: it is replaced by a request for a new one of the version in force."""
    if old.signed_at is None or today < signed_until(local_date(old.signed_at)):
        return 0
    move(old, "supersede", by=SYSTEM, now=now)
    current = (
        DocumentVersion.objects.filter(document=old.version.document, status=VersionStatus.CURRENT)
        .select_related("document", "organisation")
        .first()
    )
    if current is not None:
        ask_to_sign(version=current, people=[old.person], now=now)
    signature_changed.send(person_id=old.person_id, document_kind=old.version.document.kind, now=now)
    return 1


def _due_on(place: Organisation, today: date) -> date:
    """The last day to sign; where next year's calendar is missing, plain days, which are never later (D17)."""
    try:
        return add_working_days(today, WORKING_DAYS_TO_SIGN, days_for(place))
    except CalendarMissing:
        return date.fromordinal(today.toordinal() + WORKING_DAYS_TO_SIGN)
