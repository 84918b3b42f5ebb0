"""Applications of the teacher's, accounts of the school, authorisations and devices."""

from typing import Any

from tests.accounts.factories import AccountFactory, ApplicationFactory, AuthorisationFactory, DeviceFactory
from tests.crowd import Crowd
from tests.factories import LONG_AGO
from tests.policies.factories import make_ready


def school(crowd: Crowd) -> dict[str, str]:
    """The school for which an application is written."""
    return {"organisation": crowd.world.school.reference}


def _application(crowd: Crowd, **how: Any) -> dict[str, str]:
    teacher = crowd.person("teacher")
    made = ApplicationFactory(organisation=crowd.world.school, applicant=teacher, runners=[teacher], **how)
    return {"reference": made.reference}


def begun(crowd: Crowd) -> dict[str, str]:
    """An application that is being written."""
    return _application(crowd)


def submitted(crowd: Crowd) -> dict[str, str]:
    """An application that was handed in."""
    return _application(crowd, submitted=True)


def considered(crowd: Crowd) -> dict[str, str]:
    """An application to be decided."""
    return _application(crowd, considered=True)


def account(crowd: Crowd) -> dict[str, str]:
    """A live account of the school."""
    return {"reference": AccountFactory(organisation=crowd.world.school).reference}


def approved(crowd: Crowd) -> dict[str, str]:
    """An account that may be created."""
    return {"reference": AccountFactory(organisation=crowd.world.school, approved=True).reference}


def suspended(crowd: Crowd) -> dict[str, str]:
    """An account on which posting was stopped."""
    return {"reference": AccountFactory(organisation=crowd.world.school, status="suspended").reference}


def runner(crowd: Crowd) -> dict[str, str]:
    """An account that the teacher and the communications officer run."""
    people = [crowd.person("com"), crowd.person("teacher")]
    made = AccountFactory(organisation=crowd.world.school, runners=people)
    return {"reference": made.reference, "person": people[1].reference}


def _authorisation(crowd: Crowd, **how: Any) -> dict[str, str]:
    teacher = crowd.person("teacher")
    make_ready(teacher, crowd.world.school)
    account = AccountFactory(organisation=crowd.world.school)
    made = AuthorisationFactory(account=account, person=teacher, requested_by=teacher, **how)
    return {"reference": made.reference}


def authorisation(crowd: Crowd) -> dict[str, str]:
    """The teacher may post."""
    return _authorisation(crowd)


def authorisation_requested(crowd: Crowd) -> dict[str, str]:
    """The teacher has asked to post."""
    return _authorisation(crowd, requested=True)


def authorisation_suspended(crowd: Crowd) -> dict[str, str]:
    """The teacher may not post for now."""
    return _authorisation(crowd, status="suspended")


def authorisation_ended(crowd: Crowd) -> dict[str, str]:
    """The teacher may not post any more; the password is to be changed."""
    return _authorisation(crowd, status="revoked", ended_at=LONG_AGO)


def authorisation_changed(crowd: Crowd) -> dict[str, str]:
    """The communications officer has changed the password."""
    changed = {"credentials_changed_at": LONG_AGO, "credentials_changed_by": crowd.person("com")}
    return _authorisation(crowd, status="revoked", ended_at=LONG_AGO, **changed)


def device(crowd: Crowd) -> dict[str, str]:
    """An approved camera."""
    return {"reference": DeviceFactory(organisation=crowd.world.school).reference}


def device_requested(crowd: Crowd) -> dict[str, str]:
    """A camera that the teacher has asked for."""
    made = DeviceFactory(organisation=crowd.world.school, requested=True, requested_by=crowd.person("teacher"))
    return {"reference": made.reference}
