"""What this app does when something happens below it: a signature or a training record comes or goes (S03)."""

from datetime import datetime

from accounts.models import Authorisation, Platform
from accounts.rules.authorisations import OPEN
from accounts.services.sweeps import settle_authorisations
from governance.people.models import Person
from governance.workflow.panels import Panel, panel
from policies.models import Document, DocumentVersion
from policies.selectors import PLATFORMS, POSTERS
from policies.services import ask_to_sign
from policies.signals import signature_changed, training_changed, version_published


@signature_changed.subscribe
def settle_after_signature(*, person_id: int, document_kind: str, now: datetime) -> None:
    """Activate, suspend or lift this person's authorisations."""
    settle_authorisations(now, person_id=person_id)


@training_changed.subscribe
def settle_after_training(*, person_id: int, course_id: int, now: datetime) -> None:
    """Activate, suspend or lift this person's authorisations."""
    settle_authorisations(now, person_id=person_id)


@version_published.subscribe
def ask_posters_to_sign(*, version_id: int, document_kind: str, organisation_id: int, now: datetime) -> None:
    """New terms of use are to be signed by everybody who was let onto an account (C038, J53)."""
    if document_kind == Document.Kind.TERMS:
        version = DocumentVersion.objects.select_related("document", "organisation").get(pk=version_id)
        rows = Authorisation.objects.filter(
            status__in=OPEN, account__organisation__root=version.organisation.root_id
        ).select_related("person")
        ask_to_sign(version=version, people=list({row.person_id: row.person for row in rows}.values()), now=now)


@panel(PLATFORMS)
def platforms_to_train_for(thing: object, person: Person | None, now: datetime) -> Panel:
    """The platforms that a course may be about: policies knows of none."""
    facts = dict(Platform.objects.values_list("slug", "name"))
    return Panel(template="", facts=facts)


@panel(POSTERS)
def posters_to_train(thing: object, person: Person | None, now: datetime) -> Panel:
    """Everybody who was let onto an account, with its platform, whether they may post yet or wait for training (C042)."""
    rows = Authorisation.objects.filter(status__in=OPEN).order_by()
    return Panel(template="", facts={"posters": list(rows.values_list("person_id", "account__platform__slug"))})
