"""`manage.py start_organisation`: asks what is missing, makes nothing twice, and refuses in plain words."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from governance.audit.models import AuditEvent
from governance.kernel.models import Installation
from governance.notices.services import deliver_waiting
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Person, RoleHeld, User
from governance.people.roles import Role
from governance.set_up.models import Invitation
from tests.crowd import digest

pytestmark = pytest.mark.django_db
SCHOOL = {"kind": "school", "name": "Saltmarsh School", "domain": "@Saltmarsh.example", "given_name": "Mira"}
SCHOOL |= {"family_name": "Ardent", "email": "mira@saltmarsh.example"}
GOVERNOR = {"governor_given_name": "Joss", "governor_family_name": "Weir", "governor_email": "joss@saltmarsh.example"}


def start(**said):
    """Run the command, asking nothing; what it said."""
    out = StringIO()
    call_command("start_organisation", no_input=True, stdout=out, **{**SCHOOL, **GOVERNOR, **said})
    return out.getvalue()


@pytest.mark.clause("K15", "M47")
def test_it_makes_the_school_its_domain_its_head_and_a_governor_and_invites_both():
    said = start()

    school = Organisation.objects.get()
    assert (school.name, school.kind, school.is_live) == ("Saltmarsh School", "school", False)
    assert EmailDomain.objects.get().domain == "saltmarsh.example"
    assert set(RoleHeld.objects.values_list("person__given_name", "role")) == {("Mira", Role.HD), ("Joss", Role.GOV)}
    deliver_waiting(now=timezone.now())
    assert {message.to[0] for message in mail.outbox} == {SCHOOL["email"], GOVERNOR["governor_email"]}
    assert f"/set-up/{school.reference}/" in said
    assert AuditEvent.objects.filter(action="organisation.create", actor_reference="system").exists()


def test_twice_makes_nothing_twice():
    start()
    before = digest()

    assert "Nothing was changed" in start()
    assert digest() == before


def test_what_is_missing_is_asked_for(monkeypatch):
    answers = iter(["trust", "Meadow Trust", "meadow.example", "Ivo", "Lark", "ivo@meadow.example", ""])
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    out = StringIO()

    call_command("start_organisation", stdout=out)

    assert RoleHeld.objects.get().role == Role.TRU
    assert "No governor is entered yet" in out.getvalue()
    assert next(answers, None) is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"kind": "college"}, "is no kind of organisation"),
        ({"name": " "}, "Give the name"),
        ({"domain": "salt marsh"}, "is not an e-mail domain"),
        ({"email": "mira"}, "is not an e-mail address"),
        ({"given_name": ""}, "Give a first name"),
        ({"governor_email": SCHOOL["email"].upper()}, "have to be two people"),
    ],
)
def test_bad_input_is_refused_in_plain_words_and_nothing_is_kept(said, reason):
    with pytest.raises(CommandError, match=reason):
        start(**said)

    assert not Organisation.objects.exists()
    assert not Person.objects.exists()


@pytest.mark.clause("K15")
def test_an_address_that_the_installer_signs_in_with_is_named_and_nothing_is_kept():
    User.objects.create_superuser("Mira@saltmarsh.example")

    with pytest.raises(CommandError, match=r"mira@saltmarsh\.example: somebody else already signs in"):
        start()

    assert not Person.objects.exists()


@pytest.mark.clause("T69")
def test_nobody_is_put_into_two_seats_by_a_second_run():
    start()
    RoleHeld.objects.filter(role=Role.HD).update(role=Role.CHR)

    with pytest.raises(CommandError, match="The same person cannot be"):
        start()


def test_another_kind_under_the_same_name_and_the_demonstration_are_refused():
    start()
    with pytest.raises(CommandError, match="is here already, and it is a school"):
        start(kind="trust")
    Installation.objects.update_or_create(pk=1, defaults={"is_demo": True, "made_at": timezone.now()})

    with pytest.raises(CommandError, match="holds the demonstration"):
        start()


def test_the_links_are_shown_only_when_asked_for_and_to_nobody_who_has_come_in():
    assert "/password/reset/key/" not in start()
    assert start(show_links=True).count("/password/reset/key/") == 2
    User.objects.update(last_login=timezone.now())
    assert "/password/reset/key/" not in start(show_links=True)
    assert Invitation.objects.count() == 2
