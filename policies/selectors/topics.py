"""How training in topics stands at each place: who is trained, and who has still something to do (C222, M43)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from policies.models import TrainingRecord
from policies.rules.training import OPEN, CourseKind, TrainingStatus


@dataclass(frozen=True)
class TopicHealth:
    """One course about a topic at one place."""

    reference: str
    title: str
    trained: int
    to_do: int


def topics_at(organisation_ids: Collection[int], today: date) -> Mapping[int, Sequence[TopicHealth]]:
    """For each place its courses about topics, counted by the records of its people: one statement for all of them."""
    rows = TrainingRecord.objects.filter(
        organisation__in=organisation_ids, course__kind=CourseKind.TOPIC, course__retired_at__isnull=True
    )
    counted = rows.order_by("course__title").values("organisation_id", "course__reference", "course__title")
    counted = counted.annotate(
        trained=Count("person", filter=Q(status=TrainingStatus.VALID, valid_until__gte=today), distinct=True),
        to_do=Count("person", filter=Q(status__in=OPEN), distinct=True),
    )
    found: dict[int, list[TopicHealth]] = defaultdict(list)
    for row in counted:
        topic = TopicHealth(row["course__reference"], row["course__title"], row["trained"], row["to_do"])
        found[row["organisation_id"]].append(topic)
    return found
