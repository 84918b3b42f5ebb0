"""Accounts serve the school and its pupils, never private gain: said by applicants, deciders and posters alike (C050)."""

import json

import pytest
from django.urls import reverse

from accounts.services import approve, submit
from governance.audit.models import AuditEvent
from governance.kernel.errors import Refused
from policies.models import DocumentVersion
from policies.services.signatures import sign_version, statement_of
from tests.accounts.factories import ApplicationFactory
from tests.policies.factories import VersionFactory, make_ready

pytestmark = [pytest.mark.django_db, pytest.mark.clause("C050")]
SERVES = "the school and its pupils"


@pytest.fixture
def ready(spx):
    """An application with two people who are ready to run the account."""
    for person in (spx.teacher, spx.com):
        make_ready(person, spx.top)
    return lambda **state: ApplicationFactory(
        organisation=spx.school, applicant=spx.teacher, runners=[spx.teacher, spx.com], **state
    )


def test_whoever_hands_in_an_application_declares_it(spx, ready, client_for, now):
    application = ready()
    shown = client_for(spx.teacher).get(reverse("accounts:check_application", args=[application.reference]))

    submit(application, by=spx.teacher, now=now)

    event = AuditEvent.objects.get(action="application.submit", thing_reference=application.reference)
    declared = json.loads(event.facts)["declared"]
    assert declared == "The account will serve the school and its pupils, never private gain."
    assert declared in shown.content.decode()


def test_whoever_approves_has_ticked_it_and_signs_it(spx, ready, signing, now):
    application = ready(considered=True)
    told = {"reasons": "A good case", "signing": signing(spx.head), "by": spx.head, "now": now}

    with pytest.raises(Refused, match="Tick the statement"):
        approve(application, ticked=False, **told)
    approve(application, ticked=True, **told)

    application.refresh_from_db()
    assert f"It serves {SERVES}, and nobody’s private gain." in application.signature.statement


def test_whoever_signs_terms_says_it_whatever_their_text_holds(spx, now):
    terms = VersionFactory(document__organisation=spx.top, document__kind="terms", text="Be kind.")

    mine = sign_version(terms, by=spx.teacher, now=now, proved_at=now, printed_name=spx.teacher.name)

    assert f"I use the school’s accounts for {SERVES}, never for private gain." in mine.signature.statement


def test_other_documents_do_not_say_it(spx):
    VersionFactory(document__organisation=spx.small, document__policy=True)

    assert "private gain" not in statement_of(DocumentVersion.objects.get())
