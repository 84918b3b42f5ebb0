"""Handovers of leavers: the list, one of them, and the accounts that are not handed over yet (S27, C040)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from accounts.models import (
    AccountRunner,
    Authorisation,
    CredentialsChange,
    HandoverLine,
    LeaverHandover,
    SocialAccount,
)
from accounts.rules.accounts import AccountStatus
from accounts.rules.applications import RunnerFacts, runners_unready
from accounts.rules.authorisations import OPEN
from accounts.rules.credentials import WAITING
from accounts.rules.leaver_states import GOING, Hat
from accounts.selectors.applications import runner_facts
from accounts.selectors.holdings import KEEPS, Held, hats_of, held_by, runs_after, runs_on
from accounts.selectors.people import people_to_choose
from accounts.selectors.posting import needs_of
from governance.duties import registry
from governance.duties.models import Duty
from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere
from governance.organisations.models import Organisation
from governance.people.models import Engagement, Person
from governance.permissions.standing import Standing
from governance.profile.selectors import profile_for
from policies.selectors.people import in_force

SHOWN = {"going": Q(status__in=GOING), "over": ~Q(status__in=GOING)}


def handovers_for(standing: Standing, *, show: str = "", words: str = "") -> QuerySet[LeaverHandover]:
    """The handovers the person may see: of their organisations by role, and their own."""
    seen = Q(organisation__in=standing.organisation_ids("accounts.view_handover")) | Q(leaver=standing.person)
    rows = LeaverHandover.objects.filter(seen, SHOWN.get(show, Q()))
    for word in words.split():
        rows = rows.filter(Q(leaver__given_name__icontains=word) | Q(leaver__family_name__icontains=word))
    return rows.select_related("leaver", "organisation")


def handover_for(reference: str) -> LeaverHandover:
    """The handover of that reference with what its page shows."""
    people = ("leaver", "noticed_by", "proposed_by", "confirmed_by", "reminded_by", "completed_by")
    rows = LeaverHandover.objects.select_related("organisation", *people)
    found = rows.filter(reference=reference).first()
    if found is None:
        raise NotFoundHere
    return found


def going_of(person: Person, root_id: int) -> LeaverHandover | None:
    """The handover of that person in that tree which is not over."""
    rows = LeaverHandover.objects.filter(leaver=person, organisation__root=root_id, status__in=GOING)
    return rows.select_related("leaver", "organisation").first()


def leaving_by(root_id: int, day: date) -> set[int]:
    """Whose last day, by a handover that is not over, comes before that day (T39)."""
    return set(last_days(root_id, day))


def last_days(root_id: int, day: date) -> dict[int, date]:
    """The last day of each of those, by person."""
    rows = LeaverHandover.objects.filter(organisation__root=root_id, status__in=GOING, last_day__lt=day)
    return dict(rows.values_list("leaver_id", "last_day"))


def lines_of(handover: LeaverHandover) -> QuerySet[HandoverLine]:
    """Each account of the handover with whom its decision names."""
    people = ("lead", "runner", "custodian", "recovery_owner", "moderator", "deputy_moderator", "decided_by")
    return handover.lines.select_related("account__platform", "account__organisation", "account__custodian", *people)


def lines_left(today: date) -> QuerySet[HandoverLine]:
    """The accounts of leavers that are not handed over: they name the leaver, let them in, or owe a password (C040)."""
    leaver = OuterRef("handover__leaver")
    on_it = {"account": OuterRef("account")}
    runs = AccountRunner.objects.filter(runs_after(today), person=leaver, **on_it)
    let_in = Authorisation.objects.filter(person=leaver, status__in=OPEN, **on_it)
    owed = CredentialsChange.objects.filter(gone=leaver, status__in=WAITING, **on_it)
    named = Q(Exists(runs)) | Q(Exists(let_in)) | Q(Exists(owed))
    for name in KEEPS:
        named |= Q(**{f"account__{name}": F("handover__leaver_id")})
    rows = HandoverLine.objects.filter(named, handover__status__in=GOING)
    return rows.exclude(account__status=AccountStatus.CLOSED)


def with_leaving(accounts: QuerySet[SocialAccount], now: datetime) -> QuerySet[SocialAccount]:
    """Accounts with those who leave and have not handed them over, for the register: one statement more."""
    rows = lines_left(local_date(now)).select_related("handover__leaver").order_by("handover__last_day", "pk")
    return accounts.prefetch_related(Prefetch("leaver_lines", rows, to_attr="leaving"))


def leaving_from(account: SocialAccount, now: datetime) -> list[HandoverLine]:
    """Who leaves and has not handed this account over."""
    rows = lines_left(local_date(now)).filter(account=account)
    return list(rows.select_related("handover__leaver", "handover__organisation").order_by("handover__last_day"))


def people_who_may_leave(places: Collection[int], today: date) -> QuerySet[Person]:
    """Everybody at work today in one of these organisations; whoever has left already is noticed without being named."""
    there = Engagement.objects.filter(in_force(today), organisation__in=places)
    return Person.objects.filter(pk__in=there.values("person")).order_by("family_name", "given_name", "pk")


def place_of(person: Person, places: Collection[int], standing: Standing) -> Organisation:
    """Of the places where one may say so, one where the person works."""
    rows = Engagement.objects.filter(in_force(local_date(standing.now)), person=person, organisation__in=places)
    return standing.organisations[min(rows.values_list("organisation_id", flat=True))]


def others_than(handover: LeaverHandover, today: date) -> QuerySet[Person]:
    """Everybody at work in the tree but the leaver."""
    return people_to_choose(handover.organisation, today).exclude(pk=handover.leaver_id)


@dataclass(frozen=True)
class Chooser:
    """Who may take over on one account: what is to be taken over, the people, and what stands in the way of each."""

    hats: list[Hat]
    people: list[Person]
    marks: dict[int, str]
    unready: list[str]


def chooser_for(line: HandoverLine, now: datetime) -> Chooser:
    """Everybody at work, with who is not staff or not ready to run this account: a constant number of statements (P08)."""
    account, today, leaver_id = line.account, local_date(now), line.handover.leaver_id
    root_id = account.organisation.root_id or 0
    hats = hats_of([leaver_id], [root_id], today).get((leaver_id, root_id), {}).get(account, [])
    people = list(people_to_choose(account.organisation, today).exclude(pk=leaver_id))
    facts = runner_facts([(one, False) for one in people], account.organisation, account.platform.slug, now)
    running = set(account.runners.filter(runs_on(today)).values_list("person_id", flat=True))
    needs = needs_of(profile_for(account.organisation, now))
    marks = {one.person_id: _mark(one, one.person_id in running, needs) for one in facts}
    return Chooser(
        hats=hats,
        people=people,
        marks=marks,
        unready=[
            reason for one in facts if one.person_id in running for reason in runners_unready([one], needs=needs)
        ],
    )


def _mark(facts: RunnerFacts, runs: bool, needs: frozenset[str]) -> str:
    words = ["runs it now"] if runs else []
    words += [] if facts.is_staff else ["not staff, does not count"]
    return "; ".join([*words, "not ready yet"] if runners_unready([facts], needs=needs) else words)


def held_now(handover: LeaverHandover, now: datetime) -> Held:
    """What the leaver still holds."""
    return held_by(handover.leaver, handover.organisation.root_id or 0, local_date(now), handover.last_day)


def names_of(things: Iterable[object]) -> list[str]:
    """Things by name, each once."""
    return list(dict.fromkeys(str(one) for one in things))


def task_words(duty: Duty) -> str:
    """What asks somebody by name, in the kind’s own words: the label is for whoever is asked (D14)."""
    return f"{registry.get(duty.kind).name} ({duty.thing_reference})"
