"""The pages of teaching, notices and the board, used as a person uses them (S20, M45)."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from policies.models import BoardRecord, ClassLead, NoticeWording, ParentNotice, TeachingRecord
from tests.policies.teaching_factories import (
    BoardRecordFactory,
    ClassLeadFactory,
    NoticeWordingFactory,
    ParentNoticeFactory,
    TeachingFactory,
)
from tests.pupils.factories import PupilFactory, SchoolClassFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
THIS_YEAR = TODAY.year if TODAY.month > 8 else TODAY.year - 1


def page(client, name, *args, status=200, **query):
    """The page as text."""
    answer = client.get(reverse(f"policies:{name}", args=args), query)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def send(client, page_name, *args, **data):
    """Post a form."""
    return client.post(reverse(f"policies:{page_name}", args=args), data)


def day(name, value):
    """A day as the form's three inputs."""
    parts = {"day": value.day, "month": value.month, "year": value.year}
    return {f"{name}_{part}": str(number) for part, number in parts.items()}


def lesson_at(school, **how):
    """This year's lesson of year 4."""
    return TeachingFactory(organisation=school, academic_year=THIS_YEAR, due_on=TODAY + timedelta(days=60), **how)


@pytest.mark.clause("S20", "C219", "C215")
def test_a_lesson_from_the_class_lead_to_the_head(spx, client_for):
    PupilFactory(organisation=spx.school)
    ClassLeadFactory(school_class__organisation=spx.school, school_class__academic_year=THIS_YEAR, person=spx.teacher)
    lesson, teacher, head = lesson_at(spx.school), client_for(spx.teacher), client_for(spx.head)
    assert "Yours" in page(teacher, "list_teaching")
    assert "It was held" in page(teacher, "view_teaching", lesson.reference)
    page(teacher, "hold_teaching", lesson.reference)
    send(
        teacher,
        "hold_teaching",
        lesson.reference,
        **day("held_on", TODAY),
        outcomes=["feelings", "privacy"],
        materials="A film",
        code_taught="on",
    )
    assert "You need one of these roles" in page(teacher, "view_teaching", lesson.reference)
    assert "To be confirmed" in page(head, "list_teaching")

    send(head, "confirm_teaching", lesson.reference)

    shown = page(head, "view_teaching", lesson.reference)
    assert "Held and confirmed" in shown
    assert "Given out and talked through" in shown
    assert "2 of 14" in page(head, "list_teaching")


@pytest.mark.clause("S20")
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(spx, client_for):
    lesson = lesson_at(spx.school)

    answer = send(
        client_for(spx.dsl),
        "hold_teaching",
        lesson.reference,
        **day("held_on", TODAY + timedelta(days=1)),
        materials="A long film about passwords",
    ).content.decode()

    assert "That day has not come yet" in answer
    assert "Tick at least one outcome" in answer
    assert "A long film about passwords" in answer


@pytest.mark.clause("K03", "S20")
def test_whoever_recorded_it_reads_why_they_cannot_confirm(spx, client_for):
    lesson = lesson_at(spx.school, held=True, held_by=spx.dsl)

    shown = page(client_for(spx.dsl), "view_teaching", lesson.reference)

    assert "You recorded this, so someone else must confirm it." in shown
    assert "<button" not in shown.split("<main")[1].split("</main>")[0]


@pytest.mark.clause("M45")
def test_governors_see_what_was_held_and_not_by_whom(spx, client_for):
    lesson = lesson_at(spx.school, held=True, held_by=spx.dsl, leader=spx.teacher)
    governor, head = client_for(spx.governor), client_for(spx.head)

    for name, args in (("view_teaching", [lesson.reference]), ("list_teaching", [])):
        assert spx.teacher.name not in page(governor, name, *args, school=spx.school.reference)
        assert spx.teacher.name in page(head, name, *args, school=spx.school.reference)
    assert spx.dsl.name not in page(governor, "view_teaching", lesson.reference)


@pytest.mark.clause("C088", "J30")
def test_a_public_event_is_planned_and_its_owner_marks_the_reminder(spx, client_for):
    com = client_for(spx.com)
    page(com, "plan_public_event")
    nobody = send(
        com, "plan_public_event", organisation=spx.school.reference, title="Fair", **day("planned_on", TODAY)
    )
    assert "Choose who looks after the event." in nobody.content.decode()
    send(
        com,
        "plan_public_event",
        organisation=spx.school.reference,
        title="Fair",
        place="Field",
        leader=spx.teacher.reference,
        **day("planned_on", TODAY + timedelta(days=3)),
    )
    event, owner = TeachingRecord.objects.get(kind="public"), client_for(spx.teacher)
    assert "People were reminded" in page(owner, "view_teaching", event.reference)
    assert "How people were reminded" in page(owner, "hold_teaching", event.reference)

    send(owner, "hold_teaching", event.reference, **day("held_on", TODAY), materials="Said at the gate")

    assert "Said at the gate" in page(com, "view_teaching", event.reference)


@pytest.mark.clause("C214")
def test_an_event_for_parents_is_planned_moved_and_counted(spx, client_for):
    com = client_for(spx.com)
    page(com, "plan_parents_event")
    send(
        com,
        "plan_parents_event",
        organisation=spx.school.reference,
        title="Evening about games",
        **day("planned_on", TODAY + timedelta(days=5)),
    )
    event = TeachingRecord.objects.get(kind="parents")
    page(com, "set_day", event.reference)
    send(com, "set_day", event.reference, **day("planned_on", TODAY), leader=spx.hos.reference)
    page(com, "hold_teaching", event.reference)
    counted = send(com, "hold_teaching", event.reference, **day("held_on", TODAY), materials="Slides")
    assert "Say how many parents and carers came" in counted.content.decode()
    send(com, "hold_teaching", event.reference, **day("held_on", TODAY), materials="Slides", attendance="0")

    event.refresh_from_db()
    assert (event.status, event.attendance, event.leader) == ("held", 0, spx.hos)


def test_one_more_lesson_is_planned_and_called_off(spx, client_for):
    PupilFactory(organisation=spx.school, year_group="R")
    hos = client_for(spx.hos)
    assert "Reception" in page(hos, "plan_lesson")
    send(
        hos,
        "plan_lesson",
        organisation=spx.school.reference,
        year_group="R",
        title="Games",
        **day("planned_on", TODAY + timedelta(days=5)),
    )
    lesson = TeachingRecord.objects.get()
    page(hos, "call_off_teaching", lesson.reference)

    send(hos, "call_off_teaching", lesson.reference, reason="Twice the same")

    assert "Called off" in page(hos, "view_teaching", lesson.reference)


@pytest.mark.clause("S20")
def test_a_missed_lesson_is_rearranged(spx, client_for):
    lesson, dsl = lesson_at(spx.school, status="missed"), client_for(spx.dsl)
    assert "Rearrange" in page(dsl, "view_teaching", lesson.reference)
    page(dsl, "rearrange_teaching", lesson.reference)

    send(dsl, "rearrange_teaching", lesson.reference, reason="Snow", **day("planned_on", TODAY + timedelta(days=9)))

    assert "Rearranged" in page(dsl, "view_teaching", lesson.reference)


@pytest.mark.clause("M45")
def test_two_people_who_share_a_class_are_named(spx, client_for):
    school_class = SchoolClassFactory(organisation=spx.school, academic_year=THIS_YEAR, year_group="4")
    dsl = client_for(spx.dsl)
    assert "Nobody yet" in page(dsl, "list_class_leads")
    page(dsl, "name_leads", school_class.reference)
    for _ in range(2):
        send(dsl, "name_leads", school_class.reference, first=spx.teacher.reference, second=spx.slt.reference)

    assert ClassLead.objects.count() == 2
    assert f"{spx.slt}" in page(dsl, "list_class_leads")
    assert spx.teacher.reference in page(dsl, "name_leads", school_class.reference)


@pytest.mark.clause("C212", "C213", "J29")
def test_a_notice_is_drafted_filled_in_sent_and_sent_again_after_a_change(spx, client_for):
    com = client_for(spx.com)
    assert "No notices yet" in page(com, "list_parent_notices")
    page(com, "draft_notice")
    send(com, "draft_notice", organisation=spx.school.reference, topic="filters", year_group="")
    notice = ParentNotice.objects.get()
    assert "Before it is sent, fill in" in page(com, "view_parent_notice", notice.reference)
    early = send(com, "send_notice", notice.reference, means="letter", **day("sent_on", TODAY))
    assert "square brackets" in early.content.decode()
    page(com, "write_notice", notice.reference)
    send(com, "write_notice", notice.reference, title="Our filter", text="We use a filter.\r\n\r\nIt filters.")
    assert "The whole text, to be copied" in page(com, "view_parent_notice", notice.reference)
    page(com, "send_notice", notice.reference)
    send(com, "send_notice", notice.reference, means="letter", count="120", **day("sent_on", TODAY))
    assert "120" in page(com, "view_parent_notice", notice.reference)
    page(com, "repeat_notice", notice.reference)

    send(com, "repeat_notice", notice.reference, reason="A new filter")

    again = ParentNotice.objects.get(status="planned")
    assert "A new filter" in page(com, "view_parent_notice", again.reference)
    page(com, "drop_notice", again.reference)
    send(com, "drop_notice", again.reference, reason="It stays as it was")
    assert "Not needed" in page(com, "view_parent_notice", again.reference)


def test_the_log_is_narrowed(spx, client_for):
    ParentNoticeFactory(organisation=spx.school, sent=True, title="The filter")
    ParentNoticeFactory(organisation=spx.school, topic="code", title="The code")
    com = client_for(spx.com)

    shown = page(com, "list_parent_notices", topic="code")

    assert "The code</a>" in shown
    assert "The filter" not in shown
    assert "Nothing found" in page(com, "list_parent_notices", topic="tasks")
    assert "The filter" in page(com, "list_parent_notices", topic="nonsense")


@pytest.mark.clause("M45")
def test_governors_read_the_log_without_names(spx, client_for):
    notice = ParentNoticeFactory(organisation=spx.school, sent=True, sent_by=spx.com)

    for name, args in (("list_parent_notices", []), ("view_parent_notice", [notice.reference])):
        assert spx.com.name not in page(client_for(spx.governor), name, *args)
        assert spx.com.name in page(client_for(spx.head), name, *args)


@pytest.mark.clause("C211")
def test_a_school_edits_its_own_wording(spx, client_for):
    NoticeWordingFactory(organisation=spx.top)
    hos = client_for(spx.hos)
    assert spx.top.name in page(hos, "list_notice_wordings")
    assert "We use a filter at [school]." in page(hos, "edit_notice_wording", spx.school.reference, "filters")

    send(hos, "edit_notice_wording", spx.school.reference, "filters", title="Ours", text="At [school].")

    assert NoticeWording.objects.filter(organisation=spx.school).get().title == "Ours"
    page(hos, "edit_notice_wording", spx.school.reference, "nonsense", status=404)
    page(hos, "edit_notice_wording", spx.top.reference, "filters", status=404)


@pytest.mark.clause("C018", "C019", "J52")
def test_the_board_confirms_and_its_history_stays(spx, client_for):
    BoardRecordFactory(organisation=spx.top, happened_on=TODAY - timedelta(days=500))
    chair = client_for(spx.chair)
    assert "Run out" in page(chair, "list_board_records")
    page(chair, "confirm_remit")
    unticked = send(chair, "confirm_remit", organisation=spx.top.reference, **day("happened_on", TODAY))
    assert "Tick the statement" in unticked.content.decode()
    send(chair, "confirm_remit", organisation=spx.top.reference, agreed="on", **day("happened_on", TODAY))
    page(chair, "record_learning")
    send(
        chair,
        "record_learning",
        organisation=spx.top.reference,
        words="A course",
        governors=[spx.chair.reference, spx.governor.reference],
        **day("happened_on", TODAY),
    )

    shown = page(client_for(spx.dsl), "list_board_records")
    assert "Run out" not in shown
    assert spx.governor.name in shown
    assert BoardRecord.objects.count() == 3


@pytest.mark.clause("D04")
def test_another_schools_lessons_and_notices_are_not_there(spx, client_for):
    lesson, notice = lesson_at(spx.school), ParentNoticeFactory(organisation=spx.school)
    client = client_for(spx.stranger)

    page(client, "view_teaching", lesson.reference, status=404)
    page(client, "view_parent_notice", notice.reference, status=404)
    assert lesson.title not in page(client, "list_teaching")
    assert notice.title not in page(client, "list_parent_notices")


@pytest.mark.clause("C219")
def test_the_log_leaves_as_a_file_of_text(spx, client_for):
    lesson_at(spx.school, confirmed=True, leader=spx.teacher)
    lesson_at(spx.elsewhere)

    answer = client_for(spx.com).get(reverse("policies:export_teaching"))

    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert len(rows) == 2
    assert dict(zip(*rows, strict=True))["Year group"] == "Year 4"


def test_whoever_takes_nothing_is_told_so(spx, client_for):
    assert "Nothing here is yours" in page(client_for(spx.office), "list_teaching")


def test_another_year_and_another_school_are_chosen(spx, client_for):
    TeachingFactory(organisation=spx.small, academic_year=THIS_YEAR - 1, title="Of last year")
    head = client_for(spx.head)

    shown = page(head, "list_teaching", school=spx.small.reference, year=str(THIS_YEAR - 1))

    assert "Of last year" in shown
    assert "Of last year" not in page(head, "list_teaching", school="nonsense", year="nonsense")
