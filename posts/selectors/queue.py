"""Posts that wait to go out, and posts that are out, by pupil, account or person."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.selectors import rulings
from governance.kernel.dates import local_date
from posts.models import Media, Post, Publication, ReliedOn, Shown, Takedown, Target
from posts.rules.states import LIVE_TARGETS, QUEUED, TargetStatus
from posts.rules.takedown import UNDER_WAY
from posts.selectors.content import publish_date
from posts.selectors.gate import use_of

# Somebody said no to what is out already. An answer that only ran out leaves earlier lawful use lawful (C104).
TAKES_DOWN = frozenset(
    {
        Reason.WITHDRAWN,
        Reason.BARRED,
        Reason.OBJECTION,
        Reason.REFUSED,
        Reason.CONFLICT,
        Reason.PUPIL_REFUSED,
        Reason.NOT_VALID,
    }
)


def queued() -> QuerySet[Post]:
    """Approved posts that are not out yet."""
    return Post.objects.filter(status__in=QUEUED).select_related("organisation", "author").order_by("pk")


def queued_with_picture_of(pupil_id: int) -> QuerySet[Post]:
    """Queued posts with a picture in which the pupil is ticked."""
    shown = Shown.objects.filter(post=OuterRef("pk"), pupil=pupil_id)
    pictures = Media.objects.filter(post=OuterRef("pk"), dropped_at=None)
    return queued().filter(Exists(shown), Exists(pictures))


def waiting_with_picture_of(pupil_id: int) -> QuerySet[Post]:
    """Posts before approval in which the pupil is ticked: the gate will refuse them, their authors are told (C102)."""
    return Post.objects.filter(status="submitted", shown__pupil=pupil_id).select_related("organisation", "author")


def queued_on(account_id: int) -> QuerySet[Post]:
    """Queued posts meant for that account."""
    return queued().filter(Exists(Target.objects.filter(post=OuterRef("pk"), account=account_id)))


def to_go_out_on(account_id: int) -> QuerySet[Post]:
    """Approved posts that have still to go out on that account, wherever else they are out already."""
    here = Target.objects.filter(post=OuterRef("pk"), account=account_id)
    return queued().filter(Exists(here.filter(status__in=(TargetStatus.WAITING, TargetStatus.PUBLISHING))))


def takedowns_under_way_on(account_id: int) -> QuerySet[Takedown]:
    """What has to come down from that account and is not settled."""
    return Takedown.objects.filter(target__account=account_id, status__in=UNDER_WAY)


def queued_of(person_id: int) -> QuerySet[Post]:
    """Queued posts of that author."""
    return queued().filter(author=person_id)


def live_with_picture_of(pupil_id: int) -> QuerySet[Target]:
    """Every place where a picture of the pupil is, or may be, on a platform now; whenever it went there (T02).

    What was published last counts, not what a later draft shows; an opened copy pack may have been used.
    """
    later = Publication.objects.filter(target=OuterRef("publication__target"), pk__gt=OuterRef("publication"))
    relied = ReliedOn.objects.filter(~Exists(later), pupil=pupil_id, publication__target=OuterRef("pk"))
    shown = Shown.objects.filter(pupil=pupil_id, post=OuterRef("post"))
    out = Q(status=TargetStatus.PUBLISHED) & Exists(relied)
    perhaps = Q(status=TargetStatus.PUBLISHING) & (Exists(shown) | Exists(relied))
    found = Target.objects.filter(status__in=LIVE_TARGETS).filter(out | perhaps)
    return found.select_related("post__organisation", "post__author", "account", "published_by").order_by("pk")


def refused_posts(pupil_id: int, posts: Iterable[Post], now: datetime) -> list[Post]:
    """Those posts in which the pupil may no longer be shown, or not on the conditions that were ticked."""
    today = local_date(now)
    found = []
    for post in posts:
        targets = list(Target.objects.filter(post=post).exclude(status=TargetStatus.REMOVED).select_related("account"))
        row = Shown.objects.get(post=post, pupil=pupil_id)
        uses = [use_of(target, post) for target in targets]
        if not _all_allowed(row, uses, publish_date(post, today), now):
            found.append(post)
    return found


def refused_targets(pupil_id: int, targets: Iterable[Target], now: datetime) -> list[Target]:
    """Those places from which a picture of the pupil has to come down."""
    places = list(targets)
    uses = [use_of(target, target.post) for target in places]
    ruled = rulings([pupil_id], uses, on=local_date(now), now=now) if places else {}
    return [target for target, use in zip(places, uses, strict=True) if TAKES_DOWN & set(ruled[pupil_id, use].reasons)]


def _all_allowed(row: Shown, uses: list[Use], on: date, now: datetime) -> bool:
    ruled = rulings([row.pupil_id], uses, on=on, now=now) if uses else {}
    conditions = {text for ruling in ruled.values() for text in ruling.conditions}
    met = not conditions or (row.conditions_met and conditions <= set(row.conditions_seen))
    return met and all(ruling.may_use for ruling in ruled.values())
