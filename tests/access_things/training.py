"""Documents, requests to sign, courses and training."""

from django.utils import timezone

from governance.people.models import Person
from tests.crowd import INSIDE, Crowd
from tests.policies.factories import (
    AcknowledgementFactory,
    AdoptionFactory,
    CourseFactory,
    LinkFactory,
    RefreshFactory,
    ReviewFactory,
    SessionFactory,
    TrainingFactory,
    VersionFactory,
)


def document(crowd: Crowd) -> dict[str, str]:
    """The school's terms of use, in force."""
    return {"reference": VersionFactory(document__organisation=crowd.world.school).document.reference}


def version(crowd: Crowd) -> dict[str, str]:
    """A version in force that everybody of the tree is asked to sign."""
    made = VersionFactory(document__organisation=crowd.world.school)
    for name in INSIDE:
        AcknowledgementFactory(version=made, person=crowd.person(name), organisation=crowd.world.school)
    return {"reference": made.reference}


def draft(crowd: Crowd) -> dict[str, str]:
    """A version that is still being written."""
    return {"reference": VersionFactory(document__organisation=crowd.world.school, drafting=True).reference}


def policy(crowd: Crowd) -> dict[str, str]:
    """The school's policy, in force."""
    made = VersionFactory(document__organisation=crowd.world.school, document__policy=True)
    return {"reference": made.document.reference}


def public(crowd: Crowd) -> dict[str, str]:
    """The school, which shows its policy to everybody."""
    VersionFactory(document__organisation=crowd.world.school, document__policy=True, document__is_public=True)
    return {"reference": crowd.world.school.reference}


def link(crowd: Crowd) -> dict[str, str]:
    """An Act that the school's policy cites."""
    return {"reference": LinkFactory(document__organisation=crowd.world.school).reference}


def approved(crowd: Crowd) -> dict[str, str]:
    """A version that waits for its day."""
    made = VersionFactory(document__organisation=crowd.world.school, status="approved", published_at=None)
    return {"reference": made.reference}


def review(crowd: Crowd) -> dict[str, str]:
    """A review of the school's policy that is being written."""
    return {"reference": ReviewFactory(document__organisation=crowd.world.school).reference}


def review_to_sign(crowd: Crowd) -> dict[str, str]:
    """A review that lies before its reviewers."""
    made = ReviewFactory(document__organisation=crowd.world.school, status="signing", outcome="keep", round=1)
    VersionFactory(document=made.document)
    return {"reference": made.reference}


def adoption(crowd: Crowd) -> dict[str, str]:
    """The school's adoption of its trust's policy."""
    version = VersionFactory(document__organisation=crowd.world.top, document__policy=True)
    return {"reference": AdoptionFactory(version=version, organisation=crowd.world.school).reference}


def request_to_sign(crowd: Crowd) -> dict[str, str]:
    """What the teacher was asked to sign."""
    made = VersionFactory(document__organisation=crowd.world.school)
    asked = AcknowledgementFactory(version=made, person=crowd.person("teacher"), organisation=crowd.world.school)
    return {"reference": asked.reference}


def course(crowd: Crowd) -> dict[str, str]:
    """A course about one platform."""
    return {"reference": CourseFactory(organisation=crowd.world.school, platform="x").reference}


def _training(crowd: Crowd, **how: object) -> dict[str, str]:
    person: Person = crowd.person("teacher")
    made = TrainingFactory(person=person, course=CourseFactory(organisation=crowd.world.school, platform="x"), **how)
    return {"reference": made.reference}


def needed(crowd: Crowd) -> dict[str, str]:
    """Training the teacher needs."""
    return _training(crowd)


def booked(crowd: Crowd) -> dict[str, str]:
    """Training the teacher is booked for."""
    return _training(crowd, status="booked", session_on="2026-10-01")


def attended(crowd: Crowd) -> dict[str, str]:
    """Training the teacher went to."""
    return _training(crowd, status="attended", attended_on="2026-10-01", session_on="2026-10-01")


def session(crowd: Crowd) -> dict[str, str]:
    """A session of today on which the teacher is booked."""
    made = CourseFactory(organisation=crowd.world.school, platform="x")
    planned = SessionFactory(course=made, leader=crowd.person("slt"), starts_at=timezone.now())
    person: Person = crowd.person("teacher")
    TrainingFactory(person=person, course=made, status="booked", session=planned, session_on=planned.held_on)
    return {"reference": planned.reference}


def refresh(crowd: Crowd) -> dict[str, str]:
    """A refresh of the school's training."""
    return {"reference": RefreshFactory(organisation=crowd.world.school).reference}


def proposed(crowd: Crowd) -> dict[str, str]:
    """A refresh that somebody has to decide on."""
    return {"reference": RefreshFactory(organisation=crowd.world.school, status="proposed").reference}


def audience(crowd: Crowd) -> dict[str, str]:
    """The pupils of a refresh."""
    return {**refresh(crowd), "audience": "pupils"}


def valid(crowd: Crowd) -> dict[str, str]:
    """Training of the teacher's that counts."""
    return _training(crowd, valid=True)
