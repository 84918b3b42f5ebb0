"""Agreeing channels for contact, and wording the notice of monitoring (C052, C203, Q20)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from governance.audit.services import record
from governance.kernel.errors import Refused, TooLate
from governance.kernel.models import Referenced
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from policies.models import ContactChannel, MonitoringWording
from policies.rules.monitoring import faults_of
from policies.rules.sheets import THERE_ALREADY


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
    made = MonitoringWording.objects.create(
        organisation=organisation, number=number, text=text, written_at=now, written_by=by
    )
    _note(organisation, made, "monitoring_wording.write", {"number": str(number)}, by, now)
    return made


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
