"""What an older form had wiped out before that was mended is put right when the product is brought up to date (law 2)."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from consent.models import Answer
from tests.consent.factories import AnswerFactory
from tests.fixtures import make_world
from tests.pupils.factories import PupilFactory

THURSDAY, MONDAY = (datetime(2026, 10, day, 8, 0, tzinfo=UTC) for day in (1, 5))
MENDED = [("consent", "0004_answers_end_after_receipt")]


@pytest.fixture
def as_it_was():
    """The tables as they were before; brought up to date again whatever happens."""
    MigrationExecutor(connection).migrate([("consent", "0002_parent_links")])
    yield
    MigrationExecutor(connection).migrate(MENDED)


def ended_too_early(pupil, value, because):
    """An answer of Monday that something of Thursday ended."""
    return AnswerFactory(
        pupil=pupil, value=value, status="superseded", ended_at=THURSDAY, ended_because=because,
        ended_by_reference="CF-OLDER", form__received_at=MONDAY, form__entered_at=MONDAY,
    )  # fmt: skip


@pytest.mark.clause("C097", "D20")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_no_stands_again_and_a_yes_does_not(as_it_was):
    pupil = PupilFactory(organisation=make_world("SPX").school, mother=True)
    newer = "A newer form of the same person"
    no, yes, other = (
        ended_too_early(pupil, value, because)
        for value, because in (("refused", newer), ("given", newer), ("refused", "Withdrawn"))
    )

    MigrationExecutor(connection).migrate(MENDED)

    kept = {pk: rest for pk, *rest in Answer.objects.values_list("pk", "status", "ended_at", "ended_by_reference")}
    assert kept == {
        no.pk: ["refused", None, ""],
        yes.pk: ["superseded", MONDAY, "CF-OLDER"],
        other.pk: ["superseded", MONDAY, "CF-OLDER"],
    }
