"""The daily round of training: what has run out, who is back, who has left, and who is asked (S19, J24, J25, D16)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Engagement
from governance.profile.rules import Profile
from governance.profile.selectors import profiles_for
from policies.models import Course, TrainingRecord
from policies.rules.asking import Ask, Rhythm, ask_of
from policies.rules.courses import comes_round
from policies.rules.training import INDUCTION_DUTY, STILL_TO_DO, TrainingStatus
from policies.selectors.learners import Candidate, Posters, candidates_of, posters_now
from policies.selectors.people import in_force
from policies.services.training_bulk import ask_again_many, begin_many, move_many, tell_changed

BATCH = 500


def sweep_training(now: datetime) -> int:
    """The whole round; it may run twice or miss a night, and then does what is still to be done (D16)."""
    return expire_training(now) + end_training_of_leavers(now) + recall_training(now) + ask_for_training(now)


@transaction.atomic
def expire_training(now: datetime) -> int:
    """Let training that has run out expire; the right to post ends with it."""
    over = TrainingRecord.objects.filter(valid_until__lt=local_date(now))
    gone = move_many(over, "expire", now=now)
    tell_changed(gone, now)
    return len(gone)


@transaction.atomic
def end_training_of_leavers(now: datetime) -> int:
    """Nothing is asked of those who work nowhere in the tree any more; what they attended stays on record (D09)."""
    here = Engagement.objects.filter(
        in_force(local_date(now)), person=OuterRef("person"), organisation__root=OuterRef("organisation__root")
    )
    return len(move_many(TrainingRecord.objects.filter(~Exists(here), status__in=STILL_TO_DO), "end", now=now))


@transaction.atomic
def recall_training(now: datetime) -> int:
    """Ask again those whose long absence is over."""
    back = TrainingRecord.objects.filter(status=TrainingStatus.EXCUSED, excused_until__lte=local_date(now))
    found = move_many(back, "recall", now=now)
    if found:
        ask_again_many(found, INDUCTION_DUTY, now=now)
    return len(found)


def ask_for_training(now: datetime) -> int:
    """Ask exactly those whom each course names: when they join, and before their training runs out (J24, J25, T101)."""
    courses = list(Course.objects.filter(retired_at__isnull=True).select_related("organisation").order_by("pk"))
    policies = profiles_for(list({one.organisation_id: one.organisation for one in courses}.values()), now)
    posters = posters_now(now) if courses else ()
    return sum(
        _ask_for(course, rhythm_of(course, policies[course.organisation_id]), posters, now) for course in courses
    )


def rhythm_of(course: Course, policy: Profile) -> Rhythm:
    """When the course comes round under the policy of its organisation (P72)."""
    return Rhythm(
        at_induction=course.at_induction,
        years=course.years,
        comes_round=comes_round(course.kind, course.cycle, policy["P72"]),
        asks_since=course.asks_since or local_date(course.created_at),
    )


def _ask_for(course: Course, rhythm: Rhythm, posters: Posters, now: datetime) -> int:
    today = local_date(now)
    if not rhythm.asks_at_all:
        return 0
    wanted = [
        (one, ask) for one in candidates_of(course, posters, today) if (ask := ask_of(one.learner, rhythm, today))
    ]
    places = Organisation.objects.in_bulk({one.place_id for one, _ in wanted}) if wanted else {}
    return sum(_ask_batch(course, batch, places, now) for batch in _batches(wanted))


def _ask_batch(
    course: Course, batch: Sequence[tuple[Candidate, Ask]], places: dict[int, Organisation], now: datetime
) -> int:
    """Ask some hundred people whole or not at all; where another sweep was quicker, its rows stand (D16)."""
    asks = {one.person_id: ask for one, ask in batch}
    try:
        begin_many(course, asks, {one.person_id: places[one.place_id] for one, _ in batch}, now=now)
    except IntegrityError:
        return 0
    return len(batch)


def _batches(wanted: Sequence[tuple[Candidate, Ask]]) -> Iterator[list[tuple[Candidate, Ask]]]:
    iterator = iter(wanted)
    while batch := list(islice(iterator, BATCH)):
        yield batch
