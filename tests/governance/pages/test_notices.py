"""Reading notices and choosing how to hear of them."""

import pytest

from governance.notices.models import Notice, NoticeChoice
from tests.governance.notices.factories import NoticeFactory


@pytest.fixture
def notice(spx):
    return NoticeFactory(person=spx.com)


def test_the_list_holds_ones_own_notices_only(spx, notice, client_for):
    NoticeFactory(person=spx.head, subject="Another's")

    text = client_for(spx.com).get("/notices/").content.decode()

    assert notice.subject in text
    assert "Another&#x27;s" not in text


def test_looking_at_the_list_marks_nothing_as_read(spx, notice, client_for):
    client_for(spx.com).get("/notices/")

    assert Notice.objects.get().read_at is None


def test_opening_a_notice_marks_it_and_goes_where_it_leads(spx, notice, client_for):
    answer = client_for(spx.com).post(f"/notices/{notice.reference}/read/")

    assert (answer.status_code, answer.url) == (302, "/duties/")
    assert Notice.objects.get().read_at is not None


@pytest.mark.parametrize("url", ["", "//elsewhere.example/", "https://elsewhere.example/"])
def test_a_notice_that_leads_nowhere_here_leads_to_the_list(spx, client_for, url):
    notice = NoticeFactory(person=spx.com, url=url)

    answer = client_for(spx.com).post(f"/notices/{notice.reference}/read/")

    assert answer.url == "/notices/"


def test_no_link_in_a_message_can_mark_it(spx, notice, client_for):
    assert client_for(spx.com).get(f"/notices/{notice.reference}/read/").status_code == 405


@pytest.mark.clause("D04")
def test_anothers_notice_is_not_found(spx, notice, client_for):
    answer = client_for(spx.head).post(f"/notices/{notice.reference}/read/")

    assert answer.status_code == 404
    assert Notice.objects.get().read_at is None


def test_everything_is_marked_at_once_and_nobody_elses(spx, client_for):
    NoticeFactory.create_batch(3, person=spx.com)
    NoticeFactory(person=spx.head)

    client_for(spx.com).post("/notices/read/")

    assert Notice.objects.filter(read_at=None).get().person == spx.head


def test_the_menu_counts_what_is_unread(spx, client_for):
    NoticeFactory.create_batch(2, person=spx.com)
    NoticeFactory(person=spx.com, read=True)

    assert client_for(spx.com).get("/").context["site"].unread == 2


def test_only_unread_ones_are_shown_when_asked(spx, notice, client_for):
    NoticeFactory(person=spx.com, read=True)

    assert client_for(spx.com).get("/notices/?show=unread").context["page"].rows == [notice]


def test_a_kind_is_put_into_the_digest(spx, notice, client_for):
    client = client_for(spx.com)
    page = client.get("/notices/choices/").content.decode()

    answer = client.post("/notices/choices/", {"T07": "digest"})

    assert 'name="T07"' in page
    assert answer.status_code == 302
    assert NoticeChoice.objects.get().how == "digest"


def test_choosing_again_changes_the_choice(spx, notice, client_for):
    client = client_for(spx.com)
    client.post("/notices/choices/", {"T07": "digest"})

    client.post("/notices/choices/", {"T07": "at-once"})

    assert NoticeChoice.objects.get().how == "at-once"


def test_an_unknown_choice_is_refused_beside_the_question(spx, notice, client_for):
    answer = client_for(spx.com).post("/notices/choices/", {"T07": "never"})

    assert answer.status_code == 200
    assert answer.context["form"].errors["T07"]
    assert not NoticeChoice.objects.exists()


def test_what_is_urgent_cannot_be_put_off(spx, client_for):
    NoticeFactory(person=spx.com, kind="J59")

    assert 'name="J59"' not in client_for(spx.com).get("/notices/choices/").content.decode()


def test_a_list_takes_the_same_statements_however_long(spx, client_for, django_assert_max_num_queries):
    NoticeFactory.create_batch(30, person=spx.com)
    client = client_for(spx.com)
    client.get("/notices/")

    with django_assert_max_num_queries(8):
        client.get("/notices/")
