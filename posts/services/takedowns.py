"""Taking down: opened by a change or a person, removed, confirmed by somebody else, or found not practicable (S06)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from governance.calendar.rules import CalendarMissing, Office, add_working_days, add_working_hours
from governance.calendar.selectors import days_for
from governance.duties.rules import shifted
from governance.duties.services import close_duties, open_duty
from governance.kernel.actors import SYSTEM, SystemActor
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.kernel.verbs import verb
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.workflow.services import begin, move
from posts.models import Post, Takedown, TakedownCause, Target
from posts.rules.states import LIVE_TARGETS, Status, TargetStatus
from posts.rules.takedown import UNDER_WAY, Cause
from posts.rules.takedown import Status as TakedownStatus
from posts.rules.words import NOT_OUT

WORKING_DAYS = 2
WORKING_HOURS = 4
OFFICE = Office()


def due_by(cause: str, received_at: datetime, organisation: Organisation) -> datetime:
    """Two working days from the request for a change of consent (J14), else four working hours (J15)."""
    days, day = days_for(organisation), local_date(received_at)
    try:
        if cause != Cause.CONSENT:
            return add_working_hours(received_at, WORKING_HOURS, days, OFFICE)
        return shifted(received_at, days=(add_working_days(day, WORKING_DAYS, days) - day).days)
    except CalendarMissing:
        # Whether a day is a working day is not known: the sooner of the two, and never no deadline at all (law 1, D17).
        return received_at + (
            timedelta(hours=WORKING_HOURS) if cause != Cause.CONSENT else timedelta(days=WORKING_DAYS)
        )


@verb
def open_for_change(
    targets: Iterable[Target], *, pupil_id: int, change_reference: str, received_at: datetime, now: datetime
) -> list[Takedown]:
    """One takedown for every live place, at once; the same change heard twice opens nothing twice (C103, T02)."""
    opened = []
    for target in targets:
        known = TakedownCause.objects.filter(
            takedown__target=target, change_reference=change_reference, pupil_id=pupil_id
        )
        if known.exists():
            continue
        takedown = _the_one(target, Cause.CONSENT, "", by=SYSTEM, now=now, received_at=received_at)
        TakedownCause.objects.create(
            takedown=takedown, pupil_id=pupil_id, change_reference=change_reference, received_at=received_at
        )
        opened.append(takedown)
    return opened


@verb
def open_takedown(target: Target, *, cause: str, because: str, by: Person, now: datetime) -> Takedown:
    """Ask for a post to come down from one account: a mistake, a picture never permitted, a platform's rule (S06)."""
    target = Target.objects.select_related("post__organisation", "post__author", "account").get(pk=target.pk)
    require(by, "takedowns.open", target.post, now=now)
    if target.status not in LIVE_TARGETS:
        raise Refused(NOT_OUT)
    if not because.strip():
        raise Refused("Say why it has to come down.")
    return _the_one(target, cause, because.strip(), by=by, now=now, received_at=now)


@verb
def remove(takedown: Takedown, *, note: str, by: Person, now: datetime) -> Takedown:
    """Say that one has removed it from the platform; somebody else confirms (D18)."""
    takedown = _fresh(takedown)
    if takedown.status in (TakedownStatus.OPENED, TakedownStatus.REOPENED):
        move(takedown, "start", by=by, now=now)
    changes = {"removed_at": now, "removed_by": by, "removal_note": note.strip()}
    move(takedown, "remove", by=by, now=now, changes=changes)
    # It is somebody else's turn: they look at the link.
    _pass_to(takedown, Role.DPO, f"Confirm that {takedown.post.reference} is gone", now, outcome="remove")
    return takedown


@verb
def confirm(takedown: Takedown, *, copies_elsewhere: str, by: Person, now: datetime) -> Takedown:
    """Somebody other than the remover looked at the link and found it gone (C103)."""
    takedown = _fresh(takedown)
    changes = {"confirmed_at": now, "confirmed_by": by, "copies_elsewhere": copies_elsewhere.strip()}
    move(takedown, "confirm", by=by, now=now, changes=changes)
    Target.objects.filter(pk=takedown.target_id, status__in=LIVE_TARGETS).update(
        status=TargetStatus.REMOVED, removed_at=takedown.removed_at, removed_by=takedown.removed_by
    )
    _settle(takedown.post, now)
    return takedown


@verb
def ask_not_practicable(
    takedown: Takedown, *, reason: str, what_remains: str, parent_told: bool, by: Person, now: datetime
) -> Takedown:
    """Say why it cannot be removed, and what stays; the data protection officer decides (C103)."""
    takedown = _fresh(takedown)
    if not what_remains.strip():
        raise Refused("Say what remains on the platform.")
    changes = {
        "not_practicable_because": reason.strip(),
        "what_remains": what_remains.strip(),
        "parent_told": parent_told,
    }
    move(takedown, "ask_not_practicable", by=by, now=now, reason=reason, changes=changes)
    _ask(takedown, Role.DPO, f"Decide on takedown {takedown.reference}", now)
    return takedown


@verb
def decide(takedown: Takedown, *, accept: bool, reason: str, by: Person, now: datetime) -> Takedown:
    """The data protection officer accepts that it is not practicable, or sends it back (M16)."""
    takedown = _fresh(takedown)
    verb = "accept_not_practicable" if accept else "refuse_not_practicable"
    changes = {"decided_at": now, "decided_by": by, "decided_because": reason.strip()}
    move(takedown, verb, by=by, now=now, reason=reason, changes=changes)
    if accept:
        _settle(takedown.post, now)
    else:
        _pass_to(takedown, Role.COM, f"Take down {takedown.post.reference}", now, outcome=verb)
    return takedown


@verb
def reopen(takedown: Takedown, *, reason: str, by: Person, now: datetime) -> Takedown:
    """It is there again, or was shared: take it down once more (S06)."""
    takedown = _fresh(takedown)
    nobody = {"removed_at": None, "removed_by": None, "confirmed_at": None, "confirmed_by": None}
    due = due_by(takedown.cause, now, takedown.organisation)
    move(takedown, "reopen", by=by, now=now, reason=reason, changes={**nobody, "due_at": due})
    _ask(takedown, Role.COM, f"Take down {takedown.reference} again", now)
    return takedown


def _fresh(takedown: Takedown) -> Takedown:
    related = ("organisation", "post__organisation", "post__author", "target__account", "removed_by")
    return Takedown.objects.select_related(*related).get(pk=takedown.pk)


def _under_way(target: Target) -> Takedown | None:
    return Takedown.objects.filter(target=target, status__in=UNDER_WAY).first()


def _the_one(
    target: Target, cause: str, because: str, *, by: Person | SystemActor, now: datetime, received_at: datetime
) -> Takedown:
    """The takedown under way there or a new one; of two who ask at once both get the same (the database decides)."""
    if known := _under_way(target):
        return known
    try:
        with transaction.atomic():
            return _open(target, cause, because, by=by, now=now, received_at=received_at)
    except IntegrityError:
        if known := _under_way(target):
            return known
        raise


def _open(
    target: Target, cause: str, because: str, *, by: Person | SystemActor, now: datetime, received_at: datetime
) -> Takedown:
    """The takedown, its duty for those who can remove it, and the post marked."""
    post = target.post
    takedown = Takedown(
        organisation=post.organisation,
        post=post,
        target=target,
        cause=cause,
        opened_because=because,
        created_at=now,
        due_at=due_by(cause, received_at, post.organisation),
    )
    begin(takedown, by=by, now=now, action="takedowns.open", facts={"post": post.reference, "cause": cause})
    # Whoever published while this waited is read now, and asked as well.
    target.refresh_from_db(fields=["published_by"])
    stored = Post.objects.select_related("organisation", "author").get(pk=post.pk)
    if stored.status in (Status.PUBLISHED, Status.EDITED_PENDING):
        move(stored, "open_takedown", by=by, now=now, facts={"takedown": takedown.reference})
    _ask(takedown, Role.COM, f"Take down {post.reference}", now)
    if target.published_by:
        _ask(takedown, target.published_by, f"Take down {post.reference}, which you published", now)
    return takedown


def _ask(takedown: Takedown, whom: Person | Role, label: str, now: datetime) -> None:
    open_duty(
        "J14" if takedown.cause == Cause.CONSENT else "J15",
        takedown,
        organisation=takedown.organisation,
        due_at=takedown.due_at,
        now=now,
        asked_role="" if isinstance(whom, Person) else whom,
        asked_person=whom if isinstance(whom, Person) else None,
        label=label,
        url=takedown.get_absolute_url(),
    )


def _pass_to(takedown: Takedown, role: Role, label: str, now: datetime, *, outcome: str) -> None:
    """What was asked so far is settled, and another role is asked."""
    close_duties(takedown, now=now, outcome=outcome)
    _ask(takedown, role, label, now)


def _settle(post: Post, now: datetime) -> None:
    """Once nothing is under way the post is removed, or stands where it is still up (T48)."""
    post = Post.objects.select_related("organisation", "author").get(pk=post.pk)
    if post.status != Status.TAKEDOWN_OPEN or Takedown.objects.filter(post=post, status__in=UNDER_WAY).exists():
        return
    up = Target.objects.filter(post=post, status__in=LIVE_TARGETS).exists()
    move(post, "stay_up" if up else "remove", by=SYSTEM, now=now)
