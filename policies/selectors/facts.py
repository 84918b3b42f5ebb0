"""What is known of a tie or a permission, as the rows of its page; what is not known yet has no row."""

from datetime import date, datetime
from typing import Any

from governance.kernel.dates import local_date, long_date
from governance.people.models import Person
from policies.models import FamilyTie, HeadPermission

Rows = list[dict[str, Any]]


def tie_facts(tie: FamilyTie, *, decides: bool) -> Rows:
    """The tie; which pupil the name was matched with is shown to those who decide or look on, never to the adult (D04)."""
    matched = tie.pupil.name if tie.pupil else "Not matched yet"
    return _rows(
        ("Declared by", _by(tie.adult, tie.created_at)),
        ("Pupil", tie.pupil_name),
        ("Pupil on the register", matched if decides else ""),
        ("School", tie.school.name),
        ("Relationship", tie.relationship),
        ("In contact online", tie.platforms),
        ("Talked through", _day(tie.discussed_on)),
        ("What was said", tie.discussion_note if decides else ""),
        ("Agreed", tie.protocols),
        ("Reasons", tie.decision_reasons),
        ("Signed by", _by(tie.decided_by, tie.decided_at)),
        ("To be declared again by", _day(tie.redeclare_by) if tie.status == "acknowledged" else ""),
        ("Ended", f"{_day(tie.ended_on)}. {tie.ended_because}" if tie.ended_on else ""),
    )


def permission_facts(permission: HeadPermission) -> Rows:
    """What was asked, decided, checked and taken away."""
    return _rows(
        ("Asked for by", _by(permission.holder, permission.created_at)),
        ("What exactly", permission.scope),
        ("Why", permission.reason),
        ("From", _day(permission.starts_on)),
        ("Until", _day(permission.ends_on)),
        ("Decided by", _by(permission.decided_by, permission.decided_at)),
        ("Reasons and conditions", permission.decision_reasons),
        ("Controls", permission.controls),
        ("Confirmed by", _by(permission.checked_by, permission.checked_at)),
        ("Taken away by", _by(permission.revoked_by, permission.revoked_at)),
        ("Why it was taken away", permission.revoked_because),
    )


def _rows(*pairs: tuple[str, str]) -> Rows:
    return [{"label": label, "value": value} for label, value in pairs if value]


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _by(person: Person | None, at: datetime | None) -> str:
    return f"{person}, {long_date(local_date(at))}" if person and at else ""
