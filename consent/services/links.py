"""A parent's own link: made by those who keep the consent record, opened without an account (M10, M12, M14)."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction

from consent.models import ParentLink
from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere, Refused, TooLate
from governance.people.models import Person
from governance.permissions.services import require
from pupils.models import Contact

LASTS = timedelta(days=30)
SECRET_BYTES = 32
NO_CHILD = (
    "This contact does not hold parental responsibility for any pupil here, so there is nothing a link could open."
)
NOT_OPEN = "This link does not work any more."


def make_link(*, contact: Contact, by: Person, now: datetime) -> tuple[ParentLink, str]:
    """Make a fresh link for a parent and stop the one before; the secret is handed out once and never kept."""
    token = secrets.token_urlsafe(SECRET_BYTES)
    try:
        with transaction.atomic():
            return _made(contact, token, by, now), token
    except IntegrityError as clash:
        raise TooLate("Somebody else made a link for this family at the same moment. Make another.") from clash


def _made(contact: Contact, token: str, by: Person, now: datetime) -> ParentLink:
    _may_make(contact, by, now)
    ParentLink.objects.filter(contact=contact, revoked_at=None).update(revoked_at=now, revoked_by=by)
    link = ParentLink.objects.create(
        contact=contact,
        organisation=contact.organisation,
        token_digest=digest_of(token),
        made_at=now,
        made_by=by,
        expires_at=now + LASTS,
    )
    record(
        organisation_reference=contact.organisation.reference,
        action="consent.make_link",
        thing_type=link.thing_type,
        thing_reference=link.reference,
        by=by,
        now=now,
        facts={"contact": contact.reference, "expires_at": link.expires_at.isoformat()},
    )
    return link


def _may_make(contact: Contact, by: Person, now: datetime) -> None:
    """Asked of each child, so that nobody makes a link to a family of their own (K10)."""
    children = [
        held.pupil
        for held in contact.responsibilities.select_related("pupil__organisation")
        if held.held_on(local_date(now))
    ]
    require(by, "consent.record_form", contact.organisation, now=now)
    if not children:
        raise Refused(NO_CHILD)
    for pupil in children:
        require(by, "consent.record_form", pupil, now=now)


def link_of(token: str, now: datetime) -> ParentLink:
    """The link behind a secret; unknown, stopped and run out are one and the same."""
    links = ParentLink.objects.select_related("contact", "organisation", "contact__person")
    link = links.filter(ParentLink.open_at(now), token_digest=digest_of(token)).first()
    if link is None:
        raise NotFoundHere(NOT_OPEN)
    return link


def digest_of(token: str) -> str:
    """What is kept of a secret."""
    return sha256(token.encode()).hexdigest()
