"""A test message to oneself, and the code in it typed back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from governance.audit.services import record
from governance.kernel.errors import NotFoundHere, Refused
from governance.notices.models import Notice
from governance.notices.services import queue
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from governance.set_up.models import MailTest
from governance.set_up.rules import mail

KIND = "mail-test"
SUBJECT = "A test message from Gatepost"
LINE = "The message itself holds a code of six figures. Type it in where you asked for the message."


@transaction.atomic
def send_test(*, organisation: Organisation, by: Person, now: datetime) -> MailTest:
    """Send a message to oneself through the outbox, as every other goes; not too often."""
    require(by, "set_up.test_mail", organisation, now=now)
    if not by.email:
        raise Refused("You have no e-mail address in Gatepost yet. Ask somebody to add it to your page.")
    # One's own row is held, so that two presses wait for each other and the limit counts both.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    recent = MailTest.objects.filter(by=by, asked_at__gt=now - mail.WITHIN).values_list("asked_at", flat=True)
    if reasons := mail.sending_refused(list(recent), now):
        raise Refused(reasons)
    key = f"{KIND}:{now.isoformat()}"
    url = f"/set-up/{organisation.reference}/mail/"
    queue(
        people=[by],
        kind=KIND,
        organisation=organisation,
        subject=SUBJECT,
        line=LINE,
        url=url,
        now=now,
        key=key,
        urgent=True,
    )
    notice = Notice.objects.get(person=by, key=key)
    test = MailTest.objects.create(organisation=organisation, by=by, notice=notice, asked_at=now)
    _tell(test, "mail_test.send", by, now)
    return test


def confirm_arrival(*, test: MailTest, code: str, by: Person, now: datetime) -> None:
    """The person types the code of the message: it arrived. A wrong one is counted, and five are enough."""
    require(by, "set_up.test_mail", test.organisation, now=now)
    if test.by_id != by.pk:
        raise NotFoundHere
    if test.arrived_at:
        return
    if now - test.asked_at > mail.CODE_LASTS:
        raise Refused(mail.TOO_OLD)
    # Counted before it is compared, and kept whatever comes of it, so that nobody guesses side by side.
    open_still = MailTest.objects.filter(pk=test.pk, arrived_at__isnull=True, tries__lt=mail.MOST_TRIES)
    if not open_still.update(tries=F("tries") + 1):
        raise Refused(mail.TRIED_TOO_OFTEN)
    if not mail.is_code(code, test.notice.reference):
        raise Refused(mail.WRONG_CODE)
    with transaction.atomic():
        if MailTest.objects.filter(pk=test.pk, arrived_at__isnull=True).update(arrived_at=now):
            _tell(test, "mail_test.arrived", by, now)


def _tell(test: MailTest, action: str, by: Person, now: datetime) -> None:
    record(
        organisation_reference=test.organisation.reference,
        action=action,
        thing_type=test.thing_type,
        thing_reference=test.reference,
        by=by,
        now=now,
    )
