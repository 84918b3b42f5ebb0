"""Loading the register: exactly what was shown, whole or not at all."""

from datetime import timedelta

import pytest

from governance.audit.models import AuditEvent
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from pupils.models import ColumnMapping, Contact, Pupil, RegisterUpload, Responsibility
from pupils.selectors import upload_for
from pupils.services import (
    cancel_upload,
    choose_columns,
    drop_stale_uploads,
    load_register,
    look_at,
    upload_register,
)
from tests.factories import PersonFactory
from tests.pupils.factories import PupilFactory, ResponsibilityFactory

HEAD = "UPN,Forename,Surname,DOB,Reg,Year,Contact Name,Contact Email,Contact Relationship,Contact PR\n"
ANN = "A1,Ann,Wren,27/03/2017,4B,4,Jo Wren,jo@home.example,Mother,Yes\n"
BO = "A2,Bo,Wren,28/04/2018,3A,3,Jo Wren,jo@home.example,Mother,Yes\n"


def bring(world, text, now, by=None):
    """A file uploaded for the world's school."""
    return upload_register(
        organisation=world.school, file_name="register.csv", content=text.encode(), by=by or world.office, now=now
    )


def load(world, text, now, leavers=()):
    """The file uploaded, looked at and loaded."""
    upload = bring(world, text, now)
    plan = look_at(upload=upload, now=now).plan
    return load_register(upload=upload, seen=plan.digest, leavers=leavers, by=world.office, now=now)


@pytest.mark.clause("T10", "C107")
def test_pupils_classes_and_contacts_are_added(spx, now):
    loaded = load(spx, HEAD + ANN + BO, now)

    ann = Pupil.objects.get(school_number="A1")
    assert vars(loaded) == {"added": 2, "changed": 0, "unchanged": 0, "left": 0}
    assert (ann.school_class.name, ann.school_class.academic_year, ann.organisation) == ("4B", 2026, spx.school)
    assert Contact.objects.count() == 1
    assert Responsibility.objects.filter(has_responsibility=True, relationship="Mother").count() == 2
    assert ann.consent_answers.count() == 0


def test_a_second_load_of_the_same_file_writes_nothing_but_that_it_was_loaded(spx, now):
    load(spx, HEAD + ANN + BO, now)
    before = list(Pupil.objects.values()), list(Contact.objects.values()), list(Responsibility.objects.values())

    loaded = load(spx, HEAD + BO + ANN, now)

    after = list(Pupil.objects.values()), list(Contact.objects.values()), list(Responsibility.objects.values())
    assert (loaded.unchanged, before == after) == (2, True)
    assert AuditEvent.objects.filter(action__startswith="pupil.").count() == 2


def test_only_what_changed_is_changed_field_by_field(spx, now):
    load(spx, HEAD + ANN + BO, now)

    loaded = load(spx, HEAD + ANN.replace("4B", "5 Beech").replace("jo@", "jo.wren@").replace("Yes", "No") + BO, now)

    event = AuditEvent.objects.get(
        action="pupil.change", thing_reference=Pupil.objects.get(school_number="A1").reference
    )
    assert loaded.changed == 1
    assert Pupil.objects.get(school_number="A1").school_class.name == "5 Beech"
    assert Contact.objects.get().email == "jo.wren@home.example"
    assert Responsibility.objects.filter(has_responsibility=True).count() == 1
    assert '"class_name"' in event.facts
    assert "5 Beech" not in event.facts, "words of the register; no reference is spelt like them"


def test_a_column_the_file_does_not_have_leaves_its_field_alone(spx, now):
    load(spx, HEAD + ANN, now)

    loaded = load(spx, "UPN,Forename,Surname\nA1,Ann,Wren\n", now)

    ann = Pupil.objects.get()
    assert (loaded.changed, loaded.unchanged) == (0, 1)
    assert (ann.year_group, ann.date_of_birth.year, ann.responsibilities.count()) == ("4", 2017, 1)


@pytest.mark.clause("T11")
def test_pupils_who_are_not_in_the_file_leave_only_when_ticked(spx, now):
    stays, leaves = PupilFactory.create_batch(2, organisation=spx.school)

    loaded = load(spx, HEAD + ANN, now, leavers=[leaves.reference])

    stays.refresh_from_db()
    leaves.refresh_from_db()
    assert (loaded.left, stays.left_on, leaves.left_on) == (1, None, now.date())


def test_a_pupil_who_comes_back_is_on_roll_again(spx, now):
    PupilFactory(
        organisation=spx.school, school_number="A1", given_name="Ann", left_on=now.date() - timedelta(days=90)
    )

    load(spx, HEAD + ANN, now)

    assert Pupil.objects.get().left_on is None


@pytest.mark.clause("D04", "T114")
def test_the_same_number_at_another_school_is_another_pupil(spx, now):
    other = PupilFactory(organisation=spx.small, school_number="A1", family_name="Rook")

    load(spx, HEAD + ANN, now)

    other.refresh_from_db()
    assert other.family_name == "Rook"
    assert Pupil.objects.filter(school_number="A1").count() == 2


@pytest.mark.clause("Hostile6")
def test_one_error_among_good_rows_loads_nothing(spx, now):
    upload = bring(spx, HEAD + ANN + BO.replace("28/04/2018", "tomorrow"), now)

    with pytest.raises(Refused, match="nothing was loaded"):
        load_register(upload=upload, seen="", by=spx.office, now=now)

    assert Pupil.objects.count() == 0
    assert RegisterUpload.objects.filter(pk=upload.pk).exists()


@pytest.mark.clause("T94")
def test_a_load_that_is_killed_half_way_leaves_nothing(spx, now, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the power went")

    upload = bring(spx, HEAD + ANN, now)
    monkeypatch.setattr("pupils.services.loading.record_many", fail)

    with pytest.raises(RuntimeError):
        load_register(upload=upload, seen=look_at(upload=upload, now=now).plan.digest, by=spx.office, now=now)

    assert (Pupil.objects.count(), Contact.objects.count(), ColumnMapping.objects.count()) == (0, 0, 0)
    assert RegisterUpload.objects.count() == 1


def test_what_was_not_shown_is_not_loaded(spx, now):
    upload = bring(spx, HEAD + ANN, now)
    seen = look_at(upload=upload, now=now).plan.digest
    PupilFactory(organisation=spx.school, school_number="A1")

    with pytest.raises(TooLate, match="changed since this was shown"):
        load_register(upload=upload, seen=seen, by=spx.office, now=now)

    assert Pupil.objects.get().given_name != "Ann"


def test_a_file_is_loaded_once_and_deleted(spx, now):
    upload = bring(spx, HEAD + ANN, now)
    seen = look_at(upload=upload, now=now).plan.digest
    load_register(upload=upload, seen=seen, by=spx.office, now=now)

    with pytest.raises(TooLate):
        load_register(upload=upload, seen=look_at(upload=upload, now=now).plan.digest, by=spx.office, now=now)

    assert RegisterUpload.objects.count() == 0
    assert AuditEvent.objects.filter(action="register.load").count() == 1


def test_nothing_is_kept_of_a_file_that_is_cancelled_or_an_hour_old(spx, now):
    cancelled = bring(spx, HEAD + ANN, now)
    cancel_upload(upload=cancelled, by=spx.office, now=now)
    stale = bring(spx, HEAD + ANN, now)

    kept = drop_stale_uploads(now + timedelta(minutes=54)), RegisterUpload.objects.count()
    # The sweep comes every five minutes, so that nothing is here after an hour.
    dropped = drop_stale_uploads(now + timedelta(minutes=55))

    assert (kept, dropped, RegisterUpload.objects.count()) == ((0, 1), 1, 0)
    assert not Pupil.objects.filter(pk__isnull=False).exists()
    with pytest.raises(NotFoundHere):
        upload_for(spx.office, stale.reference, now=now)


def test_nobody_else_finds_the_file_not_even_in_the_same_office(spx, now):
    upload = bring(spx, HEAD + ANN, now)

    with pytest.raises(NotFoundHere):
        upload_for(spx.head, upload.reference, now=now)
    with pytest.raises(NotFoundHere):
        upload_for(spx.office, upload.reference, now=now + timedelta(hours=1))


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("teacher", NotAllowed), ("com", NotAllowed), ("tech", NotAllowed), ("stranger", NotFoundHere)],
)
def test_only_the_office_loads_the_register(spx, now, who, refusal):
    with pytest.raises(refusal):
        bring(spx, HEAD + ANN, now, by=getattr(spx, who))


def test_pupils_belong_to_a_school_not_a_federation(spx, now):
    office = PersonFactory(working_at=spx.federation, roles=["OFF"])

    with pytest.raises(Refused, match="belong to a school"):
        upload_register(
            organisation=spx.federation, file_name="x.csv", content=(HEAD + ANN).encode(), by=office, now=now
        )


def test_columns_are_remembered_for_the_next_load(spx, now):
    upload = bring(spx, "House,Forename,Surname,Number\nRed,Ann,Wren,A1\n", now)
    mapping = {"House": "class_name", "Forename": "given_name", "Surname": "family_name", "Number": "school_number"}
    choose_columns(upload=upload, mapping=mapping, by=spx.office, now=now)
    load_register(upload=upload, seen=look_at(upload=upload, now=now).plan.digest, by=spx.office, now=now)

    again = bring(spx, "Number,House,Forename,Surname\nA1,Blue,Ann,Wren\n", now)

    assert again.mapping == mapping


def test_wrong_columns_are_refused_all_at_once(spx, now):
    upload = bring(spx, HEAD + ANN, now)

    with pytest.raises(Refused) as refusal:
        choose_columns(upload=upload, mapping={"DOB": "date_of_birth", "Reg": "date_of_birth"}, by=spx.office, now=now)

    assert len(refusal.value.reasons) == 3


@pytest.mark.clause("K11", "K10")
def test_a_parent_who_works_here_is_recognised_by_the_same_address(spx, now):
    load(spx, HEAD + ANN.replace("jo@home.example", spx.teacher.email.upper()), now)

    assert Contact.objects.get().person == spx.teacher


@pytest.mark.clause("C091", "T13")
def test_responsibility_that_the_file_does_not_state_is_not_assumed(spx, now):
    load(spx, "UPN,Forename,Surname,Contact Name,Contact Relationship\nA1,Ann,Wren,Jo Wren,Mother\n", now)

    assert Responsibility.objects.get().has_responsibility is False


def test_namesakes_without_an_address_stay_two_people(spx, now):
    load(spx, "UPN,Forename,Surname,Contact Name\nA1,Ann,Wren,Jo Wren\nA2,Bo,Rook,Jo Wren\n", now)

    assert Contact.objects.count() == 2


@pytest.mark.clause("Q36")
def test_last_years_class_is_not_this_years(spx, now):
    load(spx, HEAD + ANN, now)

    loaded = load(spx, HEAD + ANN, now + timedelta(days=365))

    assert loaded.changed == 1
    assert Pupil.objects.get().school_class.academic_year == 2027


def test_statements_do_not_grow_with_the_number_of_pupils(spx, now, django_assert_max_num_queries):
    text = HEAD + "".join(
        f"B{n},Ann,Wren{n},27/03/2017,4B,4,Jo Wren{n},jo{n}@home.example,Mother,Yes\n" for n in range(420)
    )
    upload = bring(spx, text, now)
    seen = look_at(upload=upload, now=now).plan.digest

    with django_assert_max_num_queries(60):
        load_register(upload=upload, seen=seen, by=spx.office, now=now)

    assert ResponsibilityFactory._meta.model.objects.count() == 420


def test_another_file_takes_the_place_of_the_one_before(spx, now):
    first, second = bring(spx, HEAD + ANN, now), bring(spx, HEAD + ANN, now)

    assert [upload.pk for upload in RegisterUpload.objects.all()] == [second.pk]
    with pytest.raises(NotFoundHere):
        upload_for(spx.office, first.reference, now=now)
