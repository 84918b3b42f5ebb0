"""Looking at what one posted, once a month, and asking for it (J54, C082)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from accounts.selectors.people import engaged_in
from governance.audit.services import record
from governance.duties.models import Duty
from governance.duties.services import Ask, close_these, open_duties
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import Refused
from governance.kernel.verbs import verb
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.selectors import standing_of
from posts.models import OwnPostLook, Target
from posts.rules.own_posts import LOOK_DUTY, asks_from, due_on, is_done
from posts.selectors.own_posts import as_shown, not_looked_at_since, own_targets, up, waiting_by_person

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Scope:
    """Whose posts a duty means, by key: those of a whole tree, or of one school alone."""

    tree: int
    school: int | None = None

    def holds(self, place: Organisation) -> bool:
        """Whether what was written for that school is meant."""
        return _root(place) == self.tree if self.school is None else place.pk == self.school


@verb
def look_at_posts(person: Person, *, looked: Collection[str], by: Person, now: datetime) -> int:
    """Keep that these were looked at; the duty is done once every post that was meant was. Answers how many were kept."""
    rows = own_targets(person, standing_of(by, now))
    mine = {one.key: one.target for one in as_shown(rows, local_date(now))}
    chosen = [mine[key] for key in looked if key in mine]
    if not chosen:
        raise Refused("Tick each post that you have looked at.")
    OwnPostLook.objects.bulk_create([OwnPostLook(target=one, looked_at=now, looked_by=by) for one in chosen])
    for target in chosen:
        _note(target, by, now)
    _settle(_open_duties().filter(thing_reference=person.reference), now)
    return len(chosen)


def _note(target: Target, by: Person, now: datetime) -> None:
    post = target.post
    record(
        organisation_reference=post.organisation.reference,
        action="post.look",
        thing_type=post.thing_type,
        thing_reference=post.reference,
        by=by,
        now=now,
        facts={"account": target.account.reference},
    )


def ask_posters(now: datetime) -> int:
    """Each hour: in the last week of a month ask everybody who has posts up, once; settle what has come down meanwhile.

    May run twice or miss a night without harm (D16). Answers how many were asked.
    """
    _settle(_open_duties(), now)
    today = local_date(now)
    if today < asks_from(today):
        return 0
    asks = list(_asks(waiting_by_person(today), now))
    return len(open_duties(asks, now=now)) if asks else 0


def _open_duties() -> QuerySet[Duty]:
    return Duty.objects.filter(kind=LOOK_DUTY, closed_at__isnull=True).select_related("organisation")


def _asks(wanted: dict[Person, list[Target]], now: datetime) -> Iterator[Ask]:
    """One a person, however many posts; where they work no more, one a school, of whoever looks after its accounts."""
    asked = {(duty.thing_reference, _scope_of(duty)) for duty in _open_duties()}
    roots = {_root(one.post.organisation) for targets in wanted.values() for one in targets}
    engaged = engaged_in([person.pk for person in wanted], roots, local_date(now))
    for person, targets in wanted.items():
        parts: dict[Scope, list[Target]] = defaultdict(list)
        for one in targets:
            place = one.post.organisation
            here = (person.pk, _root(place)) in engaged
            parts[Scope(_root(place), None if here else place.pk)].append(one)
        for scope, part in parts.items():
            if (person.reference, scope) not in asked:
                yield _ask(person, scope, part, local_date(now))


def _ask(person: Person, scope: Scope, targets: list[Target], today: date) -> Ask:
    place, here = _place(targets), scope.school is None
    many = "1 post" if len(targets) == 1 else f"{len(targets)} posts"
    return Ask(
        kind=LOOK_DUTY,
        thing=person,
        organisation=place,
        due_at=local_midnight(due_on(today) + ONE_DAY),
        label=f"Look at your own posts: {many} still up" if here else f"Look at {many} of {person}, who has left",
        url=reverse("posts:look_at_posts", args=[person.reference]),
        asked_role=Role.COM,
        asked_person=person if here else None,
        apart=f"tree-{scope.tree}" if here else place.reference,
    )


def _root(place: Organisation) -> int:
    return place.root_id or place.pk


def _scope_of(duty: Duty) -> Scope:
    """A poster looks at all they have up in the tree; whoever is asked in their place, at what is of their own school."""
    return Scope(_root(duty.organisation), None if duty.asked_person_id else duty.organisation_id)


def _place(targets: Iterable[Target]) -> Organisation:
    """The school they were written for; where there are several, the one of the latest."""
    return max(targets, key=lambda one: (one.published_at or one.post.created_at, one.pk)).post.organisation


def _settle(duties: QuerySet[Duty], now: datetime) -> None:
    """Close each that has nothing left to look at of what was meant: two statements for however many."""
    owed = list(duties)
    if not owed:
        return
    first = max(local_date(duty.opened_at) for duty in owed).replace(day=1)
    left: dict[str, list[Target]] = defaultdict(list)
    for one in not_looked_at_since(first).filter(published_by__reference__in=duties.values("thing_reference")):
        if one.published_by:
            left[one.published_by.reference].append(one)
    done = [duty for duty in owed if _is_settled(duty, left[duty.thing_reference])]
    close_these(done, now=now, outcome="looked at")


def _is_settled(duty: Duty, left: Iterable[Target]) -> bool:
    scope = _scope_of(duty)
    meant = (up(one) for one in left if scope.holds(one.post.organisation))
    return is_done(meant, local_date(duty.opened_at))
