"""Proof of person on the page: asked once, and nothing typed is lost (D08)."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from governance.pages.proof import PASSWORD as FIELD
from governance.pages.proof import SESSION_KEY
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.governance.people.views")]
TYPED = {"note": 'Line one\nline <two> & "three"', "tick": ["a", "b"]}


@pytest.fixture
def late(spx, client_for):
    """The head of school's browser, twenty minutes after signing in."""
    browser = client_for(spx.hos)
    session = browser.session
    session[SESSION_KEY] = (timezone.now() - timedelta(minutes=20)).isoformat()
    session.save()
    return browser


def hidden_fields(html):
    return re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html)


@pytest.mark.clause("D08")
def test_after_a_fresh_sign_in_nothing_is_asked(spx, client_for):
    answer = client_for(spx.hos).post("/approve/", {"tick": "yes"})

    assert answer.content.decode() == "tick=yes"


@pytest.mark.clause("D08")
def test_later_the_password_is_asked_and_everything_typed_is_carried(late):
    page = late.post("/approve/", TYPED).content.decode()

    fields = [field for field in hidden_fields(page) if field[0] != "csrfmiddlewaretoken"]
    assert [name for name, _ in fields] == ["note", "tick", "tick"]
    assert "line &lt;two&gt; &amp; &quot;three&quot;" in page


@pytest.mark.clause("D08")
def test_with_the_password_the_post_goes_on_complete_and_without_it(late):
    answer = late.post("/approve/", {**TYPED, FIELD: PASSWORD})

    assert answer.content.decode() == f"note={TYPED['note']}|tick=a,b"
    assert timezone.now() - datetime.fromisoformat(late.session[SESSION_KEY]) < timedelta(minutes=1)


@pytest.mark.clause("D08")
def test_once_proved_it_is_not_asked_again_and_the_session_has_a_new_key(late):
    before = late.session.session_key
    late.post("/approve/", {FIELD: PASSWORD})

    assert late.post("/approve/", {"tick": "again"}).content == b"tick=again"
    assert late.session.session_key != before


@pytest.mark.clause("D08")
def test_a_wrong_password_is_told_beside_the_field_and_nothing_is_done_or_lost(late):
    page = late.post("/approve/", {**TYPED, FIELD: "wrong"}).content.decode()

    assert "That is not your password" in page
    assert ("tick", "a") in hidden_fields(page)
    assert "wrong" not in page


@pytest.mark.clause("D08")
def test_guessing_at_the_proof_is_slowed(late):
    for _ in range(10):
        late.post("/approve/", {FIELD: "wrong"})

    page = late.post("/approve/", {FIELD: PASSWORD}).content.decode()

    assert "You have tried too many times" in page


def test_looking_at_the_page_needs_no_proof(late):
    assert late.get("/approve/").status_code == 200


@pytest.mark.clause("D08")
def test_a_session_that_never_proved_anything_is_asked(late):
    session = late.session
    del session[SESSION_KEY]
    session.save()

    assert "Confirm that it is you" in late.post("/approve/", {"tick": "x"}).content.decode()
