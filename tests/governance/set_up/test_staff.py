"""Loading a file of staff: nothing before it is confirmed, the same file twice changes nothing, no role by a file."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.kernel.errors import NotAllowed, NotFoundHere, TooLate
from governance.people.models import Engagement, Person, RoleHeld, User
from governance.set_up.models import StaffUpload
from governance.set_up.selectors.staff import staff_upload_for
from governance.set_up.services import drop_stale_staff, load_staff, upload_staff
from governance.set_up.services.uploads import look_at_staff
from tests.crowd import digest
from tests.factories import EngagementFactory, PersonFactory

HEADING = "First name,Surname,Email,Type,Start,End,Role\n"
FILE = HEADING + "Orla,Fenwick,orla@harbour.example,Supply,01/09/2026,,Head\nPim,Marsh,,Volunteer,,,\nBad,,,,,,\n"


def bring(spx, now, text=FILE, by=None, place=None):
    """The file, chosen by the office."""
    return upload_staff(
        organisation=place or spx.school,
        file_name="a.csv",
        content=text.encode("utf-8-sig"),
        by=by or spx.office,
        now=now,
    )


def load(spx, now, text=FILE, answers=None, **kwargs):
    """The file, chosen, looked at and loaded."""
    upload = bring(spx, now, text, **kwargs)
    seen = look_at_staff(upload=upload, now=now).plan.digest
    return load_staff(upload=upload, seen=seen, answers=answers or {}, by=upload.by, now=now)


@pytest.mark.clause("C014", "T101")
def test_people_of_every_kind_are_added_and_the_bad_row_is_left_out(spx, now):
    loaded = load(spx, now)

    assert (loaded.added, loaded.changed, loaded.unchanged, loaded.left_out) == (2, 0, 0, 1)
    orla, pim = Person.objects.get(email="orla@harbour.example"), Person.objects.get(family_name="Marsh")
    assert [(row.kind, row.starts_on) for row in orla.engagements.all()] == [("agency", date(2026, 9, 1))]
    assert [(row.kind, row.starts_on) for row in pim.engagements.all()] == [("volunteer", date(2026, 10, 5))]


@pytest.mark.clause("M47", "K15", "T69")
def test_a_file_gives_nobody_a_role_or_a_sign_in(spx, now):
    before = RoleHeld.objects.count(), User.objects.count()

    load(spx, now)

    assert (RoleHeld.objects.count(), User.objects.count()) == before


def test_nothing_is_kept_before_it_is_confirmed(spx, now):
    before = digest(without={"governance.StaffUpload"})

    look_at_staff(upload=bring(spx, now), now=now)

    assert digest(without={"governance.StaffUpload"}) == before


def test_the_same_file_twice_changes_nothing(spx, now):
    text = FILE.replace("Pim,Marsh,,", "Pim,Marsh,pim@harbour.example,")
    load(spx, now, text)
    before = digest(without={"governance.AuditEvent", "governance.AuditHead"})

    again = load(spx, now + timedelta(days=1), text)

    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert digest(without={"governance.AuditEvent", "governance.AuditHead"}) == before


@pytest.mark.clause("T40")
def test_a_namesake_without_address_is_asked_about_and_never_merged_silently(spx, now):
    known = PersonFactory(given_name="Pim", family_name="Marsh", email="")
    EngagementFactory(person=known, organisation=spx.school)

    assert load(spx, now).left_out == 2
    assert load(spx, now, answers={3: "new"}).added == 1
    other = PersonFactory(given_name="Quin", family_name="Vole", email="")
    EngagementFactory(person=other, organisation=spx.school)
    same = load(spx, now, HEADING + "Quin,Vole,,Governor,,,\n", answers={2: other.reference})

    assert (same.added, same.changed, same.left_out) == (0, 1, 0)
    assert set(other.engagements.values_list("kind", flat=True)) == {"employed", "governor"}


@pytest.mark.clause("T40")
def test_the_same_person_chosen_for_two_rows_is_given_the_work_once(spx, now):
    known = PersonFactory(given_name="Jo", family_name="Smith", email="")
    EngagementFactory(person=known, organisation=spx.school, kind="volunteer")
    text = HEADING + "Jo,Smith,jo@harbour.example,Employed,,,\nJo,Smith,smith@harbour.example,Employed,,,\n"

    loaded = load(spx, now, text, answers={2: known.reference, 3: known.reference})

    assert (loaded.added, loaded.changed, loaded.left_out) == (0, 1, 1)
    assert sorted(known.engagements.values_list("kind", flat=True)) == ["employed", "volunteer"]


@pytest.mark.clause("D09")
def test_a_last_day_in_the_file_ends_what_rests_on_the_work(spx, now):
    row = f"{spx.slt.given_name},{spx.slt.family_name},{spx.slt.email},Employed,,30/10/2026,\n"

    assert load(spx, now, HEADING + row).changed == 1

    assert RoleHeld.objects.get(person=spx.slt).ends_on == date(2026, 10, 30)
    assert Engagement.objects.get(person=spx.slt).ends_on == date(2026, 10, 30)


@pytest.mark.clause("C014")
def test_a_contract_that_is_renewed_after_its_last_day_is_further_work_once(spx, now):
    Engagement.objects.filter(person=spx.teacher).update(ends_on=date(2026, 12, 31))
    row = f"{spx.teacher.given_name},{spx.teacher.family_name},{spx.teacher.email},Employed,01/01/2027,,\n"

    assert [load(spx, now, HEADING + row).changed for _ in range(2)] == [1, 0]

    works = spx.teacher.engagements.order_by("starts_on").values_list("kind", "ends_on")
    assert list(works) == [("employed", date(2026, 12, 31)), ("employed", None)]


def test_a_list_that_has_moved_on_is_shown_again_and_a_file_is_loaded_once(spx, now):
    upload = bring(spx, now)
    seen = look_at_staff(upload=upload, now=now).plan.digest
    EngagementFactory(person=PersonFactory(email="orla@harbour.example"), organisation=spx.school)
    with pytest.raises(TooLate, match="has changed"):
        load_staff(upload=upload, seen=seen, answers={}, by=spx.office, now=now)

    load_staff(
        upload=upload, seen=look_at_staff(upload=upload, now=now).plan.digest, answers={}, by=spx.office, now=now
    )
    with pytest.raises(TooLate, match="no longer here"):
        load_staff(upload=upload, seen=seen, answers={}, by=spx.office, now=now)


def test_a_file_is_its_own_persons_and_gone_after_an_hour(spx, now):
    upload = bring(spx, now)
    with pytest.raises(NotAllowed):
        bring(spx, now, by=spx.teacher)
    with pytest.raises(NotFoundHere):
        staff_upload_for(spx.com, upload.reference, now=now)

    assert drop_stale_staff(now + timedelta(minutes=54)) == 0
    assert drop_stale_staff(now + timedelta(minutes=56)) == 1


@pytest.mark.clause("D04")
def test_a_trusts_file_names_the_school_and_reaches_no_other_tree(spx, now):
    heading = "Name,Email,School\n"
    text = heading + "Ann Quay,ann@harbour.example,Quay Infants\nBo Moor,bo@harbour.example,Moorland School\n"

    loaded = load(spx, now, text, by=spx.com, place=spx.top)

    assert (loaded.added, loaded.left_out) == (1, 1)
    assert Engagement.objects.get(person__email="ann@harbour.example").organisation == spx.small


@pytest.mark.clause("Perf3")
def test_three_thousand_rows_take_few_statements(spx, now):
    rows = "".join(f"Ann,Row{n},row{n}@harbour.example,Employed,,,\n" for n in range(3_000))
    upload = bring(spx, now, HEADING + rows)
    seen = look_at_staff(upload=upload, now=now).plan.digest

    with CaptureQueriesContext(connection) as taken:
        loaded = load_staff(upload=upload, seen=seen, answers={}, by=spx.office, now=now)

    assert loaded.added == 3_000
    assert len(taken) < 120


def test_the_pages_lead_from_the_file_to_the_people_without_scripts(spx, client_for):
    office = client_for(spx.office)
    known = PersonFactory(given_name="Pim", family_name="Marsh", email="")
    EngagementFactory(person=known, organisation=spx.school)
    file = SimpleUploadedFile("a.csv", FILE.encode(), "text/csv")
    page = office.post(f"/set-up/{spx.school.reference}/people/", {"file": file}, follow=True)
    said = page.content.decode()
    for words in ("left alone: a file gives nobody a role", "there already is a Pim Marsh", "name is missing"):
        assert words in said
    upload = StaffUpload.objects.get()

    errors = b"".join(office.get(f"/set-up/staff/{upload.reference}/errors/")).decode()
    assert errors.splitlines()[0].endswith("Role,What is wrong")
    assert "Bad,," in errors.splitlines()[1]
    seen = page.context["form"]["seen"].value()
    done = office.post(f"/set-up/staff/{upload.reference}/load/", {"seen": seen, "row_3": "new"})

    assert "2 added" in done.content.decode()
    assert not StaffUpload.objects.exists()


def test_unknown_headings_are_asked_about_and_the_file_can_be_forgotten(spx, client_for):
    office = client_for(spx.office)
    file = SimpleUploadedFile("a.csv", b"Foo;Bar;Baz\nOrla;Fenwick;orla@harbour.example\n", "text/csv")
    page = office.post(f"/set-up/{spx.school.reference}/people/", {"file": file}, follow=True)
    assert "What the columns hold" in page.content.decode()
    address = page.redirect_chain[-1][0]
    assert "Choose the columns of the first name" in office.post(address, {"column_0": "email"}).content.decode()
    chosen = {"column_0": "given_name", "column_1": "family_name", "column_2": "email"}

    assert "<strong>1</strong> to add" in office.post(address, chosen, follow=True).content.decode()
    cancelled = office.post(address.replace("columns", "cancel"), follow=True)
    assert "Nobody was added" in cancelled.content.decode()
    sample = b"".join(office.get(f"/set-up/{spx.school.reference}/people/sample/")).decode()
    assert "Works as" in sample
