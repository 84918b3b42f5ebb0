"""What the governing board confirms each year, and the duty that asks for it (C018, C019, J52)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from governance.audit.services import record
from governance.duties.services import close_duties, open_duty
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.conflicts import SENTENCES
from governance.permissions.services import require
from policies.models import BoardRecord
from policies.rules.days import faults_of_day
from policies.rules.governors import BOARD_DUTY, BoardKind, due, is_settled, is_to_be_asked, remit_statement
from policies.selectors.governors import boards, governors_of, last_confirmed, safeguarding_leads_of
from policies.services.teaching_asking import end_of

NO_LEAD = "Nobody is named as designated safeguarding lead. Ask the head to name somebody first."
NOT_ALONE = "Another governor must record what only you have learnt."


@transaction.atomic
def confirm_remit(*, board: Organisation, happened_on: date, by: Person, now: datetime) -> BoardRecord:
    """Confirm for the board that online safety is in the safeguarding lead's remit (C018)."""
    require(by, "board.confirm", board, now=now)
    _is_over(happened_on, now)
    leads = safeguarding_leads_of(board, local_date(now))
    if not leads:
        raise Refused(NO_LEAD)
    if by in leads:
        raise NotAllowed(SENTENCES["holder"])
    words = remit_statement([person.name for person in leads])
    return _keep(board, BoardKind.REMIT, happened_on, words, (), by, now)


@transaction.atomic
def record_learning(
    *, board: Organisation, happened_on: date, words: str, governors: Collection[Person], by: Person, now: datetime
) -> BoardRecord:
    """Record what governors learnt, and who took part; nobody vouches for themselves alone (C019, K03)."""
    require(by, "board.confirm", board, now=now)
    _is_over(happened_on, now)
    sitting = set(governors_of(board, local_date(now)))
    if not governors or set(governors) - sitting:
        raise Refused("Choose governors of this board.")
    if set(governors) == {by}:
        raise Refused(NOT_ALONE)
    return _keep(board, BoardKind.LEARNING, happened_on, words.strip(), governors, by, now)


def ask_boards(now: datetime) -> int:
    """Each day: ask every board whose confirmations run out within six weeks, once; may run twice (D16, J52)."""
    places = list(boards())
    last, today = last_confirmed(places), local_date(now)
    asked = [place for place in places if is_to_be_asked(last.get(place.pk, {}), today)]
    for place in asked:
        _ask(place, last.get(place.pk, {}), now)
    return len(asked)


def _ask(board: Organisation, last: dict[str, date], now: datetime) -> None:
    open_duty(
        BOARD_DUTY,
        board,
        organisation=board,
        due_at=end_of(due(last, local_date(now))),
        now=now,
        asked_role=Role.GOV,
        label="Confirm the safeguarding lead’s remit and record governors’ learning",
        url=reverse("policies:list_board_records"),
    )


def _keep(
    board: Organisation,
    kind: BoardKind,
    happened_on: date,
    words: str,
    governors: Collection[Person],
    by: Person,
    now: datetime,
) -> BoardRecord:
    made = BoardRecord.objects.create(
        organisation=board, kind=kind, happened_on=happened_on, words=words, recorded_at=now, recorded_by=by
    )
    made.governors.set(governors)
    record(
        organisation_reference=board.reference,
        action="board_record.begin",
        thing_type=made.thing_type,
        thing_reference=made.reference,
        by=by,
        now=now,
        facts={"kind": kind.value, "on": happened_on.isoformat()},
    )
    if is_settled(last_confirmed([board]).get(board.pk, {}), local_date(now)):
        close_duties(board, kinds=[BOARD_DUTY], now=now, outcome="confirmed")
    return made


def _is_over(day: date, now: datetime) -> None:
    if faults := faults_of_day(day, local_date(now)):
        raise Refused(faults)
