"""A wording that is published while somebody records, withdraws or publishes: each waits for the other, none in a ring."""

import threading
from datetime import timedelta

import pytest
from django.db import OperationalError, close_old_connections, connection, connections

from consent.models import Answer
from consent.rules.entry import Given
from consent.services import FormEntry, WishEntry, publish_wording, record_form, withdraw
from consent.signals import consent_changed
from governance.audit.services import record
from governance.kernel.errors import Refused
from tests.consent.factories import AnswerFactory, WordingFactory
from tests.fixtures import make_world
from tests.pupils.factories import PupilFactory

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="NOT RUN ON SQLITE: there only one writes at a time, whoever waits"
    ),
]
LONG, A_MOMENT = 20, 0.7


@pytest.fixture
def world(now):
    """A school with two pupils who may be shown on the federation's wording, whose rows other connections can see."""
    made = make_world("SPX")
    WordingFactory(organisation=made.federation)
    made.pupils = [PupilFactory(organisation=made.school, mother=True) for _ in range(2)]
    for pupil in made.pupils:
        AnswerFactory(pupil=pupil)
    return made


def together(*steps):
    """Run the steps in threads of their own; answers with each one's outcome: "done" or what it met."""
    outcomes = {}

    def run(place, step):
        close_old_connections()
        try:
            step()
            outcomes[place] = "done"
        except (Refused, OperationalError) as met:
            outcomes[place] = met
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=3 * LONG)
    return [outcomes.get(place, "never ended") for place in range(len(steps))]


@pytest.fixture
def while_telling():
    """Let the first change that is told about wait a moment, once it has what `first` takes and the other may begin."""
    reached, heard = threading.Event(), []

    def arrange(first=lambda: None):
        def listener(**ids):
            heard.append(ids)
            if len(heard) == 1:
                first()
                reached.set()
                threading.Event().wait(A_MOMENT)

        consent_changed.subscribe(listener)
        arrange.undo = lambda: consent_changed.unsubscribe(listener)
        return reached

    yield arrange
    arrange.undo()


def publishes(world, now):
    """The federation changes what parents agree to, from now on."""
    return lambda: publish_wording(
        organisation=world.federation, text="Other words", material=True, by=world.dpo, now=now
    )


def a_form(pupil, now, *values):
    """The mother's form: images, then videos, on the website."""
    answers = tuple(
        Given(kind, "website", None, value) for kind, value in zip(("image", "video"), values, strict=False)
    )
    mother = pupil.responsibilities.get().contact
    return FormEntry(2026, answers, now, now.date(), True, contact=mother)


@pytest.mark.clause("Fault4", "C111", "C099")
def test_a_withdrawal_during_a_change_of_wording_waits_and_nobody_is_turned_away(world, now, while_telling):
    """The floors above write to the trail as they hold posts: whoever has its head may not wait for a pupil any more."""

    def held_a_post():
        record(
            organisation_reference=world.school.reference, action="posts.hold", thing_type="posts.Post",
            thing_reference="PO-X", by=world.dpo, now=now,
        )  # fmt: skip

    reached, last = while_telling(held_a_post), world.pupils[-1]

    def withdraws():
        reached.wait(LONG)
        mother = last.responsibilities.get().contact
        withdraw(pupil=last, wish=WishEntry(now, contact=mother), by=world.office, now=now)

    outcomes = together(publishes(world, now), withdraws)

    assert outcomes == ["done", "done"]
    assert set(Answer.objects.values_list("status", flat=True)) == {"superseded"}


@pytest.mark.clause("Fault4", "C111", "T22")
def test_a_yes_recorded_while_the_wording_changes_is_ended_with_the_others(world, now, while_telling):
    """It was not there when the list of those who agreed was made."""
    joiner = PupilFactory(organisation=world.school, mother=True)
    reached = while_telling()

    def changes():
        reached.wait(LONG)
        publishes(world, now)()

    outcomes = together(
        lambda: record_form(pupil=joiner, entry=a_form(joiner, now, "given", "refused"), by=world.office, now=now),
        changes,
    )

    assert outcomes == ["done", "done"]
    assert dict(Answer.objects.filter(pupil=joiner).values_list("value", "status")) == {
        "given": "superseded",
        "refused": "refused",
    }


@pytest.mark.clause("Fault4", "C111", "T22")
def test_a_form_that_waited_for_the_change_of_wording_is_judged_by_the_new_one(world, now, while_telling):
    joiner, later = PupilFactory(organisation=world.school, mother=True), now + timedelta(minutes=1)
    reached = while_telling()

    def records():
        reached.wait(LONG)
        record_form(pupil=joiner, entry=a_form(joiner, now, "given"), by=world.office, now=later)

    published, recorded = together(publishes(world, now), records)

    # Typed without a choice of wording it is taken for the new one; either way no yes on the old one stands.
    assert published == "done"
    standing = Answer.objects.filter(pupil=joiner, ended_at=None)
    assert {answer.form.wording.number for answer in standing} <= {2}
    assert recorded == "done"


@pytest.mark.clause("Fault4", "C111", "T22")
def test_a_form_on_the_old_words_that_waited_is_turned_away(world, now, while_telling):
    joiner, later = PupilFactory(organisation=world.school, mother=True), now + timedelta(minutes=1)
    old, reached = world.federation.consent_wordings.get(), while_telling()
    entry = a_form(joiner, now, "given")
    entry = type(entry)(**{**vars(entry), "wording": old})

    def records():
        reached.wait(LONG)
        record_form(pupil=joiner, entry=entry, by=world.office, now=later)

    published, recorded = together(publishes(world, now), records)

    assert published == "done"
    assert "old wording" in str(recorded)
    assert not Answer.objects.filter(pupil=joiner).exists()
