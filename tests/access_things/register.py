"""Pupils, their contacts, and a register file on its way in."""

from django.utils import timezone

from pupils.services import upload_register
from tests.crowd import Crowd
from tests.pupils.factories import PupilFactory

FILE = b"UPN,Forename,Surname,DOB,Year,Class\nA100000000001,Ottilie,Pennywhistle,27/03/2017,4,4A\n"


def pupil(crowd: Crowd) -> dict[str, str]:
    """A pupil on roll."""
    return {"reference": PupilFactory(organisation=crowd.world.school).reference}


def contact(crowd: Crowd) -> dict[str, str]:
    """A pupil's mother."""
    child = PupilFactory(organisation=crowd.world.school, mother=True)
    return {"reference": child.reference, "contact": child.responsibilities.get().contact.reference}


def upload(crowd: Crowd) -> dict[str, str]:
    """A file that the office has just chosen."""
    made = upload_register(
        organisation=crowd.world.school,
        file_name="register.csv",
        content=FILE,
        by=crowd.person("office"),
        now=timezone.now(),
    )
    return {"reference": made.reference}
