"""Pupils with wording, forms, requests and bars; and a family's own link."""

from django.utils import timezone

from consent.models import ChangeRequest, ParentLink
from consent.services import withdrawals
from consent.services.links import make_link
from pupils.models import Contact, Pupil
from tests.consent.factories import BarFactory, SignedFormFactory, WordingFactory
from tests.crowd import Crowd
from tests.pupils.factories import PupilFactory, SchoolClassFactory


def a_pupil(crowd: Crowd) -> Pupil:
    """A pupil with a mother, at a school that has a form."""
    WordingFactory(organisation=crowd.world.school)
    return PupilFactory(organisation=crowd.world.school, mother=True)


def mother_of(pupil: Pupil) -> Contact:
    """The contact with parental responsibility."""
    return pupil.responsibilities.get().contact


def pupil(crowd: Crowd) -> dict[str, str]:
    """A pupil."""
    return {"reference": a_pupil(crowd).reference}


def school_class(crowd: Crowd) -> dict[str, str]:
    """A class with one pupil."""
    made = SchoolClassFactory(organisation=crowd.world.school)
    PupilFactory(organisation=crowd.world.school, school_class=made)
    return {"reference": made.reference}


def signed_form(crowd: Crowd) -> dict[str, str]:
    """A form that the mother signed."""
    return {"reference": SignedFormFactory(pupil=a_pupil(crowd)).reference}


def bar(crowd: Crowd) -> dict[str, str]:
    """A pupil who is protected."""
    return {"reference": BarFactory(pupil=a_pupil(crowd)).pupil.reference}


def _wish(crowd: Crowd) -> ChangeRequest:
    child, now = a_pupil(crowd), timezone.now()
    wish = withdrawals.WishEntry(received_at=now, contact=mother_of(child))
    return withdrawals.withdraw(pupil=child, wish=wish, by=crowd.person("office"), now=now)


def withdrawal(crowd: Crowd) -> dict[str, str]:
    """A withdrawal that reached the school just now."""
    return {"reference": _wish(crowd).reference}


def wording(crowd: Crowd) -> dict[str, str]:
    """A version of the form's wording."""
    return {"reference": WordingFactory(organisation=crowd.world.school).reference}


def contact(crowd: Crowd) -> dict[str, str]:
    """A pupil and the mother, who has no link yet."""
    child = a_pupil(crowd)
    return {"reference": child.reference, "contact": mother_of(child).reference}


def _link(crowd: Crowd) -> tuple[ParentLink, str, Pupil]:
    child = a_pupil(crowd)
    made, token = make_link(contact=mother_of(child), by=crowd.person("office"), now=timezone.now())
    return made, token, child


def family(crowd: Crowd) -> dict[str, str]:
    """A family's link."""
    return {"token": _link(crowd)[1]}


def child(crowd: Crowd) -> dict[str, str]:
    """A family's link and their child."""
    _, token, pupil_of_theirs = _link(crowd)
    return {"token": token, "reference": pupil_of_theirs.reference}


def stopped(crowd: Crowd) -> dict[str, str]:
    """What a family has just stopped."""
    link, token, theirs = _link(crowd)
    now = timezone.now()
    wish = withdrawals.WishEntry(received_at=now, arrival=ChangeRequest.Arrival.FORM, contact=link.contact)
    sent = withdrawals.withdraw(pupil=theirs, wish=wish, by=link, now=now)
    return {"token": token, "reference": theirs.reference, "sent": sent.reference}
