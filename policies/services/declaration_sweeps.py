"""What follows by itself from day to day: ties end, permissions begin and end, and people are asked again (D16)."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.workflow.services import move
from policies.duties.declarations import PERMISSION_ENDS, REDECLARE_TIE
from policies.models import FamilyTie, HeadPermission
from policies.rules.head_permissions import COURSES, ENDS_SOON, PermissionStatus
from policies.rules.ties import ASKED_AHEAD, TieStatus, last_day_of
from policies.selectors.ties import ties_of_leavers
from policies.services.declaring import ask_owner, tell
from policies.services.head_permissions import start_if_due
from policies.services.self_reviews import ask_for_reviews


def sweep_declarations(now: datetime) -> int:
    """The whole round; it may run twice or miss a night, and then does what is still to be done."""
    return sum(
        (
            end_ties_of_leavers(now),
            ask_for_ties_again(now),
            expire_permissions(now),
            start_permissions(now),
            warn_of_ends(now),
            ask_for_reviews(now, address=reverse("policies:list_declarations")),
        )
    )


@transaction.atomic
def end_ties_of_leavers(now: datetime) -> int:
    """End the ties of pupils and adults who have left, with the last day they were here (S23)."""
    today = local_date(now)
    ended = 0
    for tie in ties_of_leavers(today):
        adult_left = None if tie.adult_stays else tie.adult_left_on  # type: ignore[attr-defined]
        pupil_left = tie.pupil.left_on if tie.pupil else None
        last = last_day_of(pupil_left_on=pupil_left, adult_left_on=adult_left, today=today)
        if last is not None:
            day, why = last
            move(tie, "end", by=SYSTEM, now=now, changes={"ended_on": day, "ended_because": why})
            ended += 1
    return ended


@transaction.atomic
def ask_for_ties_again(now: datetime) -> int:
    """Ask each adult a month before the year is over whether the tie still stands (J50)."""
    rows = FamilyTie.objects.filter(
        status=TieStatus.ACKNOWLEDGED, redeclare_by__lte=local_date(now) + ASKED_AHEAD
    ).select_related("adult", "organisation")
    for tie in rows:
        label = f"Declare family tie {tie.reference} again"
        last_day = max(tie.redeclare_by or local_date(now), local_date(now))
        ask_owner(tie, REDECLARE_TIE, tie.adult, last_day=last_day, label=label, now=now)
    return len(rows)


@transaction.atomic
def expire_permissions(now: datetime) -> int:
    """Let permissions end with their last day, begun or not (Q36)."""
    running = (PermissionStatus.GRANTED, PermissionStatus.TECHNICAL_CHECK, PermissionStatus.IN_FORCE)
    rows = HeadPermission.objects.filter(status__in=running, ends_on__lt=local_date(now))
    rows = rows.select_related("organisation", "holder")
    for permission in rows:
        move(permission, "expire", by=SYSTEM, now=now)
        tell(permission, permission.holder, "ended", now)
    return len(rows)


@transaction.atomic
def start_permissions(now: datetime) -> int:
    """Let granted permissions begin on their first day; those that need controls wait for them."""
    rows = HeadPermission.objects.filter(status=PermissionStatus.GRANTED).exclude(kind__in=COURSES)
    return sum(start_if_due(permission, now) for permission in rows.select_related("organisation", "holder"))


@transaction.atomic
def warn_of_ends(now: datetime) -> int:
    """Ask each holder fourteen days before the end whether they need the permission longer (J51)."""
    today = local_date(now)
    rows = HeadPermission.objects.filter(
        status=PermissionStatus.IN_FORCE, ends_on__gte=today, ends_on__lte=today + ENDS_SOON
    ).exclude(renewals__status__in=("asked", "granted", "technical-check", "in-force"))
    for permission in rows.select_related("organisation", "holder"):
        label = f"Permission {permission.reference} ends soon"
        ask_owner(permission, PERMISSION_ENDS, permission.holder, last_day=permission.ends_on, label=label, now=now)
    return len(rows)
