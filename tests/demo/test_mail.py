"""Every message of the demonstration can be read, however many there are, and none of them leaves the machine."""

import re

import pytest
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from demo.mail import SIZE, page_of_mail
from governance.kernel.dates import local_date, long_date
from governance.kernel.models import Installation

pytestmark = pytest.mark.django_db
SUBJECT = re.compile(r"Message number (\d+)\b")
NEXT = re.compile(r'href="([^"]+)" rel="next"')
MANY = 3 * SIZE + 7


@pytest.fixture
def keep(settings, tmp_path):
    """Sends so many messages the way the demonstration does, some of them over one connection."""
    Installation.objects.create(pk=1, is_demo=True, made_at=timezone.now())
    settings.EMAIL_FILE_PATH = tmp_path
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    def send(first: int, last: int) -> None:
        for start in range(first, last + 1, 9):
            several = [message(number) for number in range(start, min(start + 9, last + 1))]
            # The name of a file tells its time to the second, and here there is no second between them.
            connection = get_connection()
            connection._fname = str(tmp_path / f"20261121-{start:06d}-1.log")
            connection.send_messages(several)

    return send


def message(number: int) -> EmailMessage:
    """One message, known by its number."""
    return EmailMessage(f"Message number {number}", "Something waits for you.", None, ["somebody@school.example"])


def walk(client, address: str = "/demo/mail") -> list[int]:
    """The numbers of all messages from that page on, in the order in which they are read."""
    found: list[int] = []
    while address:
        page = client.get(address).content.decode()
        found += [int(number) for number in SUBJECT.findall(page)]
        more = NEXT.search(page)
        address = f"/demo/mail{more[1]}" if more else ""
    return found


def test_every_message_is_shown_once_newest_first(client, keep):
    keep(1, MANY)

    assert walk(client) == list(range(MANY, 0, -1))


def test_the_page_says_how_many_there_are(client, keep):
    keep(1, MANY)

    assert f"1 to {SIZE} of {MANY}" in client.get("/demo/mail").content.decode()


def test_a_message_tells_when_it_was_written_as_the_school_writes_it(client, keep):
    keep(1, 1)
    today = long_date(local_date(timezone.now()))

    assert f"To somebody@school.example, {today}" in client.get("/demo/mail").content.decode()


def test_a_message_that_comes_meanwhile_moves_nobody_s_page(client, keep):
    keep(1, MANY)
    older = page_of_mail("").next_url

    keep(MANY + 1, MANY + 12)

    assert walk(client, f"/demo/mail{older}") == list(range(MANY - SIZE, 0, -1))


@pytest.mark.parametrize("spoilt", ["", "0", "-3", "three", "²", "9" * 5000])
def test_a_spoilt_address_shows_the_newest(client, keep, spoilt):
    keep(1, 5)

    assert walk(client, f"/demo/mail?after={spoilt}") == [5, 4, 3, 2, 1]


def test_the_way_back_leads_to_the_page_before(keep):
    keep(1, MANY)
    second = page_of_mail(page_of_mail("").next_url.removeprefix("?after="))

    assert page_of_mail(second.previous_url.removeprefix("?after=")) == page_of_mail("")


def test_without_messages_the_page_says_so(client, keep):
    assert "No message yet" in client.get("/demo/mail").content.decode()
