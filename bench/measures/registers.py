"""Perf1 and Perf2: every list of a trust of sixty schools, three thousand adults and five thousand accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import AccountRunner, SocialAccount
from bench.harness import Bench
from bench.measures.start import SITES, database_url
from bench.population import BATCH, LEAN, SINCE, cookie_of, learn, person, trust
from bench.sites import in_turn, serving
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person, Signature
from governance.people.roles import Role
from policies.models import Acknowledgement, TrainingRecord
from tests.accounts.factories import AccountFactory, ApplicationFactory, DeviceFactory
from tests.policies.declarations import PermissionFactory, TieFactory
from tests.policies.factories import (
    CourseFactory,
    DocumentFactory,
    QuestionFactory,
    RefreshFactory,
    SessionFactory,
    VersionFactory,
)
from tests.policies.teaching_factories import TeachingFactory

IDS = ("Lists",)
ADULTS = 50
ACCOUNTS = 5_000
# What the head of the trust reads.
PAGES = (
    "/people/",
    "/duties/",
    "/policies/",
    "/policies/health/",
    "/policies/people/",
    "/policies/questions/",
    "/policies/search/?q=post",
    "/policies/training/",
    "/policies/training/sessions/",
    "/policies/training/refreshes/",
    "/policies/teaching/",
    "/policies/declarations/",
    "/policies/declarations/ties/",
    "/policies/declarations/permissions/",
    "/policies/declarations/reviews/",
    "/accounts/",
    "/accounts/applications/",
    "/accounts/devices/",
)


def measure(bench: Bench) -> None:
    """Each list beside a bare list of fifty of the same adults."""
    fill(bench)
    head = person(Role.HD, "top")
    cookie, lean_cookie, url = cookie_of(head), cookie_of(head, backend=LEAN), database_url()
    (_, lean_wsgi, lean_settings), (_, wsgi, settings) = SITES
    with serving(lean_wsgi, lean_settings, url, lean_cookie) as lean, serving(wsgi, settings, url, cookie) as product:
        for page in PAGES:
            bench.keep("Perf1", page, *in_turn((lean, "/people"), (product, page), rounds=25), 2.0)


def fill(bench: Bench) -> None:
    """The adults first, then what each school keeps about them."""
    top, schools = trust()
    everybody = dict(_adults(schools))
    policy = VersionFactory(document=DocumentFactory(organisation=top, policy=True))
    for place, (school, adults) in enumerate(everybody.items()):
        _fill_school(school, adults, policy, place)
    _accounts(schools, everybody, bench.size(ACCOUNTS))
    learn()


def _adults(schools: Iterable[Organisation]) -> Iterator[tuple[Organisation, list[Person]]]:
    for school in schools:
        made = Person.objects.bulk_create(
            Person(
                given_name=f"Given{number:02d}",
                family_name=f"Family{(school.pk * 7919 + number * 104729) % 9973:04d}",
                email=f"adult{number}.{school.short_name}@bench.example",
                created_at=SINCE,
            )
            for number in range(ADULTS)
        )
        Engagement.objects.bulk_create(
            Engagement(person=one, organisation=school, kind="employed", starts_on=SINCE.date()) for one in made
        )
        yield school, made


def _fill_school(school: Organisation, adults: list[Person], policy: Any, place: int) -> None:
    """Signed by all but a few, trained likewise, and some of everything else."""
    today = timezone.localdate()
    terms = VersionFactory(document=DocumentFactory(organisation=school, title="Terms of use"))
    course = CourseFactory(organisation=school)
    for version in (policy, terms):
        _signatures(version, school, adults)
    TrainingRecord.objects.bulk_create(
        TrainingRecord(
            person=one, course=course, organisation=school, status="required" if number % 7 == 0 else "valid",
            attended_on=None if number % 7 == 0 else SINCE.date(),
            confirmed_at=None if number % 7 == 0 else SINCE,
            confirmed_by=None if number % 7 == 0 else adults[0],
            valid_until=None if number % 7 == 0 else today + timedelta(days=90), created_at=SINCE,
        )
        for number, one in enumerate(adults)
    )  # fmt: skip
    for number in range(3):
        QuestionFactory(version=policy, organisation=school, asked_by=adults[number])
        SessionFactory(course=course, leader=adults[1], starts_at=timezone.now() + timedelta(days=number + 1))
        TieFactory(organisation=school, adult=adults[number])
        PermissionFactory(organisation=school, holder=adults[number])
        TeachingFactory(organisation=school, leader=adults[2], year_group=str(number + 1))
        ApplicationFactory(organisation=school, applicant=adults[number], submitted=True)
        DeviceFactory(organisation=school)
    RefreshFactory(organisation=school, reason=f"Something happened at {place}")


def _signatures(version: Any, school: Organisation, adults: list[Person]) -> None:
    """One adult in ten has not signed, half of those are late."""
    today = timezone.localdate()
    signed = [one for number, one in enumerate(adults) if number % 10]
    given = Signature.objects.bulk_create(
        Signature(
            person=one, printed_name=one.name, statement="Read.", statement_digest="0" * 64, version="1",
            thing_type="policies.Acknowledgement", thing_reference=f"BENCH-{version.pk}-{one.pk}",
            proved_at=SINCE, signed_at=SINCE,
        )
        for one in signed
    )  # fmt: skip
    of = {signature.person_id: signature for signature in given}
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            version=version, person=one, organisation=school, created_at=SINCE,
            status="signed" if one.pk in of else ("due", "overdue")[number % 20 == 0],
            due_on=today + timedelta(days=-4 if number % 20 == 0 else 4),
            signed_at=SINCE if one.pk in of else None, signature=of.get(one.pk),
        )
        for number, one in enumerate(adults)
    )  # fmt: skip


def _accounts(schools: list[Organisation], everybody: dict[Organisation, list[Person]], wanted: int) -> None:
    pattern = AccountFactory(organisation=schools[0])
    fields = {
        field.attname: getattr(pattern, field.attname)
        for field in SocialAccount._meta.concrete_fields
        if field.attname not in ("id", "reference", "organisation_id", "name", "handle", "address")
    }
    made = SocialAccount.objects.bulk_create(
        (
            SocialAccount(
                organisation=schools[number % len(schools)],
                name=f"Bench account {number}",
                handle=f"bench{number}",
                address=f"https://x.com/bench{number}",
                **fields,
            )
            for number in range(wanted)
        ),
        batch_size=BATCH,
    )
    AccountRunner.objects.bulk_create(
        (
            AccountRunner(
                account=account,
                person=everybody[schools[number % len(schools)]][place],
                is_lead=place == 0,
                starts_on=date(2025, 9, 1),
            )
            for number, account in enumerate(made)
            for place in range(2)
        ),
        batch_size=BATCH,
    )
