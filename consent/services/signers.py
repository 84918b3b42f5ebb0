"""Who speaks, and in what standing: parental responsibility counts on the day something was signed (C091, Q36)."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from consent.rules.states import Standing
from governance.kernel.errors import Refused
from pupils.models import Contact, Pupil, Responsibility


@dataclass(frozen=True)
class Signer:
    """Somebody who answers or asks about a pupil's pictures."""

    name: str
    key: str
    standing: str
    contact: Contact | None = None
    relationship: str = ""

    @property
    def is_pupil(self) -> bool:
        """Whether it is the pupil."""
        return self.standing == Standing.PUPIL


def pupil_as_signer(pupil: Pupil) -> Signer:
    """The pupil, whose own no counts under every profile (Q32)."""
    return Signer(pupil.name, "pupil", Standing.PUPIL, relationship="Pupil")


def contact_as_signer(pupil: Pupil, contact: Contact, on: date) -> Signer:
    """A contact of the pupil, with parental responsibility if they held it that day (T13)."""
    link = Responsibility.objects.filter(pupil=pupil, contact=contact).first()
    if link is None:
        raise Refused(f"{contact} is not a contact of {pupil}.")
    standing = Standing.RESPONSIBLE if link.held_on(on) else Standing.OBJECTOR
    return Signer(contact.name, f"contact:{contact.pk}", standing, contact, link.relationship)


def other_as_signer(name: str) -> Signer:
    """Somebody the school has no contact for: they can say no, and the DPO settles it (Q32)."""
    if not name.strip():
        raise Refused("Write the name of the person.")
    return Signer(name.strip()[:200], f"other:{slugify(name)}"[:60], Standing.OBJECTOR)


def signer_of(pupil: Pupil, *, contact: Contact | None, by_pupil: bool, name: str, on: date) -> Signer:
    """Whoever it is."""
    if by_pupil:
        return pupil_as_signer(pupil)
    return contact_as_signer(pupil, contact, on) if contact is not None else other_as_signer(name)
