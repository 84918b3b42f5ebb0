"""Everything a person holds about accounts: what they are on each, what they may do, what is asked of them (C040, F18)."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from accounts.models import (
    AccountApplication,
    AccountRunner,
    Authorisation,
    CredentialsChange,
    RotaTurn,
    SocialAccount,
)
from accounts.rules.accounts import AccountStatus
from accounts.rules.authorisations import OPEN
from accounts.rules.credentials import WAITING
from accounts.rules.leaver_states import CONFIRM_DUTY, LEAVING_DUTY, Hat
from accounts.rules.rota import Turn, on_watch
from governance.duties.models import Duty
from governance.duties.registry import every
from governance.people.models import Person

ONE_DAY = timedelta(days=1)
# An application in these states waits for somebody else; a draft ends with whoever wrote it.
WAITS = ("submitted", "under-consideration")
PENDING = ("draft", *WAITS, "returned")
KEEPS = {
    "custodian_id": Hat.CUSTODIAN,
    "recovery_owner_id": Hat.RECOVERY,
    "moderator_id": Hat.MODERATOR,
    "deputy_moderator_id": Hat.DEPUTY,
    "displayed_owner_id": Hat.SHOWN,
}
_NAMED = ("platform", "organisation")


@dataclass(frozen=True)
class Held:
    """All that one person holds in one tree of schools."""

    accounts: dict[SocialAccount, list[Hat]] = field(default_factory=dict)
    authorisations: list[Authorisation] = field(default_factory=list)
    passwords: list[CredentialsChange] = field(default_factory=list)
    turns: list[RotaTurn] = field(default_factory=list)
    tasks: list[Duty] = field(default_factory=list)
    applications: list[AccountApplication] = field(default_factory=list)

    @property
    def granted(self) -> list[Authorisation]:
        """What they were let do: it ends with their last day."""
        return [one for one in self.authorisations if one.status != "requested"]

    @property
    def requests(self) -> list[Authorisation]:
        """What was only asked for: it waits until somebody decides it."""
        return [one for one in self.authorisations if one.status == "requested"]

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to hand over."""
        return not (self.accounts or self.authorisations or self.turns or self.tasks)


def held_by(person: Person, root_id: int, today: date, last_day: date) -> Held:
    """Everything the person holds in that tree: nine statements, however much it is."""
    return Held(
        accounts=hats_of([person.pk], [root_id], today).get((person.pk, root_id), {}),
        authorisations=list(_authorisations([person.pk], [root_id]).order_by("account__name", "pk")),
        passwords=list(
            CredentialsChange.objects.filter(gone=person, status__in=WAITING, organisation__root=root_id)
            .exclude(account__status=AccountStatus.CLOSED)
            .select_related("account__platform", "organisation")
            .order_by("pk")
        ),
        turns=turns_ahead(person, root_id, max(last_day + ONE_DAY, today)),
        tasks=list(tasks_of([person.pk], [root_id])),
        applications=list(
            AccountApplication.objects.filter(
                Q(applicant=person) | Q(runners__person=person),
                status__in=PENDING,
                organisation__root=root_id,
            )
            .select_related("platform", "organisation", "applicant")
            .distinct()
            .order_by("pk")
        ),
    )


def hats_of(
    person_ids: Collection[int], root_ids: Collection[int], today: date
) -> dict[tuple[int, int], dict[SocialAccount, list[Hat]]]:
    """What these people are on the accounts of those trees that have not closed, by person and tree: two statements."""
    found: dict[tuple[int, int], dict[SocialAccount, list[Hat]]] = defaultdict(lambda: defaultdict(list))
    running = AccountRunner.objects.filter(
        runs_after(today), person__in=person_ids, account__organisation__root__in=root_ids
    )
    rows = running.exclude(account__status=AccountStatus.CLOSED)
    for one in rows.select_related(*(f"account__{name}" for name in _NAMED)):
        key = (one.person_id, one.account.organisation.root_id or 0)
        found[key][one.account].append(Hat.LEAD if one.is_lead else Hat.RUNNER)
    for account in _kept_by(person_ids).filter(organisation__root__in=root_ids).select_related(*_NAMED):
        for name, hat in KEEPS.items():
            if (pk := getattr(account, name)) in person_ids:
                found[pk, account.organisation.root_id or 0][account].append(hat)
    return found


def runs_on(day: date) -> Q:
    """Whoever runs an account on that day: from their first day to their last, both counted (Q36)."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def runs_after(today: date) -> Q:
    """Whoever has running to hand on: what ends today needs nobody any more tomorrow."""
    return Q(ends_on__isnull=True) | Q(ends_on__gt=today)


def _kept_by(person_ids: Collection[int]) -> QuerySet[SocialAccount]:
    named = Q()
    for name in KEEPS:
        named |= Q(**{f"{name}__in": person_ids})
    return SocialAccount.objects.filter(named).exclude(status=AccountStatus.CLOSED).order_by("name", "pk")


def _authorisations(person_ids: Collection[int], root_ids: Collection[int]) -> QuerySet[Authorisation]:
    rows = Authorisation.objects.filter(person__in=person_ids, status__in=OPEN, organisation__root__in=root_ids)
    return rows.select_related("person", "organisation", "account__platform", "account__organisation")


def turns_ahead(person: Person, root_id: int, first: date) -> list[RotaTurn]:
    """Turns to watch from that day on that nobody else has taken on since: two statements."""
    mine = RotaTurn.objects.filter(person=person, ends_on__gte=first, account__organisation__root=root_id)
    rows = list(
        mine.exclude(account__status=AccountStatus.CLOSED).select_related("account__platform", "account__organisation")
    )
    others: dict[int, list[Turn]] = defaultdict(list)
    for one in RotaTurn.objects.filter(account__in={row.account_id for row in rows}, ends_on__gte=first):
        others[one.account_id].append(Turn(one.person_id, one.starts_on, one.ends_on))
    return [row for row in rows if _still_on(row, others[row.account_id], first)]


def _still_on(row: RotaTurn, turns: Iterable[Turn], first: date) -> bool:
    begins, turns = max(row.starts_on, first), list(turns)
    days = ((row.ends_on - begins).days + 1) if row.ends_on >= begins else 0
    return any(on_watch(turns, begins + ahead * ONE_DAY) == row.person_id for ahead in range(days))


def tasks_of(person_ids: Collection[int], root_ids: Collection[int]) -> QuerySet[Duty]:
    """What asks these people by name and somebody else could do; what is sealed is nobody’s to see or count (D06)."""
    own = [kind.key for kind in every() if kind.personal or kind.sealed]
    rows = Duty.objects.filter(
        asked_person__in=person_ids, organisation__root__in=root_ids, closed_at__isnull=True, sealed=False
    ).exclude(kind__in=[*own, LEAVING_DUTY, CONFIRM_DUTY])
    return rows.select_related("organisation").order_by("due_at", "pk")


def holders(today: date) -> set[tuple[int, int]]:
    """Pairs of person and tree for everybody who holds an account, an authorisation, a turn or a task: ten statements."""
    root, found = "organisation__root_id", set()
    open_accounts = ~Q(account__status=AccountStatus.CLOSED)
    several: list[QuerySet] = [  # type: ignore[type-arg]
        AccountRunner.objects.filter(open_accounts, runs_after(today)).values_list("person_id", f"account__{root}"),
        Authorisation.objects.filter(status__in=OPEN).values_list("person_id", root),
        RotaTurn.objects.filter(open_accounts, ends_on__gte=today).values_list("person_id", f"account__{root}"),
    ]
    kept = SocialAccount.objects.exclude(status=AccountStatus.CLOSED)
    several += [kept.exclude(**{name: None}).values_list(name, root) for name in KEEPS]
    for rows in several:
        found |= {(person_id, root_id or 0) for person_id, root_id in rows.order_by()}
    return found | _asked_by_name()


def _asked_by_name() -> set[tuple[int, int]]:
    own = [kind.key for kind in every() if kind.personal or kind.sealed]
    rows = Duty.objects.filter(asked_person__isnull=False, closed_at__isnull=True, sealed=False)
    pairs = rows.exclude(kind__in=own).order_by().values_list("asked_person_id", "organisation__root_id").distinct()
    return {(person_id or 0, root_id or 0) for person_id, root_id in pairs}
