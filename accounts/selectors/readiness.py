"""Whether somebody is ready to run an account, as the rules ask it (C029, C030)."""

from accounts.rules.applications import RunnerFacts
from governance.people.models import Person
from policies.models import Document
from policies.selectors import ANY_TRAINING, Prerequisites


def facts_of(person: Person, *, is_lead: bool, is_staff: bool, done: Prerequisites, platform: str) -> RunnerFacts:
    """One person as the rules see them, for an account on that platform."""
    return RunnerFacts(
        person_id=person.pk,
        name=person.name,
        is_staff=is_staff,
        is_lead=is_lead,
        trained=person.pk in done.trained_for(ANY_TRAINING),
        platform_trained=person.pk in done.trained_for(platform),
        policy_read=person.pk in done.has_signed(Document.Kind.POLICY),
        terms_signed=person.pk in done.has_signed(Document.Kind.TERMS),
    )
