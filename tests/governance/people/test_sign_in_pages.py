"""The pages for signing in: only those that are used, and none by which a passer-by could take a sign-in over."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from governance.audit.models import AuditEvent
from governance.audit.rules import INSTALLATION
from governance.notices.models import Notice
from governance.people.models import User
from governance.permissions.appointments.people import change_person
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "a-longer-and-newer-one"
# Every address under /sign-in/, kept by hand: one that is not expected here is not mounted.
EXPECTED = {
    "account_login": "login/",
    "account_logout": "logout/",
    "account_inactive": "inactive/",
    "account_reauthenticate": "reauthenticate/",
    "account_change_password": "password/change/",
    "account_set_password": "password/set/",
    "account_reset_password": "password/reset/",
    "account_reset_password_done": "password/reset/done/",
    "account_reset_password_from_key": r"password/reset/key/<uidb36>-<key>/",
    "account_reset_password_from_key_done": "password/reset/key/done/",
    "mfa_index": "2fa/",
    "mfa_authenticate": "2fa/authenticate/",
    "mfa_reauthenticate": "2fa/reauthenticate/",
    "mfa_activate_totp": "2fa/totp/activate/",
    "mfa_deactivate_totp": "2fa/totp/deactivate/",
    "mfa_view_recovery_codes": "2fa/recovery-codes/",
    "mfa_generate_recovery_codes": "2fa/recovery-codes/generate/",
    "mfa_download_recovery_codes": "2fa/recovery-codes/download/",
}
NOT_USED = [
    "email/",
    "signup/",
    "confirm-email/",
    "confirm-email/abc/",
    "login/code/",
    "login/code/confirm/",
    "3rdparty/",
    "sessions/",
    "",
]


def mounted(entries, before=""):
    """Each address below, by its name."""
    for entry in entries:
        if isinstance(entry, URLPattern):
            yield entry.name, before + re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", str(entry.pattern)).strip("^$")
        else:
            yield from mounted(entry.url_patterns, before + str(entry.pattern))


def links(message):
    """The addresses on our site that a message leads to."""
    return re.findall(r"http://testserver(/\S+)", message.body)


def ask_for_a_link(email):
    """Whoever types that address into the page for a new password; the messages that go out."""
    mail.outbox.clear()
    answer = Client().post(reverse("account_reset_password"), {"email": email})
    assert (answer.status_code, answer.url) == (302, reverse("account_reset_password_done"))
    return list(mail.outbox)


def new_password_by(link):
    """Open the link and choose a new password."""
    browser = Client()
    page = browser.get(link, follow=True)
    if page.context.get("token_fail"):
        return False
    browser.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    return True


def moved(world, now, email, person="teacher", by="office"):
    """The office corrects the teacher's address."""
    who = getattr(world, person)
    names = {"given_name": who.given_name, "family_name": who.family_name}
    return change_person(person=who, organisation=world.school, **names, email=email, by=getattr(world, by), now=now)


def test_every_address_for_signing_in_is_expected():
    [ours] = [entry for entry in get_resolver().url_patterns if str(entry.pattern) == "sign-in/"]

    assert dict(mounted(ours.url_patterns)) == EXPECTED


@pytest.mark.parametrize("address", NOT_USED)
def test_what_is_not_used_is_not_there(spx, client_for, address):
    browser = client_for(spx.head)

    assert browser.get(f"/sign-in/{address}").status_code == 404
    assert browser.post(f"/sign-in/{address}", {"email": "me@evil.example", "action_add": ""}).status_code == 404


@pytest.mark.parametrize("name", [name for name in EXPECTED if "from_key" not in name or "done" in name])
@pytest.mark.parametrize("who", ["hos", None])
def test_each_page_opens_and_misses_no_address(spx, client_for, name, who):
    browser = client_for(getattr(spx, who)) if who else Client()

    try:
        answer = browser.get(reverse(name))
    except NoReverseMatch as missing:
        pytest.fail(str(missing))

    assert answer.status_code in {200, 302, 404}


def test_nobody_sets_a_password_without_the_old_one_or_the_link(spx, client_for):
    User.objects.filter(pk=spx.teacher.user.pk).update(password="!")

    answer = client_for(User.objects.get(person=spx.teacher).person).get(
        reverse("account_change_password"), follow=True
    )

    assert answer.request["PATH_INFO"] == reverse("account_reset_password")


# -- The link for a new password ---------------------------------------------------------------------------------------


def test_the_link_goes_to_the_address_on_record_and_leaves_no_other_behind(spx):
    [message] = ask_for_a_link(spx.hos.email.upper())

    assert message.to == [spx.hos.email]
    assert new_password_by(links(message)[0])
    assert User.objects.get(person=spx.hos).check_password(NEW)
    assert not EmailAddress.objects.exists()


@pytest.mark.parametrize("verified", [True, False])
def test_no_link_goes_to_an_address_that_somebody_added(spx, verified):
    EmailAddress.objects.create(user=spx.head.user, email="me@evil.example", verified=verified)

    [message] = ask_for_a_link("me@evil.example")

    assert message.to == ["me@evil.example"]
    assert links(message) == []
    assert "sign up" not in message.body


def test_a_sign_in_that_is_switched_off_gets_no_link(spx):
    User.objects.filter(person=spx.hos).update(is_active=False)

    [message] = ask_for_a_link(spx.hos.email)

    assert links(message) == []


def test_after_a_corrected_address_the_old_mailbox_opens_nothing(spx, now):
    old = spx.teacher.email
    [sent_before] = ask_for_a_link(old)
    for added in (old, "me@evil.example"):
        EmailAddress.objects.get_or_create(user=spx.teacher.user, email=added, defaults={"verified": True})

    moved(spx, now, "corrected@harbour.example")
    [sent_after] = ask_for_a_link(old)

    assert not EmailAddress.objects.filter(user__person=spx.teacher).exists()
    assert not new_password_by(links(sent_before)[0])
    assert links(sent_after) == []
    assert [message.to for message in ask_for_a_link("corrected@harbour.example")] == [["corrected@harbour.example"]]
    assert Client().login(email=old, password=PASSWORD) is False


# -- What is done to a sign-in is written down, and its owner hears of it -------------------------------------------------


def trail(person):
    return list(
        AuditEvent.objects.filter(thing_reference=person.reference, organisation_reference=INSTALLATION).values_list(
            "action", "actor_reference"
        )
    )


def told(person):
    return set(Notice.objects.filter(person=person).values_list("kind", "urgent"))


def by_the_old_one(browser, person):
    said = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    return browser.post(reverse("account_change_password"), said)


def by_a_link(browser, person):
    [message] = ask_for_a_link(person.email)
    return new_password_by(links(message)[0])


@pytest.mark.clause("D01")
@pytest.mark.parametrize(
    ("change", "action"), [(by_the_old_one, "sign_in.change_password"), (by_a_link, "sign_in.reset_password")]
)
def test_a_new_password_is_written_down_and_told(spx, client_for, change, action):
    change(client_for(spx.hos), spx.hos)

    assert User.objects.get(person=spx.hos).check_password(NEW)
    assert trail(spx.hos) == [(action, spx.hos.reference)]
    assert told(spx.hos) == {("sign-in", True)}


@pytest.mark.clause("D01")
def test_a_password_that_cannot_be_written_down_is_not_changed(spx, client_for, monkeypatch):
    def fail(**fields):
        raise RuntimeError("no trail")

    monkeypatch.setattr("governance.pages.people_sign_in.record", fail)
    browser = client_for(spx.hos)
    browser.raise_request_exception = False

    assert by_the_old_one(browser, spx.hos).status_code == 500
    assert User.objects.get(person=spx.hos).check_password(PASSWORD)


@pytest.mark.clause("D01")
def test_the_technical_superusers_password_is_written_down_too(db):
    root = UserFactory(email="root@harbour.example", is_staff=True, is_superuser=True)
    browser = Client()
    browser.force_login(root, backend="governance.pages.backends.SignInBackend")

    by_the_old_one(browser, None)

    event = AuditEvent.objects.get(organisation_reference=INSTALLATION)
    assert (event.action, event.actor_name) == ("sign_in.change_password", "Gatepost")


def the_code(browser):
    """What the app on a telephone would show now."""
    return format_hotp_value(hotp_value(browser.session["mfa.totp.secret"], int(time.time()) // 30))


@pytest.mark.clause("D01")
def test_a_second_step_asks_for_the_password_and_is_written_down_and_told(
    spx, client_for, django_capture_on_commit_callbacks
):
    browser, add, remove = client_for(spx.hos), reverse("mfa_activate_totp"), reverse("mfa_deactivate_totp")
    asked = browser.get(add)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    browser.get(add)

    with django_capture_on_commit_callbacks(execute=True):
        browser.post(add, {"code": the_code(browser)})
    added = trail(spx.hos)
    assert Authenticator.objects.filter(user__person=spx.hos, type="totp").exists()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(remove)

    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert ("sign_in.add_second_step", spx.hos.reference) in added
    assert ("sign_in.remove_second_step", spx.hos.reference) in trail(spx.hos)
    assert told(spx.hos) == {("sign-in", True)}


@pytest.mark.clause("D01", "D14")
def test_the_word_about_a_new_password_names_nothing_and_says_what_to_do(spx, client_for):
    by_the_old_one(client_for(spx.hos), spx.hos)

    notice = Notice.objects.get(person=spx.hos)
    assert notice.subject == "Your password was changed"
    assert "If this was not you" in notice.line
    assert notice.url == reverse("account_reset_password")
