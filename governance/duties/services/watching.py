"""What the floor watches by itself: its jobs, its calendars, deputies who cannot act, and duties of people who left."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from governance.calendar.rules import calendar_gaps
from governance.calendar.selectors import days_for
from governance.duties.kinds import MISSING_DATES, MISSING_DEPUTY, STOPPED_JOB
from governance.duties.models import Duty, JobRun
from governance.duties.selectors.jobs import INTERVALS, late_jobs
from governance.duties.services.jobs import mark_run
from governance.duties.services.ladders import adopt_ladders
from governance.duties.services.opening import close_duties, open_duty, tell_first
from governance.duties.services.sweeping import SweepResult, sweep
from governance.kernel.dates import local_date, local_midnight
from governance.organisations.models import Organisation
from governance.people.models import Deputy, Engagement, Person, RoleHeld
from governance.people.roles import Role
from governance.people.selectors import roles_without_deputy, running_on
from governance.permissions.registry import ACTIONS
from governance.profile.rules import Profile
from governance.profile.selectors import profiles_for

# The role or the period for which a deputy is missing, of whom it is asked, and by when.
Asked = tuple[RoleHeld | Deputy, Person, datetime]

DAILY = "watch_day"
# How long before a deputy's first day it is seen that they cannot act.
LOOK_AHEAD = timedelta(days=14)


def sweep_and_watch(*, now: datetime) -> SweepResult:
    """The whole round: watch the jobs, once a day the rest, then sweep; the run is marked when it has ended."""
    watch_jobs(now=now)
    watch_day(now=now)
    adopt_ladders(now)
    result = sweep(now)
    mark_run("sweep_duties", now=now)
    return result


@transaction.atomic
def watch_jobs(*, now: datetime) -> None:
    """Ask the technical administrator about jobs that stopped, and close that when they run again (J59).

    The round that asks is not itself suspected; the first round starts the clock of every job.
    """
    JobRun.objects.bulk_create([JobRun(name=name, ran_at=now) for name in INTERVALS], ignore_conflicts=True)
    late = [job for job in late_jobs(now) if job.name != "sweep_duties"]
    if late:
        for top in Organisation.objects.filter(parent__isnull=True, is_live=True):
            _open(STOPPED_JOB, top, Role.SYS, now, label="Start Gatepost's recurring jobs again", url="/technical/")
    else:
        Duty.objects.filter(kind=STOPPED_JOB, closed_at__isnull=True).update(
            closed_at=now, outcome="running", next_step_at=None
        )


@transaction.atomic
def watch_day(*, now: datetime) -> bool:
    """Once a day, whichever round comes first: calendars, deputies, leavers; answers whether this was the round."""
    JobRun.objects.bulk_create([JobRun(name=DAILY, ran_at=now - timedelta(days=1))], ignore_conflicts=True)
    today = local_midnight(local_date(now))
    if not JobRun.objects.filter(name=DAILY, ran_at__lt=today).update(ran_at=now):
        return False
    _watch_calendars(now)
    _watch_deputies(now)
    _release_leavers(now)
    return True


def _watch_calendars(now: datetime) -> None:
    """Ask the office for the dates that are missing, from 1 October on, until they are loaded (J60, T55)."""
    for organisation in Organisation.objects.filter(Q(calendar__isnull=False) | Q(parent__isnull=True), is_live=True):
        if calendar_gaps(days_for(organisation), local_date(now)):
            label, url = f"Load the dates of {organisation.name}", f"/calendar/{organisation.reference}/"
            _open(MISSING_DATES, organisation, Role.OFF, now, label=label, url=url)
        else:
            close_duties(organisation, kinds=[MISSING_DATES], now=now, outcome="loaded")


def _watch_deputies(now: datetime) -> None:
    """Ask whoever would leave a queue standing for a deputy: none is named, or the one named cannot act (J58, T36)."""
    today = local_date(now)
    due: list[Asked] = [(alone, alone.person, now + LOOK_AHEAD) for alone in _deciding_alone(now)]
    due += [(one, one.principal, max(local_midnight(one.starts_on), now)) for one in _unable(today)]
    owed = Duty.objects.filter(kind=MISSING_DEPUTY, closed_at__isnull=True)
    asked = set(owed.values_list("thing_reference", flat=True))
    for thing, principal, due_at in due:
        if thing.reference not in asked:
            _ask_for_deputy(thing, principal, due_at, now)
    owed.exclude(thing_reference__in=[thing.reference for thing, _, _ in due]).update(
        closed_at=now, outcome="deputy in place", next_step_at=None
    )


def _deciding_alone(now: datetime) -> list[RoleHeld]:
    """Roles by which a live organisation's policy decides, held by one person without a deputy: a few statements for all."""
    places = list(Organisation.objects.filter(is_live=True))
    deciding: defaultdict[int, set[Role]] = defaultdict(set)
    policies = profiles_for(places, now)
    for place in places:
        # A role reaches down: who holds it above decides here by this organisation's policy (D04).
        for above in filter(None, {place.pk, place.parent_id, place.root_id}):
            deciding[above] |= _deciding_roles(policies[place.pk])
    wanted = set().union(*deciding.values())
    rows = roles_without_deputy(wanted, local_date(now)) if wanted else []
    return [row for row in rows if Role(row.role) in deciding[row.organisation_id]]


def _deciding_roles(policy: Profile) -> set[Role]:
    """The roles that the policy names for its decisions, and the head, who decides where it names nobody (P03, P09, P10)."""
    settings = {
        action.decider_setting for action in ACTIONS.values() if action.decider_setting and action.needs == "A"
    }
    return {Role.HD}.union(*(policy[key] for key in settings))


def _unable(today: date) -> list[Deputy]:
    """Deputies whose period runs or comes soon, and who have left or cannot sign in."""
    ahead = Deputy.objects.filter(ends_on__gte=today, starts_on__lte=today + LOOK_AHEAD)
    named = ahead.exclude(status=Deputy.Status.ENDED).select_related("organisation", "principal")
    return list(named.exclude(Exists(_able(today))))


def _ask_for_deputy(thing: RoleHeld | Deputy, principal: Person, due_at: datetime, now: datetime) -> None:
    open_duty(
        MISSING_DEPUTY,
        thing,
        organisation=thing.organisation,
        due_at=due_at,
        now=now,
        asked_role=thing.role,
        asked_person=principal,
        label=f"Name a deputy for {Role(thing.role).label.lower()}",
        url="/people/",
    )


def _able(today: date) -> QuerySet[Engagement]:
    """An engagement in force of the deputy, with a sign-in that works."""
    return Engagement.objects.filter(running_on(today), person=OuterRef("deputy"), person__user__is_active=True)


def _release_leavers(now: datetime) -> None:
    """What was asked of somebody who has left is asked of their role or climbs, and whoever comes next is told (T62)."""
    today = local_date(now)
    working = Engagement.objects.filter(running_on(today), person=OuterRef("asked_person"))
    holding = RoleHeld.objects.filter(running_on(today), person=OuterRef("asked_person"), revoked_at__isnull=True)
    left = Engagement.objects.filter(person=OuterRef("asked_person"), ends_on__lt=today)
    theirs = Duty.objects.filter(Exists(left), ~Exists(working), ~Exists(holding), closed_at__isnull=True)
    stuck = theirs.exclude(asked_role="", climbed_at__isnull=False).select_related("organisation")
    for duty in stuck.iterator(chunk_size=200):
        tell_first(duty, now=now)


def _open(kind: str, thing: Organisation, role: Role, now: datetime, *, label: str, url: str) -> None:
    open_duty(kind, thing, organisation=thing, due_at=now, now=now, asked_role=role, label=label, url=url)
