"""The people behind the numbers of policy health: who has signed and been trained, and who has not (M43, C013)."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from governance.kernel.dates import local_date
from governance.people.models import Engagement, Person
from policies.models import Acknowledgement, Course, TrainingRecord
from policies.rules.documents import AcknowledgementStatus
from policies.rules.training import TrainingStatus
from policies.selectors.health import FOR_ALL, policy_of
from policies.selectors.people import in_force

NOT_SIGNED, NOT_TRAINED, LATE = "not-signed", "not-trained", "late"


def staff_at(
    organisation_ids: Collection[int],
    now: datetime,
    *,
    search: str = "",
    show: str = "",
    course: Course | None = None,
) -> QuerySet[Person]:
    """Everybody engaged at these places, each with what they signed and were trained in, and when more is due (M43).

    Training is induction or the policy or, where one is named, that course.
    """
    today = local_date(now)
    here = Engagement.objects.filter(in_force(today), person=OuterRef("pk"), organisation__in=organisation_ids)
    mine = Acknowledgement.objects.filter(person=OuterRef("pk"), version__document=OuterRef("policy"))
    trained = TrainingRecord.objects.filter(person=OuterRef("pk"), status=TrainingStatus.VALID, valid_until__gte=today)
    trained = trained.filter(course=course) if course else trained.filter(course__kind__in=FOR_ALL)
    covered = here.annotate(policy=policy_of("organisation"))
    found = Person.objects.filter(Exists(here)).annotate(
        policy=Subquery(covered.order_by("organisation__name", "pk").values("policy")[:1]),
        kind=Subquery(here.values("kind")[:1]),
        signed_at=Subquery(mine.filter(status=AcknowledgementStatus.SIGNED).values("signed_at")[:1]),
        asked=Subquery(mine.exclude(status__in=("signed", "superseded", "ended")).values("status")[:1]),
        due_on=Subquery(mine.exclude(status__in=("signed", "superseded", "ended")).values("due_on")[:1]),
        trained_until=Subquery(trained.order_by("-valid_until").values("valid_until")[:1]),
    )
    for word in search.split():
        found = found.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    wanted = {
        NOT_SIGNED: Q(signed_at__isnull=True),
        NOT_TRAINED: Q(trained_until__isnull=True),
        LATE: Q(asked=AcknowledgementStatus.OVERDUE),
    }
    return found.filter(wanted[show]) if show in wanted else found
