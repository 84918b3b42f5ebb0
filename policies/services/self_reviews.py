"""Looking over one's own privacy settings: said to be done, and asked for on joining and each year (C022, C193)."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from governance.audit.services import record
from governance.duties.models import Duty
from governance.duties.services import close_duties, open_duty
from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere
from governance.people.models import Engagement, Person
from governance.permissions.selectors import standing_of
from governance.permissions.services import require
from policies.duties.declarations import REVIEW_SELF
from policies.models import PrivacyReview
from policies.rules.self_reviews import asked_until, is_asked
from policies.selectors.people import in_force
from policies.selectors.self_reviews import Adult, adults_at
from policies.selectors.ties import workplace
from policies.services.declaring import end_of

LABEL = "Look over your own privacy settings"


@transaction.atomic
def record_review(*, by: Person, now: datetime) -> PrivacyReview:
    """Keep that the person has looked, and when; there is nothing else to keep."""
    place = workplace(standing_of(by, now))
    if place is None:
        raise NotFoundHere
    review = PrivacyReview(organisation=place, person=by, reviewed_at=now)
    require(by, "policies.review_self", review, now=now)
    review.save(force_insert=True)
    record(
        organisation_reference=place.reference,
        action="privacy_review.record",
        thing_type=review.thing_type,
        thing_reference=review.reference,
        by=by,
        now=now,
    )
    close_duties(by, kinds=[REVIEW_SELF], now=now, outcome="done")
    return review


def ask_for_reviews(now: datetime, *, address: str) -> int:
    """Each day: ask whoever has joined, and whoever looked nearly a year ago; once while that stays open (D16)."""
    today = local_date(now)
    open_now = Duty.objects.filter(kind=REVIEW_SELF, closed_at__isnull=True)
    # Nothing of the kind is owed by those who have left (D09).
    still_here = Engagement.objects.filter(in_force(today), person=OuterRef("asked_person"))
    open_now.exclude(Exists(still_here)).update(closed_at=now, outcome="left", next_step_at=None)
    asked = set(open_now.values_list("asked_person_id", flat=True))
    wanted = [
        adult
        for adult in adults_at(today)
        if adult.person.pk not in asked and is_asked(due_on=adult.due_on, today=today)
    ]
    for adult in wanted:
        _ask(adult, today, now, address)
    return len(wanted)


def _ask(adult: Adult, today: date, now: datetime, address: str) -> None:
    open_duty(
        REVIEW_SELF,
        adult.person,
        organisation=adult.place,
        due_at=end_of(asked_until(due_on=adult.due_on, today=today)),
        now=now,
        asked_person=adult.person,
        label=LABEL,
        url=address,
    )
