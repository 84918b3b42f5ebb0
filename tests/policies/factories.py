"""Factories for documents, signatures and training."""

from datetime import UTC, date, datetime
from typing import ClassVar

import factory

from governance.kernel.dates import local_midnight
from governance.people.models import Signature
from policies.models import (
    Acknowledgement,
    Adoption,
    ConductSheet,
    ContactChannel,
    Course,
    Document,
    DocumentVersion,
    LinkedDocument,
    MonitoringNotice,
    MonitoringWording,
    PolicyQuestion,
    PolicyReview,
    QuizQuestion,
    SchoolContact,
    TrainingRecord,
    TrainingRefresh,
    TrainingSession,
    UpdateReceipt,
    VersionFile,
)
from policies.rules.documents import signed_until
from policies.selectors.paper_lists import list_printed_at
from policies.services import Sheet
from tests.factories import LONG_AGO, OrganisationFactory, PersonFactory

A_WHILE_AGO = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)


class DocumentFactory(factory.django.DjangoModelFactory):
    """Terms of use; `policy=True` is the social media policy."""

    class Meta:
        model = Document

    class Params:
        policy = factory.Trait(kind="policy", title="Social media policy")

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "terms"
    title = "Terms of use"
    created_at = LONG_AGO


class VersionFactory(factory.django.DjangoModelFactory):
    """A version in force since long ago; `drafting=True` is still being written."""

    class Meta:
        model = DocumentVersion

    class Params:
        drafting = factory.Trait(status="drafting", published_at=None, effective_from=None)

    document = factory.SubFactory(DocumentFactory)
    organisation = factory.SelfAttribute("document.organisation")
    number = factory.Sequence(lambda n: n + 1)
    text = "Post only what was approved."
    status = "current"
    effective_from = LONG_AGO.date()
    published_at = LONG_AGO
    created_at = LONG_AGO


class FileFactory(factory.django.DjangoModelFactory):
    """The Word document that a version was brought as; its text was found right."""

    class Meta:
        model = VersionFile

    version = factory.SubFactory(VersionFactory)
    file = factory.django.FileField(data=b"PK as it was received", filename="Policy.docx")
    kind = "docx"
    name = "Policy.docx"
    size = 21
    sha256 = "0" * 64
    received_at = LONG_AGO
    received_by = factory.SubFactory(PersonFactory)
    checked_at = LONG_AGO
    checked_by = factory.SelfAttribute("received_by")


class ContactFactory(factory.django.DjangoModelFactory):
    """The safeguarding lead whom a school names in the policy of its trust."""

    class Meta:
        model = SchoolContact

    document = factory.SubFactory(DocumentFactory, policy=True)
    organisation = factory.SubFactory(OrganisationFactory)
    place = "designated safeguarding lead"
    name = "Perdita Quince"
    email = "dsl@harbour.example"
    telephone = "01632 960 001"
    filled_at = LONG_AGO
    filled_by = factory.SubFactory(PersonFactory)


class QuestionFactory(factory.django.DjangoModelFactory):
    """A question about the policy that waits for its answer."""

    class Meta:
        model = PolicyQuestion

    class Params:
        answered = factory.Trait(
            status="answered",
            answer="Yes, once it is approved.",
            answered_by=factory.SubFactory(PersonFactory),
            answered_at=A_WHILE_AGO,
        )
        shared = factory.Trait(
            status="shared",
            answer="Yes, once it is approved.",
            answered_by=factory.SubFactory(PersonFactory),
            answered_at=A_WHILE_AGO,
            shown_as="May a club post?",
        )

    version = factory.SubFactory(VersionFactory, document__policy=True)
    organisation = factory.SelfAttribute("version.organisation")
    asked_by = factory.SubFactory(PersonFactory)
    text = "May I, Perdita, post for the club?"
    created_at = LONG_AGO


class LinkFactory(factory.django.DjangoModelFactory):
    """An Act that a policy cites in an edition that was replaced."""

    class Meta:
        model = LinkedDocument

    document = factory.SubFactory(DocumentFactory, policy=True)
    kind = "statute"
    title = "Data Protection Act"
    edition = "1998"


class ReviewFactory(factory.django.DjangoModelFactory):
    """A review that is being written."""

    class Meta:
        model = PolicyReview

    document = factory.SubFactory(DocumentFactory, policy=True)
    organisation = factory.SelfAttribute("document.organisation")
    due_on = date(2026, 12, 1)
    created_at = LONG_AGO


class AdoptionFactory(factory.django.DjangoModelFactory):
    """A school's adoption that is still awaited."""

    class Meta:
        model = Adoption

    version = factory.SubFactory(VersionFactory)
    organisation = factory.SelfAttribute("version.organisation")
    created_at = LONG_AGO


class ReceiptFactory(factory.django.DjangoModelFactory):
    """A school's receipt for its trust's update, still awaited."""

    class Meta:
        model = UpdateReceipt

    version = factory.SubFactory(VersionFactory)
    organisation = factory.SelfAttribute("version.organisation")
    about = "version"
    next_review_on = date(2027, 9, 1)
    due_on = date(2026, 10, 19)
    created_at = LONG_AGO


class ChannelFactory(factory.django.DjangoModelFactory):
    """A channel agreed long ago."""

    class Meta:
        model = ContactChannel

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Class Dojo"
    audience = "pupils"
    protocol = "Feedback on work only"
    agreed_at = LONG_AGO
    agreed_by = factory.SubFactory(PersonFactory)


class WordingFactory(factory.django.DjangoModelFactory):
    """A notice of monitoring worded long ago."""

    class Meta:
        model = MonitoringWording

    organisation = factory.SubFactory(OrganisationFactory)
    number = 1
    text = "At [school] the filter sees which pages are opened, and senior leaders look at its warnings."
    written_at = LONG_AGO
    written_by = factory.SubFactory(PersonFactory)


class SheetFactory(factory.django.DjangoModelFactory):
    """What a school asked of its staff once."""

    class Meta:
        model = ConductSheet

    organisation = factory.SubFactory(OrganisationFactory)
    text = "What Harbour Primary asks of you"
    digest = "0" * 64
    profile_version = "PV-2222222222:1"
    kept_at = LONG_AGO


class SignatureFactory(factory.django.DjangoModelFactory):
    """A signature given a while ago."""

    class Meta:
        model = Signature

    person = factory.SubFactory(PersonFactory)
    printed_name = factory.LazyAttribute(lambda o: o.person.name)
    statement = "I have read and understood this."
    statement_digest = "0" * 64
    version = "1"
    thing_type = "policies.Acknowledgement"
    thing_reference = "AK-2222222222"
    proved_at = A_WHILE_AGO
    signed_at = A_WHILE_AGO


class AcknowledgementFactory(factory.django.DjangoModelFactory):
    """A request to sign; `signed=True` was signed a while ago."""

    class Meta:
        model = Acknowledgement

    class Params:
        signed = factory.Trait(
            status="signed",
            signed_at=A_WHILE_AGO,
            signature=factory.SubFactory(SignatureFactory, person=factory.SelfAttribute("..person")),
        )

    version = factory.SubFactory(VersionFactory)
    person = factory.SubFactory(PersonFactory)
    organisation = factory.SelfAttribute("version.organisation")
    due_on = date(2026, 10, 16)
    stands_until = factory.LazyAttribute(lambda o: signed_until(o.signed_at.date()) if o.signed_at else None)
    signed_at = None
    created_at = LONG_AGO


class QuizFactory(factory.django.DjangoModelFactory):
    """A question with two answers, of which the second is right."""

    class Meta:
        model = QuizQuestion

    document = factory.SubFactory(DocumentFactory)
    words = "Who approves a post?"
    choices: ClassVar = ["Whoever wrote it", "Somebody who did not write it"]
    right = 1
    because = "Section 3 says that nobody approves their own."
    created_at = LONG_AGO
    created_by = factory.SubFactory(PersonFactory)


class CourseFactory(factory.django.DjangoModelFactory):
    """Induction; `platform=` names a platform to be trained for, `topic=` a topic."""

    class Meta:
        model = Course

    organisation = factory.SubFactory(OrganisationFactory)
    title = "Posting safely"
    platform = ""
    topic = ""
    kind = factory.LazyAttribute(lambda o: "platform" if o.platform else "topic" if o.topic else "induction")
    created_at = LONG_AGO


class TrainingFactory(factory.django.DjangoModelFactory):
    """Training that is needed; `valid=True` was confirmed a while ago and counts until next September."""

    class Meta:
        model = TrainingRecord

    class Params:
        valid = factory.Trait(
            status="valid",
            attended_on=A_WHILE_AGO.date(),
            confirmed_at=A_WHILE_AGO,
            confirmed_by=factory.SubFactory(PersonFactory),
            valid_until=date(2027, 9, 6),
        )

    person = factory.SubFactory(PersonFactory)
    course = factory.SubFactory(CourseFactory)
    organisation = factory.SelfAttribute("course.organisation")
    created_at = LONG_AGO


class SessionFactory(factory.django.DjangoModelFactory):
    """A session of a course on the afternoon of Monday 5 October 2026, led by somebody."""

    class Meta:
        model = TrainingSession

    course = factory.SubFactory(CourseFactory)
    organisation = factory.SelfAttribute("course.organisation")
    starts_at = datetime(2026, 10, 5, 14, 30, tzinfo=UTC)
    place = "The hall"
    leader = factory.SubFactory(PersonFactory)
    planned_by = factory.SelfAttribute("leader")
    created_at = LONG_AGO


class RefreshFactory(factory.django.DjangoModelFactory):
    """A refresh that was opened after an incident."""

    class Meta:
        model = TrainingRefresh

    organisation = factory.SubFactory(OrganisationFactory)
    status = "open"
    cause = "incident"
    reason = "Something happened"
    due_on = date(2026, 11, 2)
    created_at = LONG_AGO


class ToldFactory(factory.django.DjangoModelFactory):
    """Somebody was told of monitoring a while ago, where they signed the policy."""

    class Meta:
        model = MonitoringNotice

    given_with = factory.SubFactory(AcknowledgementFactory, signed=True)
    person = factory.SelfAttribute("given_with.person")
    organisation = factory.SelfAttribute("given_with.organisation")
    wording = factory.SubFactory(WordingFactory, organisation=factory.SelfAttribute("..organisation"))
    given_at = A_WHILE_AGO
    means = "page"


def make_ready(person, organisation, *, platform="x", terms=None, policy=None):
    """Everything a poster must have done first: trained, trained for the platform, terms and policy signed."""
    for name in ("", platform):
        kept = Course.objects.filter(organisation=organisation, platform=name).first()
        TrainingFactory(
            person=person, course=kept or CourseFactory(organisation=organisation, platform=name), valid=True
        )
    for kind, given in (("terms", terms), ("policy", policy)):
        version = (
            given
            or DocumentVersion.objects.filter(organisation=organisation, document__kind=kind, status="current").first()
        )
        version = version or VersionFactory(
            document=DocumentFactory(organisation=organisation, policy=kind == "policy")
        )
        AcknowledgementFactory(person=person, version=version, signed=True)


def signed_list(version, place, day, **more):
    """A list that was printed at one place on the morning of that day, and signed then."""
    mark = list_printed_at(version, place, local_midnight(day)).mark
    return Sheet(**{"signed_on": day, "mark": mark, "kept_at": "The folder", **more})
