"""What a reader does with notices: mark them read, and choose how to hear."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from governance.kernel.errors import NotFoundHere
from governance.notices.models import Notice, NoticeChoice
from governance.notices.registry import is_urgent
from governance.people.models import Person


def mark_read(reference: str, *, by: Person, now: datetime) -> Notice:
    """Mark one's own notice as read; pressing twice changes nothing, and another's is not found."""
    notice = Notice.objects.filter(reference=reference, person=by).first()
    if notice is None:
        raise NotFoundHere
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now)
    return notice


def mark_all_read(*, by: Person, now: datetime) -> int:
    """Mark everything of one's own as read; answers how many were not."""
    return Notice.objects.filter(person=by, read_at__isnull=True).update(read_at=now)


def choose(choices: Mapping[str, str], *, by: Person, now: datetime) -> None:
    """Set how one hears of each kind; urgent kinds come at once whatever is chosen."""
    rows = [
        NoticeChoice(person=by, kind=kind, how=NoticeChoice.How(how))
        for kind, how in choices.items()
        if not is_urgent(kind)
    ]
    with transaction.atomic():
        NoticeChoice.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["person", "kind"], update_fields=["how"]
        )
        # What waits for a digest that is no longer wanted goes with the next sweep.
        at_once = [row.kind for row in rows if row.how == NoticeChoice.How.AT_ONCE]
        waiting = Notice.objects.filter(person=by, kind__in=at_once, digest=True, sent_at__isnull=True)
        waiting.filter(given_up_at__isnull=True, next_try_at__isnull=False).update(digest=False, next_try_at=now)
