"""A school that is not live, its policy, and a file of staff on its way in."""

from django.utils import timezone

from governance.organisations.models import Organisation
from governance.profile.services import apply_preset
from governance.set_up.services import upload_staff
from tests.crowd import Crowd

# One row that is well, and some that are not, with what a spreadsheet would calculate.
FILE = b"""Forename,Surname,Email,Type,Role
Ottilie,Pennywhistle,o.pennywhistle@harbour.example,Employed,Head
A,,,,
"=HYPERLINK(""http://evil.example"")",+1,-1,@SUM(1),"\t=1"
"""


def place(crowd: Crowd) -> dict[str, str]:
    """The school, being set up."""
    Organisation.objects.filter(pk=crowd.world.school.pk).update(is_live=False)
    return {"reference": crowd.world.school.reference}


def place_with_policy(crowd: Crowd) -> dict[str, str]:
    """The school under a policy that the head chose for it."""
    place(crowd)
    school = Organisation.objects.get(pk=crowd.world.school.pk)
    apply_preset(organisation=school, preset="SPX", by=crowd.person("head"), now=timezone.now())
    return {"reference": school.reference}


def upload(crowd: Crowd) -> dict[str, str]:
    """A file that the office has just chosen."""
    made = upload_staff(
        organisation=crowd.world.school,
        file_name="staff.csv",
        content=FILE,
        by=crowd.person("office"),
        now=timezone.now(),
    )
    return {"reference": made.reference}
