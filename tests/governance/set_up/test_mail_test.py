"""The mail test: the code is in the message alone, a failure is told in words, and nobody sends or guesses too often."""

from datetime import timedelta

import pytest
from django.core import mail

from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.notices.models import Notice
from governance.notices.services import deliver_waiting
from governance.set_up.models import MailTest
from governance.set_up.rules.mail import FAILED, MOST_SENT, MOST_TRIES, TOO_MANY, TOO_SOON, code_of, in_words, is_code
from governance.set_up.services import confirm_arrival, send_test


def sent(spx, now):
    """A test message that went out, and the code it holds."""
    test = send_test(organisation=spx.school, by=spx.com, now=now)
    mail.outbox.clear()
    deliver_waiting(now=now)
    return test, mail.outbox[0].body.partition("code is ")[2][:6]


def test_the_code_is_in_the_message_and_nowhere_else(spx, now, client_for):
    test, code = sent(spx, now)

    assert code.isdecimal()
    assert code not in repr(Notice.objects.filter(pk=test.notice_id).values().get())
    assert code not in client_for(spx.com).get("/notices/").content.decode()
    assert "For safety" in mail.outbox[0].body


def test_the_code_typed_back_proves_that_it_arrived(spx, now):
    test, code = sent(spx, now)

    confirm_arrival(test=test, code=f" {code[:3]} {code[3:]} ", by=spx.com, now=now)

    assert MailTest.objects.get().arrived_at == now


def test_five_wrong_codes_are_enough(spx, now):
    test, code = sent(spx, now)
    wrong = f"{(int(code) + 1) % 10**6:06d}"

    for _ in range(MOST_TRIES):
        with pytest.raises(Refused, match="not the code"):
            confirm_arrival(test=test, code=wrong, by=spx.com, now=now)
    with pytest.raises(Refused, match="five times"):
        confirm_arrival(test=test, code=code, by=spx.com, now=now)
    assert MailTest.objects.get().arrived_at is None


def test_an_old_code_and_anothers_code_do_not_count(spx, now):
    test, code = sent(spx, now)

    with pytest.raises(Refused, match="day old"):
        confirm_arrival(test=test, code=code, by=spx.com, now=now + timedelta(hours=25))
    with pytest.raises(NotFoundHere):
        confirm_arrival(test=test, code=code, by=spx.office, now=now)
    with pytest.raises(NotAllowed):
        send_test(organisation=spx.school, by=spx.teacher, now=now)


def test_it_is_sent_once_a_minute_and_five_times_an_hour(spx, now):
    for minute in range(MOST_SENT):
        send_test(organisation=spx.school, by=spx.com, now=now + timedelta(minutes=minute))
        with pytest.raises(Refused, match=TOO_SOON[:20]):
            send_test(organisation=spx.school, by=spx.com, now=now + timedelta(minutes=minute, seconds=30))

    with pytest.raises(Refused, match=TOO_MANY[:20]):
        send_test(organisation=spx.school, by=spx.com, now=now + timedelta(minutes=10))
    send_test(organisation=spx.school, by=spx.com, now=now + timedelta(minutes=61))
    assert MailTest.objects.count() == MOST_SENT + 1


def test_a_server_that_is_away_is_told_in_plain_words(spx, now, client_for, settings, monkeypatch):
    send_test(organisation=spx.school, by=spx.com, now=now)
    page = f"/set-up/{spx.school.reference}/mail/"
    assert "Waiting" in client_for(spx.com).get(page).content.decode()

    def away(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", away)
    deliver_waiting(now=now)

    said = client_for(spx.com).get(page).content.decode()
    assert "The mail server does not answer." in said
    assert "Failed" in said


def test_words_for_what_nobody_foresaw():
    assert in_words("KeyError") == FAILED
    assert is_code(code_of("NO-A"), "NO-A")
    assert not is_code("", "NO-A")
    assert code_of("NO-A") != code_of("NO-B")
