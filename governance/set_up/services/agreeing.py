"""A second person looks the policy through before the school goes live (M48)."""

from datetime import datetime

from django.db import transaction

from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature
from governance.people.signatures.services import sign
from governance.permissions.services import require
from governance.profile.models import ProfileVersion
from governance.profile.rules import another_side, sides_of
from governance.profile.selectors import profile_for, roles_at
from governance.set_up.selectors.floor_tasks import agreed_by

STATEMENT = "I have looked through how this policy profile answers each setting, and I agree that it holds here."
NOT_A_SIDE = "The head and a governor, or the trust, decide together about the policy profile."
CHOSE_IT = "You chose this policy, so somebody else looks it through."
SAME_SIDE = "It was chosen by someone with your role: the head and a governor decide together."
MOVED_ON = "The policy profile has changed since this page was shown. Look it through again."


def may_agree(version: ProfileVersion, person: Person, now: datetime) -> str:
    """The sentence that stands in the place of the button, or nothing."""
    sides = _sides(person, version.organisation, now)
    if not sides:
        return NOT_A_SIDE
    if version.created_by_id == person.pk:
        return CHOSE_IT
    if version.created_by and not another_side(
        _sides(version.created_by, version.organisation, version.created_at), sides
    ):
        return SAME_SIDE
    return ""


@transaction.atomic
def agree_profile(
    *, version: ProfileVersion, seen: str, by: Person, now: datetime, proved_at: datetime | None
) -> Signature:
    """Sign that one has looked through the version that is in force, on another side than whoever chose it."""
    require(by, "profile.approve", version, now=now)
    if why := may_agree(version, by, now):
        raise NotAllowed(why)
    if seen != version.reference:
        raise TooLate(MOVED_ON)
    # The version's own row is held, so that two presses wait for each other.
    ProfileVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    if agreed_by(version):
        raise Refused("Somebody has already looked this version through.")
    return sign(
        by=by,
        thing=version,
        statement=STATEMENT,
        version=f"{version.reference}:{version.number}",
        now=now,
        proved_at=proved_at,
        printed_name=by.name,
    )


def _sides(person: Person, organisation: Organisation, at: datetime) -> frozenset[str]:
    roles = roles_at(person, organisation, at)
    return sides_of(list(roles), trust=profile_for(organisation, at)["P01"] == "trust")
