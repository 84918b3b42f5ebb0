"""What one person published and is still up, with who looked at it last (J54, C082)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q, QuerySet

from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import NotAllowed, NotFoundHere
from governance.people.models import Person
from governance.permissions.standing import Standing
from posts.models import Target
from posts.rules.own_posts import Up, is_to_look_at
from posts.rules.states import TargetStatus

ACTION = "posts.take_over"


@dataclass(frozen=True)
class OwnPost:
    """One post that is up on one account, as its poster sees it this month."""

    target: Target
    is_to_look_at: bool

    @property
    def key(self) -> str:
        """How the form names it."""
        return f"{self.target.post.reference}.{self.target.account.reference}"


def targets_up() -> QuerySet[Target]:
    """Everything that is out now, with the last look at each."""
    rows = Target.objects.filter(status=TargetStatus.PUBLISHED).annotate(looked_at=Max("looks__looked_at"))
    return rows.select_related("post__organisation", "account__platform", "published_by").order_by(
        "published_at", "pk"
    )


def up(target: Target) -> Up:
    """The same, as the rule takes it."""
    looked_at = target.looked_at  # type: ignore[attr-defined]
    since = target.published_at or target.post.created_at
    return Up(local_date(since), local_date(looked_at) if looked_at else None)


def not_looked_at_since(first: date) -> QuerySet[Target]:
    """What is out now and was not looked at from that day on."""
    return targets_up().filter(Q(looked_at=None) | Q(looked_at__lt=local_midnight(first)), published_by__isnull=False)


def waiting_by_person(today: date) -> dict[Person, list[Target]]:
    """What is to be looked at this month, by whoever published it: one statement."""
    found: dict[Person, list[Target]] = defaultdict(list)
    for target in not_looked_at_since(today.replace(day=1)):
        if target.published_by and is_to_look_at(up(target), today):
            found[target.published_by].append(target)
    return found


def own_targets(person: Person, standing: Standing) -> QuerySet[Target]:
    """One's own; another's only for whoever looks after the accounts, since somebody has to when a poster leaves.

    What was not looked at for longest comes first.
    """
    rows = targets_up().filter(published_by=person)
    rows = rows if person.pk == standing.person.pk else _of_another(rows, standing)
    return rows.order_by(F("looked_at").asc(nulls_first=True), "published_at", "pk")


def as_shown(rows: Iterable[Target], today: date) -> list[OwnPost]:
    """Each with whether it is to be looked at this month."""
    return [OwnPost(target, is_to_look_at(up(target), today)) for target in rows]


def _of_another(rows: QuerySet[Target], standing: Standing) -> QuerySet[Target]:
    here = rows.filter(post__organisation__in=standing.reachable())
    if not here.exists():
        raise NotFoundHere
    mine = here.filter(post__organisation__in=standing.organisation_ids(ACTION))
    if not mine.exists():
        raise NotAllowed("Everybody looks at their own posts; whoever looks after the accounts may look at others’.")
    return mine
