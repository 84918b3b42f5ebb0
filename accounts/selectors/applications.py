"""Applications, and what the rules need to know of the people named in them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import AccountApplication, FoundAccount, Platform
from accounts.rules.applications import RunnerFacts
from accounts.selectors.people import staff_in
from accounts.selectors.readiness import facts_of
from governance.kernel.dates import local_date
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Person
from governance.permissions.standing import Standing
from governance.profile.selectors import profile_for
from policies.selectors import prerequisites_in
from policies.selectors.documents import line_of


def applications_for(standing: Standing) -> QuerySet[AccountApplication]:
    """The applications the person may see: those of their organisations by role, and their own."""
    return AccountApplication.objects.filter(
        Q(organisation__in=standing.organisation_ids("accounts.view_application"))
        | Q(organisation__in=standing.organisation_ids("accounts.decide"))
        | Q(applicant=standing.person, organisation__in=standing.reachable())
    ).select_related("platform", "organisation", "applicant")


def official_domains(organisation: Organisation) -> list[str]:
    """The e-mail domains of the organisation and of what stands above it (C033)."""
    domains = EmailDomain.objects.filter(organisation__in=line_of(organisation))
    return sorted(set(domains.values_list("domain", flat=True)))


def platforms_offered(organisation: Organisation, now: datetime, found: FoundAccount | None = None) -> list[Platform]:
    """The platforms that the profile names, whatever it calls them (P79, T49); of a found account the one it is on."""
    if found is not None and found.platform is not None:
        return [found.platform]
    named = {word.casefold() for word in profile_for(organisation, now)["P79"]}
    return [
        platform
        for platform in Platform.objects.all()
        if named & {word.casefold() for word in (platform.name, *platform.aliases)}
    ]


def runner_facts(
    people: Collection[tuple[Person, bool]], organisation: Organisation, platform: str, now: datetime
) -> list[RunnerFacts]:
    """What the rules ask of people named to run an account, each with whether they lead: a constant number of statements."""
    ids, root = [person.pk for person, _ in people], organisation.root_id or 0
    staff = staff_in(ids, [root], local_date(now))
    done = prerequisites_in(ids, [organisation], now)[organisation.pk]
    return [
        facts_of(person, is_lead=is_lead, is_staff=(person.pk, root) in staff, done=done, platform=platform)
        for person, is_lead in people
    ]
