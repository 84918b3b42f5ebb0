"""The head's permissions: kinds, statuses, arrows, and who settles which kind (S24, F10, M36)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models

from governance.people.roles import Role
from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition

WORKING_DAYS_TO_DECIDE = 5
WORKING_DAYS_TO_CHECK = 5
# How long before its last day the holder is reminded (J51).
ENDS_SOON = timedelta(days=14)


class PermissionKind(models.TextChoices):
    """What the head is asked for (F10)."""

    PRIVATE_USE = "private-use", "The school's name, logo or material in private use"
    CONTACT_DETAILS = "contact-details", "Giving my own contact details to a pupil or parent"
    DISCUSS_PUPILS = "discuss-pupils", "Discussing pupils on social media"
    SCHOOL_DEVICE = "school-device", "My own account on a school device, for teaching"
    STAFF_WIFI = "staff-wifi", "My own account on the staff WiFi"
    PUPIL_WIFI = "pupil-wifi", "Pupils using social media on the WiFi"


class PermissionStatus(models.TextChoices):
    """Where a permission stands."""

    ASKED = "asked", "Asked for"
    GRANTED = "granted", "Granted, not begun"
    TECHNICAL_CHECK = "technical-check", "Granted, controls to be confirmed"
    IN_FORCE = "in-force", "In force"
    REFUSED = "refused", "Refused"
    EXPIRED = "expired", "Ended"
    REVOKED = "revoked", "Taken away"


@dataclass(frozen=True)
class Course:
    """Who settles a kind: the action and arrows of the decision and, where the network needs controls, of the check."""

    decide: str = "head_permissions.decide"
    grant: str = "grant"
    refuse: str = "refuse"
    check: str = ""
    confirm: str = ""
    checker: Role | None = None


_BY_THE_HEAD = Course()
COURSES = {
    PermissionKind.STAFF_WIFI: Course(
        check="head_permissions.confirm_controls", confirm="confirm_controls", checker=Role.OSO
    ),
    PermissionKind.PUPIL_WIFI: Course(
        decide="head_permissions.decide_pupil_wifi",
        grant="grant_pupil_wifi",
        refuse="refuse_pupil_wifi",
        check="head_permissions.confirm_security",
        confirm="confirm_security",
        checker=Role.ICT,
    ),
}


def course_of(kind: str) -> Course:
    """Who settles this kind of permission."""
    return COURSES.get(PermissionKind(kind), _BY_THE_HEAD)


_RUNNING = ("granted", "technical-check", "in-force")
_ASKED = ("J+permission",)
_CHECKED = ("J+permission-check",)

PERMISSION = Machine(
    key="S24",
    noun="permission",
    statuses=PermissionStatus,
    initial=PermissionStatus.ASKED,
    final=(PermissionStatus.REFUSED, PermissionStatus.EXPIRED, PermissionStatus.REVOKED),
    transitions=(
        Transition("grant", ("asked",), "granted", "head_permissions.decide", closes=_ASKED, clauses=("D08", "K03")),
        Transition("refuse", ("asked",), "refused", "head_permissions.decide", reason_required=True, closes=_ASKED),
        Transition("grant_pupil_wifi", ("asked",), "granted", "head_permissions.decide_pupil_wifi", closes=_ASKED),
        Transition(
            "refuse_pupil_wifi",
            ("asked",),
            "refused",
            "head_permissions.decide_pupil_wifi",
            reason_required=True,
            closes=_ASKED,
        ),
        Transition("await_check", ("granted",), "technical-check", SYSTEM_ACTION),
        Transition(
            "confirm_controls", ("technical-check",), "in-force", "head_permissions.confirm_controls", closes=_CHECKED
        ),
        Transition(
            "confirm_security", ("technical-check",), "in-force", "head_permissions.confirm_security", closes=_CHECKED
        ),
        Transition("start", ("granted",), "in-force", SYSTEM_ACTION),
        Transition("expire", _RUNNING, "expired", SYSTEM_ACTION, closes=("J51", *_CHECKED)),
        Transition(
            "revoke",
            _RUNNING,
            "revoked",
            "head_permissions.decide",
            reason_required=True,
            closes=("J51", *_CHECKED),
        ),
    ),
)
