"""Posts of somebody who leaves that are not out yet (F18, S27)."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from governance.people.models import Person
from governance.permissions.selectors import standing_of
from posts.models import Post
from posts.rules.states import QUEUED, Status
from posts.selectors.library import visible_posts, with_names

# These would go out, or wait for somebody; a draft and a post that is held go nowhere by themselves.
PENDING = (Status.SUBMITTED, *QUEUED)
SHOWN = (Status.DRAFT, Status.CHANGES_ASKED, Status.HELD, *PENDING)
AT_MOST = 50


def pending_of(handover: Any) -> QuerySet[Post]:
    """What would still go out, or waits to be approved, in the leaver's name."""
    root_id = handover.organisation.root_id
    return Post.objects.filter(author=handover.leaver_id, organisation__root=root_id, status__in=PENDING)


def posts_left_by(handover: Any, person: Person, now: datetime) -> list[Post]:
    """Everything of theirs that is not out yet, of what this reader may see, the newest first."""
    rows = visible_posts(standing_of(person, now)).filter(author=handover.leaver_id, status__in=SHOWN)
    return list(with_names(rows).order_by("-created_at", "-id")[:AT_MOST])
