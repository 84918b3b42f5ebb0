"""Rows written many at a time are the rows that the framework itself would have written."""

from datetime import datetime

import pytest
from django.forms.models import model_to_dict

from governance.kernel.bulk import CHUNK, insert_many
from governance.notices.models import Notice
from tests.factories import PersonFactory
from tests.governance.notices.factories import NoticeFactory


@pytest.mark.django_db
def test_rows_are_stored_as_the_framework_stores_them(now: datetime):
    person = PersonFactory()
    mine, theirs = (
        NoticeFactory.build(person=person, key=key, subject="Ünïted 'quotes' %s", sent_at=None, read_at=now)
        for key in ("mine", "theirs")
    )

    insert_many([mine], unless_there=["person_id", "key"])
    theirs.save()

    first, second = (model_to_dict(row, exclude=["id", "key", "reference"]) for row in Notice.objects.order_by("key"))
    assert first == second
    assert Notice.objects.get(key="mine").reference == mine.reference


@pytest.mark.django_db
def test_a_row_that_is_there_is_left_as_it_stands():
    person = PersonFactory()
    NoticeFactory(person=person, key="once", subject="First")

    insert_many(
        [NoticeFactory.build(person=person, key="once", subject="Second")] * 2, unless_there=["person_id", "key"]
    )

    assert [row.subject for row in Notice.objects.all()] == ["First"]


@pytest.mark.django_db
def test_many_rows_take_a_statement_a_chunk(django_assert_num_queries):
    person = PersonFactory()
    rows = NoticeFactory.build_batch(CHUNK + 1, person=person)

    with django_assert_num_queries(2):
        insert_many(rows)

    assert Notice.objects.count() == CHUNK + 1


@pytest.mark.django_db
def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_many([])
