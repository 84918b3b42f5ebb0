"""Looking at what one posted, once a month, and asking for it (J54, C082)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from accounts.selectors.people import engaged_in
from governance.audit.services import record
from governance.duties.models import Duty
from governance.duties.services import Ask, close_duties, open_duties
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
    for duty in _open_duties().filter(thing_reference=person.reference):
        _settle(duty, now)
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
    for duty in _open_duties():
        _settle(duty, now)
    today = local_date(now)
    if today < asks_from(today):
        return 0
    asked = list(_open_duties().values_list("thing_reference", flat=True))
    asks = list(_asks(waiting_by_person(today, but=asked), now))
    return len(open_duties(asks, now=now)) if asks else 0


def _open_duties() -> QuerySet[Duty]:
    return Duty.objects.filter(kind=LOOK_DUTY, closed_at__isnull=True)


def _asks(wanted: dict[Person, list[Target]], now: datetime) -> Iterator[Ask]:
    """One a person, however many posts; whoever has left is not asked, but whoever looks after the accounts."""
    today = local_date(now)
    places = {person.pk: _place(targets) for person, targets in wanted.items()}
    roots = {place.root_id or place.pk for place in places.values()}
    engaged = engaged_in([person.pk for person in wanted], roots, today)
    for person, targets in wanted.items():
        place = places[person.pk]
        here = (person.pk, place.root_id or place.pk) in engaged
        many = "1 post" if len(targets) == 1 else f"{len(targets)} posts"
        yield Ask(
            kind=LOOK_DUTY,
            thing=person,
            organisation=place,
            due_at=local_midnight(due_on(today) + ONE_DAY),
            label=f"Look at your own posts: {many} still up" if here else f"Look at {many} of {person}, who has left",
            url=reverse("posts:look_at_posts", args=[person.reference]),
            asked_role=Role.COM,
            asked_person=person if here else None,
        )


def _place(targets: Iterable[Target]) -> Organisation:
    """The school they were written for; where there are several, the one of the latest."""
    return max(targets, key=lambda one: (one.published_at or one.post.created_at, one.pk)).post.organisation


def _settle(duty: Duty, now: datetime) -> None:
    """Close what is owed once nothing that was meant is left to look at."""
    asked_on = local_date(duty.opened_at)
    rows = not_looked_at_since(asked_on.replace(day=1)).filter(published_by__reference=duty.thing_reference)
    if is_done([up(one) for one in rows], asked_on):
        person = Person.objects.get(reference=duty.thing_reference)
        close_duties(person, kinds=(LOOK_DUTY,), now=now, outcome="looked at")
