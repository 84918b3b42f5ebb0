"""Delivering: once each, in spite of doubled tasks, dead workers and a mail server that is away."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from governance.notices.models import Notice
from governance.notices.rules import BACK_OFF, LEASE
from governance.notices.services import deliver, deliver_waiting, delivery, send_digests
from governance.notices.services.reading import choose
from tests.factories import LONG_AGO, PersonFactory
from tests.governance.notices.factories import NoticeFactory

MINUTE = timedelta(minutes=1)


@pytest.fixture
def broken(monkeypatch):
    """A mail server that meets each message with this failure; counts how often it was tried."""

    def make(failure):
        tried = []

        class Broken(EmailBackend):
            def send_messages(self, messages):
                tried.append(messages)
                raise failure

        monkeypatch.setattr(delivery, "get_connection", Broken)
        return tried

    return make


@pytest.mark.django_db
def test_a_message_carries_subject_line_and_link_and_no_more(mailoutbox, now, settings):
    notice = NoticeFactory(person__given_name="Idris")

    deliver([notice.reference], now=now)

    message = mailoutbox[0]
    assert message.subject == notice.subject
    assert f"{settings.SITE_URL}/duties/" in message.body
    assert "Hello Idris" in message.body
    assert message.alternatives[0].mimetype == "text/html"


@pytest.mark.django_db
@pytest.mark.clause("D14", "D06")
def test_a_restricted_message_says_only_that_there_is_one(mailoutbox, now, settings):
    notice = NoticeFactory(sealed=True, url="/cases/CA-1/", subject="Case CA-1")

    deliver([notice.reference], now=now)

    text = mailoutbox[0].subject + mailoutbox[0].body + str(mailoutbox[0].alternatives[0].content)
    assert "CA-1" not in text
    assert notice.line not in text


@pytest.mark.django_db
@pytest.mark.clause("D16")
def test_the_same_task_delivered_twice_sends_once(mailoutbox, now):
    notice = NoticeFactory()

    sent = [deliver([notice.reference], now=now), deliver([notice.reference], now=now)]

    assert (sent, len(mailoutbox)) == ([1, 0], 1)
    assert Notice.objects.get().sent_at == now


@pytest.mark.django_db
def test_a_second_copy_would_carry_the_same_message_id(mailoutbox, now):
    notice = NoticeFactory()
    deliver([notice.reference], now=now)
    Notice.objects.update(sent_at=None, next_try_at=now)

    deliver([notice.reference], now=now)

    assert len({message.extra_headers["Message-ID"] for message in mailoutbox}) == 1


@pytest.mark.django_db
@pytest.mark.clause("D16")
def test_the_sweep_sends_what_no_task_has_sent(mailoutbox, now):
    NoticeFactory.create_batch(45)

    deliver_waiting(now=now)

    assert len(mailoutbox) == 45


@pytest.mark.django_db
def test_what_another_worker_holds_is_let_be_until_its_lease_ends(mailoutbox, now):
    NoticeFactory(claim="another", next_try_at=now + LEASE)

    during, after = deliver_waiting(now=now), deliver_waiting(now=now + LEASE)

    assert (during, after, len(mailoutbox)) == (0, 1, 1)


@pytest.mark.django_db
def test_what_is_not_due_waits(mailoutbox, now):
    notice = NoticeFactory(next_try_at=now + MINUTE)

    deliver([notice.reference], now=now)

    assert mailoutbox == []


@pytest.mark.django_db
def test_a_refused_address_is_tried_again_and_holds_up_nobody(broken, now):
    NoticeFactory.create_batch(3)
    tried = broken(SMTPRecipientsRefused({}))

    deliver_waiting(now=now)

    assert len(tried) == 3
    assert set(Notice.objects.values_list("next_try_at", "last_error")) == {
        (now + BACK_OFF[0], "SMTPRecipientsRefused")
    }


@pytest.mark.django_db
def test_a_server_that_is_away_is_tried_once_a_round(broken, now):
    NoticeFactory.create_batch(15)
    tried = broken(ConnectionRefusedError("no"))

    deliver_waiting(now=now)

    assert len(tried) == 1
    assert Notice.objects.filter(sent_at=None, next_try_at=now + BACK_OFF[0]).count() == 15


@pytest.mark.django_db
def test_after_the_last_attempt_it_is_given_up_and_shown(broken, now):
    NoticeFactory(attempts=len(BACK_OFF))
    broken(SMTPRecipientsRefused({}))

    deliver_waiting(now=now)
    deliver_waiting(now=now + timedelta(days=9))

    notice = Notice.objects.get()
    assert (notice.given_up_at, notice.next_try_at, notice.attempts) == (now, None, len(BACK_OFF) + 1)


@pytest.mark.django_db
@pytest.mark.clause("T86")
def test_what_the_mail_server_said_is_not_kept(broken, now, caplog):
    NoticeFactory()
    broken(SMTPRecipientsRefused({"talia@harbour.example": (550, b"no")}))

    deliver_waiting(now=now)

    assert "talia" not in caplog.text + Notice.objects.get().last_error


@pytest.mark.django_db
def test_a_failed_notice_is_sent_when_the_server_is_back(mailoutbox, now):
    NoticeFactory(attempts=3, last_error="TimeoutError", next_try_at=now)

    deliver_waiting(now=now)

    assert (len(mailoutbox), Notice.objects.get().last_error) == (1, "")


@pytest.mark.django_db
def test_a_digest_is_one_message_for_all_that_waited(mailoutbox, now):
    person = PersonFactory()
    NoticeFactory.create_batch(3, person=person, digest=True, next_try_at=now)

    sent = [send_digests(now=now), send_digests(now=now)]

    assert (sent, len(mailoutbox)) == ([1, 0], 1)
    assert mailoutbox[0].subject == "Gatepost: 3 notices for you"
    assert not Notice.objects.filter(sent_at=None).exists()


@pytest.mark.django_db
def test_a_digest_is_not_sent_by_itself_before_its_time(mailoutbox, now):
    notice = NoticeFactory(digest=True, next_try_at=now + MINUTE)

    deliver([notice.reference], now=now)
    deliver_waiting(now=now)

    assert mailoutbox == []


@pytest.mark.django_db
def test_a_digest_that_fails_is_tried_again(broken, now):
    NoticeFactory(digest=True, next_try_at=now)
    broken(TimeoutError())

    send_digests(now=now)

    assert Notice.objects.get().next_try_at == now + BACK_OFF[0]


@pytest.mark.django_db
def test_leaving_the_digest_sends_what_waits_in_it(mailoutbox, now):
    notice = NoticeFactory(digest=True, next_try_at=now + timedelta(hours=9))

    choose({notice.kind: "at-once"}, by=notice.person, now=now)
    deliver_waiting(now=now)

    assert len(mailoutbox) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.clause("D16")
def test_two_workers_at_once_send_each_once(now, mailoutbox):
    person = PersonFactory()
    references = [notice.reference for notice in NoticeFactory.create_batch(60, person=person)]

    def run(_):
        try:
            return deliver(references, now=now) + deliver_waiting(now=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(run, range(2)))

    assert sum(sent) == len(mailoutbox) == 60


@pytest.mark.django_db
def test_sending_one_more_takes_one_statement_more(now, django_assert_num_queries):
    references = [notice.reference for notice in NoticeFactory.create_batch(10, created_at=LONG_AGO)]

    with django_assert_num_queries(2 + 10):
        deliver(references, now=now)
