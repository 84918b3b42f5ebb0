"""Agreeing channels for contact, and wording the notice of monitoring (C052, C203, Q20)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.kernel.models import Referenced
from governance.notices.services import queue
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from policies.models import ContactChannel, MonitoringNotice, MonitoringWording
from policies.rules.monitoring import faults_of
from policies.rules.sheets import THERE_ALREADY
from policies.selectors.sheets import not_told, wording_of_monitoring

MONITORING_TOLD = "monitoring-told"
WORDED_MEANWHILE = (
    "Somebody else put a wording in force at the same moment. Read theirs; put yours in force again if it still holds."
)


@transaction.atomic
def agree_channel(
    organisation: Organisation, *, name: str, audience: str, protocol: str, by: Person, now: datetime
) -> ContactChannel:
    """Agree a channel by which staff may contact pupils or parents, and how it is used (C052, C203)."""
    require(by, "policies.agree_channels", organisation, now=now)
    said = {"name": " ".join(name.split()), "audience": audience, "protocol": " ".join(protocol.split())}
    try:
        with transaction.atomic():
            made = ContactChannel.objects.create(organisation=organisation, agreed_at=now, agreed_by=by, **said)
    except IntegrityError:
        raise Refused(THERE_ALREADY) from None
    _note(organisation, made, "contact_channel.agree", said, by, now)
    return made


@transaction.atomic
def end_channel(channel: ContactChannel, *, by: Person, now: datetime) -> None:
    """Take a channel off the list; what was agreed, and until when, stays."""
    require(by, "policies.agree_channels", channel.organisation, now=now)
    if not ContactChannel.objects.filter(pk=channel.pk, ended_at__isnull=True).update(ended_at=now, ended_by=by):
        raise TooLate("That channel is off the list already.")
    _note(channel.organisation, channel, "contact_channel.end", {"name": channel.name}, by, now)


@transaction.atomic
def word_monitoring(organisation: Organisation, *, text: str, by: Person, now: datetime) -> MonitoringWording:
    """Put a wording of the notice in force; a gap, or a sentence that asks for agreement, is refused (T112)."""
    require(by, "policies.word_monitoring", organisation, now=now)
    if faults := faults_of(text, organisation.name):
        raise Refused(faults)
    before = MonitoringWording.objects.filter(organisation=organisation).aggregate(last=Max("number"))
    number = (before["last"] or 0) + 1
    said = {"organisation": organisation, "number": number, "text": text}
    try:
        with transaction.atomic():
            made = MonitoringWording.objects.create(**said, written_at=now, written_by=by)
    except IntegrityError:
        raise Refused(WORDED_MEANWHILE) from None
    _note(organisation, made, "monitoring_wording.write", {"number": str(number)}, by, now)
    return made


@transaction.atomic
def tell_of_monitoring(organisation: Organisation, *, address: str, by: Person, now: datetime) -> int:
    """Send the notice in force to everybody there who was not given it yet; answers how many (Q20).

    Who has no sign-in is given it with the printed list. Nobody answers: being told is all there is to it (T112).
    """
    require(by, "policies.word_monitoring", organisation, now=now)
    wording = wording_of_monitoring(organisation, now)
    if wording is None:
        raise Refused("There is no notice of monitoring to give. Write it first.")
    people = list(not_told(organisation, wording, local_date(now)))
    if not people:
        raise Refused("Everybody who signs in has been given this wording already.")
    given = {
        "organisation": organisation,
        "wording": wording,
        "given_at": now,
        "means": MonitoringNotice.Means.MESSAGE,
    }
    # Whom somebody else told at the same moment was told, and keeps the time of that.
    notices = [MonitoringNotice(person=one, **given) for one in people]
    MonitoringNotice.objects.bulk_create(notices, ignore_conflicts=True)
    queue(
        people=people,
        kind=MONITORING_TOLD,
        organisation=organisation,
        subject=f"Notice of monitoring at {organisation}",
        line="This tells you what is looked at, by whom and why. It is a notice, and asks you for nothing.",
        url=address,
        now=now,
        key=f"{wording.reference}:{organisation.reference}",
    )
    _note(organisation, wording, "monitoring_wording.tell", {"people": str(len(people))}, by, now)
    return len(people)


def _note(
    organisation: Organisation, thing: Referenced, action: str, facts: dict[str, str], by: Person, now: datetime
) -> None:
    record(
        organisation_reference=organisation.reference,
        action=action,
        thing_type=thing.thing_type,
        thing_reference=str(thing.reference),
        by=by,
        now=now,
        facts=facts,
    )
