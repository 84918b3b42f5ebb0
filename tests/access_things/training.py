"""Documents, requests to sign, courses and training."""

from django.utils import timezone

from governance.people.models import Person
from tests.crowd import INSIDE, Crowd
from tests.policies.factories import (
    AcknowledgementFactory,
    AdoptionFactory,
    CourseFactory,
    FileFactory,
    LinkFactory,
    QuestionFactory,
    QuizFactory,
    RefreshFactory,
    ReviewFactory,
    SessionFactory,
    TrainingFactory,
    VersionFactory,
)

PLACES = "Ask {{contact: Designated safeguarding lead}}."


def document(crowd: Crowd) -> dict[str, str]:
    """The school's terms of use, in force."""
    return {"reference": VersionFactory(document__organisation=crowd.world.school).document.reference}


def version(crowd: Crowd) -> dict[str, str]:
    """A version in force that everybody of the tree is asked to sign."""
    made = VersionFactory(document__organisation=crowd.world.school, text=PLACES)
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


def document_with_places(crowd: Crowd) -> dict[str, str]:
    """Terms with a place for a school's contact."""
    made = VersionFactory(document__organisation=crowd.world.school, text=PLACES)
    return {"reference": made.document.reference}


def school_places(crowd: Crowd) -> dict[str, str]:
    """The same, with the school that fills them in."""
    return {**document_with_places(crowd), "school": crowd.world.school.reference}


def policy_version(crowd: Crowd) -> dict[str, str]:
    """A version of the school's policy, in force."""
    made = VersionFactory(document__organisation=crowd.world.school, document__policy=True)
    return {"reference": QuestionFactory(version=made, shared=True).version.reference}


def _question(crowd: Crowd, **how: object) -> dict[str, str]:
    place = crowd.world.school
    made = QuestionFactory(version__document__organisation=place, asked_by=crowd.person("teacher"), **how)
    return {"reference": made.reference}


def question(crowd: Crowd) -> dict[str, str]:
    """What the teacher asked about the policy."""
    return _question(crowd)


def answered_question(crowd: Crowd) -> dict[str, str]:
    """The same, answered."""
    return _question(crowd, answered=True)


def shared_question(crowd: Crowd) -> dict[str, str]:
    """The same, shown to everybody."""
    return _question(crowd, shared=True)


def prevent(crowd: Crowd) -> dict[str, str]:
    """A document that is neither the policy nor the terms."""
    return {
        "reference": VersionFactory(
            document__organisation=crowd.world.school, document__kind="other"
        ).document.reference
    }


def file(crowd: Crowd) -> dict[str, str]:
    """The file of a version in force."""
    return {"reference": FileFactory(version__document__organisation=crowd.world.school).reference}


def draft_from_file(crowd: Crowd) -> dict[str, str]:
    """A version that is being written from a file."""
    draft = VersionFactory(document__organisation=crowd.world.school, drafting=True)
    return {"reference": FileFactory(version=draft).version.reference}


def public_file(crowd: Crowd) -> dict[str, str]:
    """The file of a policy that the school shows to everybody."""
    place = crowd.world.school
    shown = VersionFactory(document__organisation=place, document__policy=True, document__is_public=True)
    return {"organisation": place.reference, "reference": FileFactory(version=shown).reference}


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


def reader(crowd: Crowd) -> dict[str, str]:
    """The teacher, who was asked to sign something."""
    request_to_sign(crowd)
    return {"reference": crowd.person("teacher").reference}


def quiz_question(crowd: Crowd) -> dict[str, str]:
    """A question about the school's terms of use."""
    return {"reference": QuizFactory(document__organisation=crowd.world.school).reference}


def course(crowd: Crowd) -> dict[str, str]:
    """A course about one platform."""
    return {"reference": CourseFactory(organisation=crowd.world.school, platform="x").reference}


def course_for_all(crowd: Crowd) -> dict[str, str]:
    """A course that everybody takes."""
    return {
        "reference": CourseFactory(organisation=crowd.world.school, topic="Safety", audience="everybody").reference
    }


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
