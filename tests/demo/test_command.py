"""The demonstration stays out of a school's own database."""

import pytest
from django.core.management import CommandError, call_command

from governance.kernel.models import Installation
from governance.people.models import User
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_a_school_s_own_database_has_no_such_page(client):
    User.objects.create_user("dpo.merrowdale-federation@merrowdale-federation.example")

    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"persona": "dpo", "school": "merrowdale"}).status_code == 404
    assert client.get("/demo/mail").status_code == 404


def test_the_command_refuses_a_database_with_a_school_in_it():
    OrganisationFactory()

    with pytest.raises(CommandError):
        call_command("make_demo")


def test_the_command_leaves_a_demonstration_alone(now, capsys):
    Installation.objects.create(pk=1, is_demo=True, made_at=now)

    call_command("make_demo")

    assert "already" in capsys.readouterr().out
