"""The page of one leaver: everything they hold, what is left to do and whose it is (S27, F18)."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import Authorisation, CredentialsChange, HandoverLine, LeaverHandover
from accounts.rules.leaver_states import HandoverStatus, Hat
from accounts.selectors.holdings import WAITS, Held
from accounts.selectors.leavers import held_now, lines_left, lines_of, task_words
from governance.kernel.dates import local_date
from governance.people.roles import Role
from governance.permissions.selectors import can, deciders
from governance.permissions.standing import Standing
from governance.profile.selectors import profile_for

REQUEST_FIRST = "Whoever decides about authorisations decides this request first"
NOT_FOR_ALL = (Hat.CUSTODIAN, Hat.RECOVERY)
DECIDED = (HandoverStatus.ACCOUNTS_DECIDED, HandoverStatus.CREDENTIALS_CHANGED, HandoverStatus.COMPLETE)


@dataclass(frozen=True)
class Line:
    """One account: what the leaver is on it now, who takes over, and whether anything is left."""

    line: HandoverLine
    now_is: list[str]
    was: list[str]
    takers: list[tuple[str, str]]
    is_left: bool
    sees_account: bool
    decides: bool


@dataclass(frozen=True)
class Task:
    """One thing left to do or done, and whose it is."""

    title: str
    done: bool
    hint: str
    url: str = ""
    status_label: str = ""
    colour: str = ""


@dataclass(frozen=True)
class Page:
    """Everything the page of a leaver shows."""

    held: Held
    lines: list[Line]
    tasks: list[Task]
    asked: list[str]
    confirmers: list[str]
    rights: list[Authorisation]
    passwords: list[CredentialsChange]
    asks_passwords: bool
    elsewhere: list[str]
    is_late: bool

    @property
    def to_carry(self) -> bool:
        """Whether something that was confirmed is still to be carried out."""
        return any(row.line.way and not row.line.carried_at for row in self.lines)


def page_of(handover: LeaverHandover, standing: Standing, now: datetime) -> Page:
    """What one reader sees of it; who keeps a password is told to whoever may know (M06)."""
    held = held_now(handover, now) if handover.is_going else Held()
    custody = standing.organisation_ids("accounts.view_custody")
    rights = [one for one in held.authorisations if _sees_right(one, standing)]
    lines = _lines(handover, held, standing, custody, now)
    waits = handover.status == HandoverStatus.OPEN
    free = deciders("accounts.confirm_handover", handover.organisation, handover, now) if waits else []
    return Page(
        held=held,
        lines=lines,
        tasks=_tasks(handover, held, lines, [str(one) for one in free], now),
        asked=[task_words(one) for one in held.tasks],
        confirmers=[str(one) for one in free],
        rights=rights,
        passwords=[one for one in held.passwords if one.organisation_id in custody],
        asks_passwords=any(one.organisation_id in custody for one in (*held.passwords, *held.authorisations)),
        elsewhere=list(dict.fromkeys(str(one.organisation) for one in held.authorisations if one not in rights)),
        is_late=handover.is_going and handover.last_day < local_date(now),
    )


def _sees_right(one: Authorisation, standing: Standing) -> bool:
    """Of one's own schools, and one's own."""
    here = standing.organisation_ids("accounts.view_authorisation")
    return one.organisation_id in here or one.person_id == standing.person.pk


def _lines(
    handover: LeaverHandover, held: Held, standing: Standing, custody: frozenset[int], now: datetime
) -> list[Line]:
    """Each account as its own school lets this reader see it (D04, M06)."""
    left = set(lines_left(local_date(now)).filter(handover=handover).values_list("pk", flat=True))
    seen, lines = standing.organisation_ids("accounts.view"), list(lines_of(handover))
    decides = _schools_decided_for(handover, lines, standing)
    return [
        Line(
            line=one,
            now_is=[hat.label for hat in held.accounts.get(one.account, ()) if _told(hat, one, custody)],
            was=[Hat(hat).label for hat in one.hats if _told(hat, one, custody)],
            takers=_takers(one, sees_custody=one.organisation_id in custody),
            is_left=one.pk in left,
            sees_account=one.organisation_id in seen,
            decides=one.organisation_id in decides,
        )
        for one in lines
    ]


def _told(hat: str, line: HandoverLine, custody: frozenset[int]) -> bool:
    return hat not in NOT_FOR_ALL or line.organisation_id in custody


def _schools_decided_for(handover: LeaverHandover, lines: list[HandoverLine], standing: Standing) -> set[int]:
    """The schools whose accounts this reader may decide about here: asked once for each school."""
    run, person, now = "accounts.run_handover", standing.person, standing.now
    if handover.status != HandoverStatus.OPEN or not can(person, run, handover, now=now):
        return set()
    one_of_each = {line.organisation_id: line for line in lines}
    return {pk for pk, line in one_of_each.items() if can(person, run, line, now=now)}


def _takers(line: HandoverLine, *, sees_custody: bool) -> list[tuple[str, str]]:
    kept = [("Looks after the password", line.custodian), ("Recovers it", line.recovery_owner)]
    named = [
        ("Leads it", line.lead),
        ("Begins to run it", line.runner),
        *(kept if sees_custody else ()),
        ("Moderates it", line.moderator),
        ("Deputy moderator", line.deputy_moderator),
    ]
    return [(label, str(person)) for label, person in named if person is not None]


def _tasks(handover: LeaverHandover, held: Held, lines: list[Line], free: list[str], now: datetime) -> list[Task]:
    roles = profile_for(handover.organisation, now)["P19"] or (Role.COM,)
    runs = " or ".join(Role(role).label for role in roles)
    decided = handover.status in DECIDED
    waiting = [one for one in held.applications if one.status in WAITS and one.applicant_id == handover.leaver_id]
    steps = [
        ("Taken on", handover.status != HandoverStatus.NOTICED, runs, ""),
        ("What becomes of each account is decided", decided or handover.proposed_at is not None, runs, "#accounts"),
        ("Confirmed by somebody else", decided, " or ".join(free) or "Whoever decides about accounts", "#accounts"),
        ("No account names them", not held.accounts, runs, "#accounts"),
        ("Authorisations ended", not held.granted, "Gatepost, the night after their last day", "#rights"),
        ("Requests for an authorisation decided", not held.requests, REQUEST_FIRST, "#rights"),
        (
            "Passwords changed and confirmed",
            not (held.passwords or held.authorisations or held.accounts),
            f"{runs}; another person confirms",
            "#passwords",
        ),
        ("Turns to watch taken on", not held.turns, runs, "#turns"),
        ("Tasks that ask them by name handed on", not held.tasks, runs, "#tasks"),
        ("Their applications decided", not waiting, "Whoever decides about accounts", "#applications"),
        ("Reminded of confidentiality", handover.reminded_on is not None, runs, "#reminder"),
    ]
    over = not handover.is_going
    complete = handover.status == HandoverStatus.COMPLETE
    return [_task(title, done or complete, who, "" if over or done else place) for title, done, who, place in steps]


def _task(title: str, done: bool, who: str, place: str) -> Task:
    label, colour = ("Done", "green") if done else ("To do", "red")
    return Task(title, done, "" if done else who, place, label, colour)
