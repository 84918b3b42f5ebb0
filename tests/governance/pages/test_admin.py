"""The framework's admin site changes no governed record and shows nothing restricted (D01, D05, D06, K15)."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client

from governance.audit.services import record
from governance.duties.models import Duty
from governance.kernel.actors import SYSTEM
from governance.notices.models import Notice
from governance.people.models import Person
from tests.factories import PersonFactory, UserFactory

WAYS = ("change", "delete")
OURS = [
    (model, site)
    for model, site in admin.site._registry.items()
    if not model._meta.app_label.startswith(("auth", "acc"))
]


@pytest.fixture
def superuser(db):
    client = Client()
    client.force_login(
        UserFactory(is_staff=True, is_superuser=True), backend="governance.pages.backends.SignInBackend"
    )
    return client


@pytest.mark.clause("D01", "D05", "K15")
@pytest.mark.parametrize(("model", "site"), [pair for pair in OURS if pair[0].__module__.startswith("governance.")])
def test_a_superuser_can_look_and_change_nothing(superuser, model, site):
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}"

    page = superuser.get(f"{address}/")

    assert page.status_code == 200
    assert b"delete_selected" not in page.content
    assert superuser.get(f"{address}/add/").status_code == 403


@pytest.mark.clause("D01", "D05", "K15")
def test_a_posted_change_or_removal_is_refused(superuser):
    person = PersonFactory(given_name="Idris")
    address = f"/admin/governance/person/{person.pk}"

    codes = [superuser.post(f"{address}/{verb}/", {"given_name": "Osric", "post": "yes"}).status_code for verb in WAYS]

    assert codes == [403, 403]
    assert Person.objects.get(pk=person.pk).given_name == "Idris"


@pytest.mark.clause("D06")
def test_the_sealed_chain_is_not_shown_nor_its_length(superuser):
    for sealed in (True, False):
        record(
            organisation_reference="OR-1",
            action="case.sealed" if sealed else "case.open",
            thing_type="x",
            thing_reference="X-1",
            by=SYSTEM,
            now=UserFactory().date_joined,
            sealed=sealed,
        )

    text = superuser.get("/admin/governance/auditevent/").content.decode()

    assert "case.open" in text
    assert "case.sealed" not in text
    assert "1 audit event" in text


@pytest.mark.clause("D06", "D14")
def test_duties_and_notices_are_not_in_the_admin_site():
    assert not {Duty, Notice} & set(admin.site._registry)


def test_every_model_of_the_product_in_the_admin_site_is_read_only(rf):
    floors = {config.label for config in apps.get_app_configs() if config.name in {"governance", "posts", "consent"}}
    sites = [site for model, site in admin.site._registry.items() if model._meta.app_label in floors]

    assert not [site for site in sites if site.has_change_permission(rf.get("/")) is not False]
