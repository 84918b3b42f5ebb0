"""Queueing: a row a person, once, whatever becomes of the broker."""

from datetime import UTC, datetime

import pytest
from celery import current_app

from governance.notices.models import Notice, NoticeChoice
from governance.notices.services import outbox, queue
from tests.factories import PersonFactory


@pytest.fixture
def tell(spx, now):
    """Queues a notice for some people."""

    def tell_(*people, **changes):
        return queue(
            **{
                "people": people,
                "kind": "T07",
                "organisation": spx.top,
                "subject": "Parcel waiting (PX-1)",
                "line": "A parcel waits for you.",
                "url": "/parcels/PX-1/",
                "now": now,
                "key": "PX-1:asked",
                **changes,
            }
        )

    return tell_


def digest(person, kind="T07"):
    NoticeChoice.objects.create(person=person, kind=kind, how=NoticeChoice.How.DIGEST)


def test_each_person_gets_one_row_even_if_named_twice(tell, spx):
    tell(spx.com, spx.head, spx.com)

    assert Notice.objects.count() == 2


@pytest.mark.clause("D16")
def test_the_same_event_told_twice_is_told_once(tell, spx, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(spx.com)
        tell(spx.com)

    assert Notice.objects.count() == len(mailoutbox) == 1


def test_it_is_sent_after_the_commit_and_not_before(tell, spx, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(spx.com)
        assert mailoutbox == []

    assert [message.to for message in mailoutbox] == [[spx.com.email]]


def test_a_broker_that_is_down_breaks_nothing(tell, spx, monkeypatch, django_capture_on_commit_callbacks):
    def down(*args, **kwargs):
        raise ConnectionError("redis://secret@broker")

    monkeypatch.setattr(outbox.current_app, "signature", down)
    with django_capture_on_commit_callbacks(execute=True):
        tell(spx.com)

    assert Notice.objects.get().sent_at is None


@pytest.mark.clause("T86")
def test_the_task_is_given_references_and_no_text(tell, spx, monkeypatch, django_capture_on_commit_callbacks):
    given = []

    class Signature:
        def delay(self):
            return None

    def signature(name, args):
        given.append((name, args))
        return Signature()

    monkeypatch.setattr(outbox.current_app, "signature", signature)
    with django_capture_on_commit_callbacks(execute=True):
        tell(spx.com)

    assert given == [(outbox.DELIVER_TASK, [[Notice.objects.get().reference]])]


def test_the_task_of_that_name_exists():
    current_app.loader.import_default_modules()

    assert outbox.DELIVER_TASK in current_app.tasks


def test_somebody_without_an_address_reads_it_on_the_page_only(tell):
    tell(PersonFactory(email=""))

    assert Notice.objects.get().next_try_at is None


@pytest.mark.parametrize(
    ("queued", "due"),
    [
        (datetime(2026, 10, 5, 5, 59, tzinfo=UTC), datetime(2026, 10, 5, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 12, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),
        (datetime(2027, 3, 27, 12, 0, tzinfo=UTC), datetime(2027, 3, 28, 6, 0, tzinfo=UTC)),
    ],
)
def test_a_digest_waits_for_seven_in_the_morning_whatever_the_clocks_do(tell, spx, queued, due):
    digest(spx.com)

    tell(spx.com, now=queued)

    assert Notice.objects.get().next_try_at == due


def test_what_is_urgent_waits_for_no_digest(tell, spx, now):
    digest(spx.com)

    tell(spx.com, urgent=True)

    assert (Notice.objects.get().digest, Notice.objects.get().next_try_at) == (False, now)


def test_an_urgent_kind_waits_for_no_digest_either(tell, spx, now):
    digest(spx.com, kind="J59")

    tell(spx.com, kind="J59")

    assert Notice.objects.get().digest is False


def test_many_people_take_two_statements(tell, spx, django_assert_num_queries):
    with django_assert_num_queries(2):
        tell(*spx.everyone().values())
