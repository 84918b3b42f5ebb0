"""The pages of the register: searching, reading, and loading a file from its choice to its confirmation."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pupils.models import Pupil, RegisterUpload
from tests.pupils.factories import PupilFactory, SchoolClassFactory

TEXT = "UPN,Forename,Surname,DOB,Reg,House\nA1,Ann,Wren,27/03/2017,4B,Red\nA2,Bo,Rook,28/04/2018,3A,Blue\n"


def choose(client, world, text=TEXT, name="register.csv"):
    """The file posted; the answer after it."""
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text, "text/csv")
    return client.post(reverse("pupils:start_load"), {"school": world.school.reference, "file": file}, follow=True)


def columns(upload):
    """The columns as guessed, as the page posts them."""
    headings = TEXT.splitlines()[0].split(",")
    return {f"column_{place}": upload.mapping.get(heading, "") for place, heading in enumerate(headings)}


def test_a_register_is_loaded_in_four_pages(spx, client_for):
    client = client_for(spx.office)
    guessed = choose(client, spx).content.decode()
    upload = RegisterUpload.objects.get()

    checked = client.post(reverse("pupils:choose_columns", args=[upload.reference]), columns(upload), follow=True)
    seen = checked.context["plan"].digest
    done = client.post(reverse("pupils:load_register", args=[upload.reference]), {"seen": seen})

    assert "For example: Red" in guessed
    assert "<strong>2</strong> to add" in checked.content.decode()
    assert "2 added" in done.content.decode()
    assert (Pupil.objects.count(), RegisterUpload.objects.count()) == (2, 0)


@pytest.mark.clause("T11")
def test_changes_are_shown_field_by_field_and_leavers_are_ticked(spx, client_for):
    PupilFactory(organisation=spx.school, school_number="A1", given_name="Anne", family_name="Wren")
    gone = PupilFactory(organisation=spx.school)
    client = client_for(spx.office)
    choose(client, spx)
    address = reverse("pupils:check_register", args=[RegisterUpload.objects.get().reference])

    answer = client.get(address)
    words = answer.content.decode()
    client.post(
        address.replace("/check/", "/load/"), {"seen": answer.context["plan"].digest, "leavers": [gone.reference]}
    )

    gone.refresh_from_db()
    assert "Anne" in words
    assert gone.name in words
    assert gone.left_on


@pytest.mark.clause("Hostile6")
def test_errors_are_listed_by_row_and_column_and_nothing_is_loaded(spx, client_for):
    client = client_for(spx.office)
    choose(client, spx, TEXT.replace("27/03/2017", "soon").replace("Rook", ""))
    address = reverse("pupils:check_register", args=[RegisterUpload.objects.get().reference])

    words = client.get(address).content.decode()

    assert "Nothing was loaded: 2 errors in 2 rows" in words
    assert "D (DOB)" in words
    assert Pupil.objects.count() == 0


@pytest.mark.clause("Hostile6")
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"PK\x03\x04zip", "workbook"),
        (b"a\x00b,c\n", "NUL"),
        (b",".join([b"x%d" % n for n in range(1000)]) + b"\n1\n", "1,000"),
    ],
)
def test_a_hostile_file_is_refused_beside_the_form(spx, client_for, text, sentence):
    answer = choose(client_for(spx.office), spx, text)

    assert sentence in answer.content.decode()
    assert RegisterUpload.objects.count() == 0


def test_names_of_a_file_are_text_and_not_markup(spx, client_for):
    client = client_for(spx.office)
    choose(client, spx, TEXT.replace("Ann", "<script>alert(1)</script>"))
    address = reverse("pupils:check_register", args=[RegisterUpload.objects.get().reference])

    words = client.get(address).content.decode()

    assert "<script>alert" not in words
    assert "&lt;script&gt;alert" in words


def test_a_register_that_changed_in_between_is_shown_again(spx, client_for):
    client = client_for(spx.office)
    choose(client, spx)
    upload = RegisterUpload.objects.get()

    answer = client.post(reverse("pupils:load_register", args=[upload.reference]), {"seen": "old"}, follow=True)

    assert "changed since this was shown" in answer.content.decode()
    assert RegisterUpload.objects.count() == 1


def test_cancelling_deletes_the_file(spx, client_for):
    client = client_for(spx.office)
    choose(client, spx)

    client.post(reverse("pupils:cancel_load", args=[RegisterUpload.objects.get().reference]))

    assert RegisterUpload.objects.count() == 0


def test_wrong_columns_come_back_with_every_sentence(spx, client_for):
    client = client_for(spx.office)
    choose(client, spx)
    address = reverse("pupils:choose_columns", args=[RegisterUpload.objects.get().reference])

    words = client.post(address, {"column_0": "date_of_birth", "column_1": "date_of_birth"}).content.decode()

    assert "chosen for more than one column" in words
    assert "Choose the column with the pupil number" in words


@pytest.mark.clause("D04", "T87", "T114")
def test_the_list_shows_the_schools_of_the_reader_and_no_others(spx, client_for):
    here, there = PupilFactory(organisation=spx.school), PupilFactory(organisation=spx.small)
    away = PupilFactory(organisation=spx.elsewhere)

    teacher = client_for(spx.teacher).get(reverse("pupils:list_pupils")).content.decode()
    com = client_for(spx.com).get(reverse("pupils:list_pupils")).content.decode()

    assert [one.family_name in teacher for one in (here, there, away)] == [True, False, False]
    assert [one.family_name in com for one in (here, there, away)] == [True, True, False]


@pytest.mark.parametrize("search", [{"name": "wren"}, {"name": "Annie"}, {"name": "ann wren"}, {"name": "A77"}])
def test_a_pupil_is_found_by_any_part_of_the_name_or_by_number(spx, client_for, search):
    PupilFactory.create_batch(3, organisation=spx.school)
    PupilFactory(organisation=spx.school, given_name="Ann", known_as="Annie", family_name="Wren", school_number="A77")

    answer = client_for(spx.teacher).get(reverse("pupils:list_pupils"), search)

    assert [pupil.family_name for pupil in answer.context["page"].pupils] == ["Wren"]


def test_the_list_is_filtered_by_class_and_paged_by_key(spx, client_for, now):
    school_class = SchoolClassFactory(organisation=spx.school)
    PupilFactory.create_batch(55, organisation=spx.school, school_class=school_class)
    PupilFactory(organisation=spx.school)
    client, seen, query = client_for(spx.teacher), [], f"?school_class={school_class.reference}"

    while query:
        answer = client.get(reverse("pupils:list_pupils") + query)
        seen += [pupil.pk for pupil in answer.context["page"].pupils]
        query = answer.context["pager"]["next_url"]

    assert len(seen) == len(set(seen)) == 55


def test_namesakes_are_all_on_some_page(spx, client_for):
    PupilFactory.create_batch(103, organisation=spx.school, given_name="Ann", family_name="Wren")
    client, seen, query = client_for(spx.teacher), set(), "?name=wren"

    while query:
        answer = client.get(reverse("pupils:list_pupils") + query)
        seen |= {pupil.pk for pupil in answer.context["page"].pupils}
        query = answer.context["pager"]["next_url"]

    assert len(seen) == 103


@pytest.mark.clause("D04")
def test_details_and_contacts_are_for_those_who_need_them(spx, client_for):
    pupil = PupilFactory(organisation=spx.school, mother=True)
    address = reverse("pupils:view_pupil", args=[pupil.reference])

    teacher, dpo = client_for(spx.teacher).get(address), client_for(spx.dpo).get(address)

    assert "Marigold" not in teacher.content.decode()
    assert pupil.school_number not in teacher.content.decode()
    assert "Marigold" in dpo.content.decode()
    assert client_for(spx.stranger).get(address).status_code == 404
    assert client_for(spx.tech).get(address).status_code in (200, 403)


@pytest.mark.clause("C091", "T13", "K11")
def test_responsibility_is_said_with_its_dates_and_who_works_here(spx, client_for):
    pupil = PupilFactory(organisation=spx.school, mother=True)
    link = pupil.responsibilities.get()
    address = reverse("pupils:change_responsibility", args=[pupil.reference, link.contact.reference])
    typed = {
        "relationship": "Aunt", "has_responsibility": "no", "ends_on_day": 1, "ends_on_month": 9, "ends_on_year": 2026,
        "person": spx.teacher.reference,
    }  # fmt: skip

    answer = client_for(spx.office).post(address, typed)

    link.refresh_from_db()
    assert answer.status_code == 302
    assert (link.relationship, link.has_responsibility, link.ends_on.month) == ("Aunt", False, 9)
    assert link.contact.person == spx.teacher


@pytest.mark.clause("K10")
def test_nobody_says_of_themselves_what_they_are_to_a_pupil(spx, client_for):
    pupil = PupilFactory(organisation=spx.school, mother=True)
    contact = pupil.responsibilities.get().contact
    type(contact).objects.update(person=spx.office)
    address = reverse("pupils:change_responsibility", args=[pupil.reference, contact.reference])

    assert client_for(spx.office).get(address).status_code == 403


@pytest.mark.clause("Perf3")
def test_the_list_asks_the_same_number_of_questions_for_one_and_fifty(spx, client_for):
    client, counts = client_for(spx.com), []
    for size in (1, 49):
        PupilFactory.create_batch(size, organisation=spx.school)
        with CaptureQueriesContext(connection) as statements:
            client.get(reverse("pupils:list_pupils"))
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 12
