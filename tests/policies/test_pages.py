"""The pages of policies and training, used as a person uses them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.pages.proof import SESSION_KEY
from policies.models import Course, Document, DocumentVersion, TrainingRecord
from tests.policies.factories import (
    AcknowledgementFactory,
    CourseFactory,
    DocumentFactory,
    TrainingFactory,
    VersionFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
# A first of September within the last year.
LAST_SEPTEMBER = TODAY.year if TODAY.month > 9 else TODAY.year - 1


@pytest.fixture
def proved(client_for):
    """A browser whose person has just proved who they are."""

    def sign_in(person):
        client = client_for(person)
        session = client.session
        session[SESSION_KEY] = timezone.now().isoformat()
        session.save()
        return client

    return sign_in


def page(client, name, *args, status=200):
    """The page as text."""
    answer = client.get(reverse(f"policies:{name}", args=args))
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def send(client, page_name, *args, **data):
    """Post a form."""
    return client.post(reverse(f"policies:{page_name}", args=args), data)


@pytest.mark.clause("C038", "S17", "F5")
def test_terms_from_the_first_draft_to_the_signature(spx, proved):
    com, teacher = proved(spx.com), proved(spx.teacher)
    assert "No documents yet" in page(com, "list_documents")
    page(com, "create_document")
    send(com, "create_document", organisation=spx.top.reference, kind="terms", title="Terms of use")
    document = Document.objects.get()
    page(com, "write_version", document.reference)
    send(com, "write_version", document.reference, text="## Be kind\n\n- Always", material="on")
    version = DocumentVersion.objects.get()
    assert "Publish" in page(com, "view_version", version.reference)
    assert "No version has been published" in page(teacher, "view_document", document.reference)
    page(teacher, "view_version", version.reference, status=404)
    send(com, "publish_version", version.reference)

    assert "Be kind" in page(teacher, "view_version", version.reference)
    send(teacher, "sign_version", version.reference, agreed="on", printed_name=spx.teacher.name)

    assert "You have signed this version" in page(teacher, "view_version", version.reference)
    assert "Terms of use, version 1" in page(teacher, "list_documents")
    assert str(spx.teacher) in page(proved(spx.head), "view_version", version.reference)
    assert str(spx.teacher) not in page(proved(spx.office), "view_version", version.reference)


@pytest.mark.clause("D08")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"printed_name": "Somebody Else", "agreed": "on"}, "Print your name as it stands here"),
        ({"printed_name": ""}, "Tick the statement if you agree with it."),
    ],
)
def test_a_signature_that_is_not_one_is_refused_beside_the_text(spx, proved, typed, sentence):
    version = VersionFactory(document=DocumentFactory(organisation=spx.top), text="Be very kind")

    answer = send(proved(spx.teacher), "sign_version", version.reference, **typed)

    assert sentence in answer.content.decode()
    assert "Be very kind" in answer.content.decode()


@pytest.mark.clause("D08")
def test_an_old_sign_in_is_asked_for_the_password_first(spx, client_for):
    version = VersionFactory(document=DocumentFactory(organisation=spx.top))
    client = client_for(spx.teacher)
    session = client.session
    session.pop(SESSION_KEY, None)
    session.save()

    answer = send(client, "sign_version", version.reference, agreed="on", printed_name=spx.teacher.name)

    assert "Confirm that it is you" in answer.content.decode()
    assert not version.acknowledgements.exists()


def test_the_head_excuses_somebody_on_a_page(spx, client_for):
    version = VersionFactory(document=DocumentFactory(organisation=spx.top))
    asked = AcknowledgementFactory(version=version, person=spx.teacher, organisation=spx.school)
    client = client_for(spx.head)
    page(client, "excuse_signature", asked.reference)

    send(client, "excuse_signature", asked.reference, reason="Away", until_day="1", until_month="2", until_year="2999")

    asked.refresh_from_db()
    assert asked.status == "excused"
    assert "To be signed" not in page(client, "view_version", version.reference)


@pytest.mark.clause("S19", "K03", "M44")
def test_training_is_recorded_for_somebody_else_in_one_form(spx, client_for):
    client = client_for(spx.hos)
    page(client, "create_course")
    made = send(
        client,
        "create_course",
        organisation=spx.school.reference,
        title="On X",
        kind="platform",
        platform="x",
        audience="everybody",
        cycle="policy",
    )
    course = Course.objects.get()
    assert made.status_code == 302
    shown = page(client, "record_training", course.reference)
    assert spx.teacher.reference in shown
    assert spx.hos.reference not in shown

    send(
        client,
        "record_training",
        course.reference,
        person=spx.teacher.reference,
        attended_on_day="1",
        attended_on_month="9",
        attended_on_year=str(LAST_SEPTEMBER),
    )

    assert TrainingRecord.objects.get().status == "valid"
    assert str(spx.teacher) in page(client, "view_course", course.reference)
    assert "On X" in page(client_for(spx.teacher), "list_training")


def test_a_course_about_a_platform_names_it(spx, client_for):
    answer = send(
        client_for(spx.hos),
        "create_course",
        organisation=spx.school.reference,
        title="On what?",
        kind="platform",
        audience="everybody",
        cycle="policy",
    )

    assert "Choose the platform" in answer.content.decode()


@pytest.mark.clause("S19")
def test_each_step_of_a_record_has_its_place(spx, client_for):
    course = CourseFactory(organisation=spx.top)
    training = TrainingFactory(course=course, person=spx.teacher, organisation=spx.school)
    teacher, trainer = client_for(spx.teacher), client_for(spx.hos)
    assert "Book a session" in page(teacher, "view_training", training.reference)
    page(teacher, "book_training", training.reference)
    send(teacher, "book_training", training.reference, day_day="1", day_month="9", day_year="2999")
    assert "They attended" not in page(teacher, "view_training", training.reference)
    page(trainer, "attend_training", training.reference)
    today = timezone.localdate()
    send(
        trainer,
        "attend_training",
        training.reference,
        day_day=str(today.day),
        day_month=str(today.month),
        day_year=str(today.year),
    )
    send(trainer, "confirm_training", training.reference)
    page(trainer, "call_back_training", training.reference)
    send(trainer, "call_back_training", training.reference, reason="It changed")

    training.refresh_from_db()
    assert training.status == "refresh-needed"
    assert "Book a session" in page(teacher, "view_training", training.reference)


def test_who_did_not_come_books_again(spx, client_for):
    training = TrainingFactory(
        course=CourseFactory(organisation=spx.top), person=spx.teacher, organisation=spx.school, status="booked"
    )

    send(client_for(spx.hos), "miss_training", training.reference)

    training.refresh_from_db()
    assert training.status == "missed"


@pytest.mark.clause("K03")
def test_a_trainer_sees_why_they_cannot_confirm_their_own(spx, client_for):
    training = TrainingFactory(
        course=CourseFactory(organisation=spx.top), person=spx.hos, organisation=spx.school, status="attended"
    )

    shown = page(client_for(spx.hos), "view_training", training.reference)

    assert "Confirm the training" not in shown
    assert "This is about you" in shown


@pytest.mark.clause("D04")
def test_another_schools_documents_and_training_are_not_there(spx, client_for):
    version = VersionFactory(document=DocumentFactory(organisation=spx.top))
    training = TrainingFactory(course=CourseFactory(organisation=spx.top), person=spx.teacher, organisation=spx.school)
    client = client_for(spx.stranger)

    for name, thing in {
        "view_document": version.document,
        "view_version": version,
        "view_course": training.course,
        "view_training": training,
        "book_training": training,
    }.items():
        page(client, name, thing.reference, status=404)


def test_pages_cost_the_same_however_many_signed(spx, client_for, django_assert_max_num_queries):
    version = VersionFactory(document=DocumentFactory(organisation=spx.top))
    for person in (spx.teacher, spx.hos, spx.com, spx.office, spx.dpo, spx.dsl):
        AcknowledgementFactory(version=version, person=person, signed=True)
    client = client_for(spx.head)
    page(client, "view_version", version.reference)

    with django_assert_max_num_queries(14):
        page(client, "view_version", version.reference)
