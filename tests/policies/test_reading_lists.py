"""Prevent guidance is read on joining and acknowledged apart from the policy (C021)."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from policies.models import Acknowledgement, ReadingList
from policies.services import ask_readers, drop_readers, publish_version, set_readers, sign_version, write_version
from policies.services.reading_lists import WAITING
from policies.tasks import sweep_signatures
from tests.factories import PersonFactory
from tests.policies.factories import DocumentFactory, VersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def prevent(spx):
    """The Prevent briefing note, in force."""
    document = DocumentFactory(organisation=spx.top, kind="other", title="Prevent briefing note")
    return VersionFactory(document=document, number=1)


def asked():
    """Whoever has it before them."""
    return set(Acknowledgement.objects.filter(status__in=WAITING).values_list("person_id", flat=True))


def publish(document, spx, now, *, material):
    """Write the next version and put it in force."""
    version = write_version(document=document, text="Next", material=material, by=spx.com, now=now)
    publish_version(version, by=spx.com, now=now)
    return version


@pytest.mark.clause("C021", "C014")
def test_everybody_is_asked_paid_or_not_and_once(spx, prevent, now):
    helper = PersonFactory(working_at=spx.school, working_at__volunteer=True)

    count = set_readers(prevent.document, readers="everybody", by=spx.com, now=now)

    assert {helper.pk, spx.teacher.pk, spx.chair.pk} <= asked()
    assert count == len(asked())
    assert spx.stranger.pk not in asked()
    assert set_readers(prevent.document, readers="everybody", by=spx.com, now=now) == 0
    assert Duty.objects.filter(kind="J23", asked_person=helper).exists()


@pytest.mark.clause("C021")
def test_teachers_and_assistants_or_certain_ways_of_being_here(spx, prevent, now):
    assistant = PersonFactory(working_at=spx.school, working_at__job_title="Level 2 Teaching Assistant")
    set_readers(prevent.document, readers="teaching", by=spx.com, now=now)
    assert asked() == {spx.teacher.pk, assistant.pk}
    drop_readers(prevent.document, by=spx.com, now=now)
    assert asked() == set()

    set_readers(prevent.document, readers="kinds", kinds=["governor", "no-such"], by=spx.com, now=now)

    assert asked() == {spx.chair.pk, spx.governor.pk}
    assert ReadingList.objects.get().kinds == ["governor"]


@pytest.mark.clause("C021", "J23")
def test_a_list_corrected_to_governors_lets_everybody_else_off_and_keeps_what_was_signed(spx, prevent, now):
    set_readers(prevent.document, readers="everybody", by=spx.com, now=now)
    sign_version(prevent, by=spx.office, now=now, proved_at=now, printed_name=spx.office.name)

    assert set_readers(prevent.document, readers="kinds", kinds=["governor"], by=spx.com, now=now) == 0

    owed = Duty.objects.filter(kind="J23", closed_at=None)
    assert asked() == set(owed.values_list("asked_person", flat=True)) == {spx.chair.pk, spx.governor.pk}
    assert Acknowledgement.objects.get(person=spx.office).status == "signed"


@pytest.mark.clause("C021", "Perf3")
def test_dropping_a_list_takes_as_many_statements_for_many_readers_as_for_few(spx, prevent, now):
    def taken(number):
        PersonFactory.create_batch(number, working_at=spx.school, working_at__volunteer=True)
        set_readers(prevent.document, readers="everybody", by=spx.com, now=now)
        with CaptureQueriesContext(connection) as statements:
            drop_readers(prevent.document, by=spx.com, now=now)
        return len(statements)

    assert taken(1) == taken(20) < 30


@pytest.mark.clause("C021")
def test_whoever_joins_is_asked_by_the_sweep_and_it_may_run_twice(spx, prevent, now):
    set_readers(prevent.document, readers="everybody", by=spx.com, now=now)
    joiner = PersonFactory(working_at=spx.small)
    tomorrow = PersonFactory(working_at=spx.small, working_at__starts_on=now.date() + timedelta(days=1))

    assert (ask_readers(now), ask_readers(now)) == (1, 0)
    assert joiner.pk in asked()
    assert tomorrow.pk not in asked()
    assert ask_readers(now + timedelta(days=1)) == 1


@pytest.mark.clause("C021")
def test_the_hourly_job_asks(spx, prevent, now):
    ReadingList.objects.create(document=prevent.document, readers="everybody", set_by=spx.com, set_at=now)

    sweep_signatures()

    assert spx.teacher.pk in asked()


@pytest.mark.clause("C021", "Q30")
def test_a_new_meaning_asks_again_and_a_mended_comma_does_not(spx, prevent, now):
    set_readers(prevent.document, readers="teaching", by=spx.com, now=now)
    sign_version(prevent, by=spx.teacher, now=now, proved_at=now, printed_name=spx.teacher.name)

    publish(prevent.document, spx, now, material=False)
    ask_readers(now)
    assert asked() == set()
    meant = publish(prevent.document, spx, now, material=True)

    assert Acknowledgement.objects.get(version=meant).person == spx.teacher
    assert asked() == {spx.teacher.pk}


@pytest.mark.clause("C021")
def test_it_is_acknowledged_apart_from_the_policy(spx, prevent, now):
    policy = VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), number=1)
    sign_version(policy, by=spx.teacher, now=now, proved_at=now, printed_name=spx.teacher.name)
    set_readers(prevent.document, readers="teaching", by=spx.com, now=now)

    assert asked() == {spx.teacher.pk}
    with pytest.raises(Refused, match="Everybody signs the policy"):
        set_readers(policy.document, readers="everybody", by=spx.com, now=now)


@pytest.mark.clause("C021", "D09")
def test_with_no_version_in_force_nobody_is_asked_and_with_the_first_one_everybody(spx, now):
    document = DocumentFactory(organisation=spx.top, kind="other", title="Prevent")
    assert set_readers(document, readers="teaching", by=spx.com, now=now) == 0

    publish(document, spx, now, material=True)

    assert asked() == {spx.teacher.pk}
    assert Acknowledgement.objects.get().due_on == date(2026, 10, 19)


@pytest.mark.clause("C021", "M40")
@pytest.mark.parametrize("who", ["teacher", "hos", "stranger"])
def test_who_does_not_write_documents_says_of_nobody_that_they_have_to_read(spx, prevent, now, who):
    for act in (
        lambda **by: set_readers(prevent.document, readers="everybody", **by),
        lambda **by: drop_readers(prevent.document, **by),
    ):
        with pytest.raises((NotAllowed, NotFoundHere)):
            act(by=getattr(spx, who), now=now)


@pytest.mark.clause("C021", "M43")
def test_the_pages_say_who_has_to_read_it_and_how_far_they_are(spx, prevent, client_for):
    com, address = client_for(spx.com), f"/policies/documents/{prevent.document.reference}/readers/"
    assert "Choose at least one way" in com.post(address, {"readers": "kinds"}).content.decode()
    com.post(address, {"readers": "kinds", "kinds": ["governor", "volunteer"]})

    page = com.get(prevent.document.get_absolute_url()).content.decode()
    assert "Those who are here as: governor, volunteer" in page
    assert "0 of the 2 who were asked" in page
    assert "0 of the" not in client_for(spx.teacher).get(prevent.document.get_absolute_url()).content.decode()
    assert "Prevent briefing note" in client_for(spx.chair).get("/policies/").content.decode()
    com.post(f"{address}drop/")
    assert not ReadingList.objects.exists()


@pytest.mark.clause("C021", "C038")
@pytest.mark.parametrize(
    ("kind", "listed", "material", "says"),
    [
        ("terms", False, True, "Everybody who signed that one is asked"),
        ("terms", False, False, "Signatures of the one before go on counting"),
        ("other", False, True, "Nobody is asked to sign it"),
        ("other", True, True, "Everybody who has to read it is asked"),
        ("other", True, False, "Signatures of the one before go on counting"),
    ],
)
def test_whoever_publishes_is_told_who_will_be_asked(spx, prevent, now, client_for, kind, listed, material, says):
    document = prevent.document if kind == "other" else VersionFactory(document__organisation=spx.top).document
    if listed:
        set_readers(document, readers="everybody", by=spx.com, now=now)
    draft = write_version(document=document, text="Next", material=material, by=spx.com, now=now)

    page = client_for(spx.com).get(draft.get_absolute_url()).content.decode()

    assert says in page
    assert sum(one in page for one in ("Everybody who", "Nobody is asked", "go on counting")) == 1


def test_the_first_version_replaces_none(spx, now, client_for):
    draft = VersionFactory(document__organisation=spx.top, drafting=True, number=1)

    page = client_for(spx.com).get(draft.get_absolute_url()).content.decode()

    assert "It comes into force at once." in page
    assert "Everybody who signed" not in page
