"""Pictures seen from the device they were taken with: those of days on which it was withdrawn or missing (S21, T33)."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from accounts.models import ImageDevice
from accounts.rules.device_cover import DeviceFacts
from accounts.selectors.device_cover import facts_of
from governance.kernel.dates import local_midnight
from posts.models import Media
from posts.rules.states import Status

GONE = (Status.ABANDONED, Status.REJECTED, Status.REMOVED)
ONE_DAY = timedelta(days=1)


def pictures_flagged(device: ImageDevice) -> QuerySet[Media]:
    """The pictures in posts that say they were taken while nobody of the school had the device, or might have been.

    One without a day is among them if it was added from then on: nobody can say that it is older.
    """
    facts = facts_of([device])[device.pk]
    days = _days(facts)
    since = _since(facts)
    if since is None:
        return Media.objects.none()
    undated = Q(taken_on__isnull=True, uploaded_at__gte=local_midnight(since))
    rows = Media.objects.filter(days | undated, device=device, dropped_at=None).exclude(post__status__in=GONE)
    return rows.select_related("post__author", "post__organisation").order_by("-uploaded_at", "-pk")


def _days(facts: DeviceFacts) -> Q:
    found = Q(taken_on__gt=facts.withdrawn_on) if facts.withdrawn_on else Q(pk__in=())
    for one in facts.missing:
        until = Q(taken_on__lte=one.found_on) if one.found_on else Q()
        found |= Q(taken_on__gte=one.lost_on) & until
    return found


def _since(facts: DeviceFacts) -> date | None:
    """The first day on which it was missing, found again or not, or was gone for good.

    A picture without a day that was added after a loss may be of a day of that loss, whatever became of the device.
    """
    ends = [one.lost_on for one in facts.missing]
    ends += [facts.withdrawn_on + ONE_DAY] if facts.withdrawn_on else []
    return min(ends, default=None)
