"""One statement for the question that every picture asks, written out: no query is built while somebody waits (Perf5)."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection

from consent.models import Answer, ChangeRequest, SafeguardingBar
from consent.rules.facts import Bar, Said, Use, Wish
from governance.organisations.models import Organisation
from pupils.models import Pupil

_TABLES = {
    "pupil": Pupil._meta.db_table,
    "organisation": Organisation._meta.db_table,
    "bar": SafeguardingBar._meta.db_table,
    "wish": ChangeRequest._meta.db_table,
    "answer": Answer._meta.db_table,
}
_PUPIL = ("p.id", "p.organisation_id", "o.parent_id", "o.root_id", "p.joined_on", "p.left_on")
_COLUMNS = (*_PUPIL, *(f"b.{name}" for name in Bar._fields), *(f"w.{name}" for name in Wish._fields),
            *(f"a.{name}" for name in Said._fields))  # fmt: skip
_BAR = len(_PUPIL)
_WISH = _BAR + len(Bar._fields)
_SAID = _WISH + len(Wish._fields)
# Left joins only: a pupil without a bar, a wish or an answer is still a row (T10).
_SELECT = f"""
SELECT {", ".join(_COLUMNS)}
FROM {_TABLES["pupil"]} p
JOIN {_TABLES["organisation"]} o ON o.id = p.organisation_id
LEFT JOIN {_TABLES["bar"]} b ON b.pupil_id = p.id
LEFT JOIN {_TABLES["wish"]} w ON w.pupil_id = p.id AND w.academic_year IN (%s, %s)
LEFT JOIN {_TABLES["answer"]} a ON a.pupil_id = p.id AND a.academic_year = %s AND """  # noqa: S608 - our own names


class PupilRow(NamedTuple):
    """A pupil with what bears on the uses that were asked about."""

    organisation: tuple[int, int | None, int | None]
    joined_on: date | None
    left_on: date | None
    bars: set[Bar]
    wishes: dict[tuple[Any, ...], Wish]
    answers: dict[int, Said]


def pupil_rows(wanted: Sequence[int], year: int, uses: Collection[Use] | None = None) -> dict[int, PupilRow]:
    """The pupils that exist, with the answers about those uses, or with every answer of the year; one statement."""
    about, values = _about(uses)
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(f"{_SELECT}{about} WHERE p.id IN ({marks})", [year - 1, year, year, *values, *wanted])
        rows = cursor.fetchall()
    found: dict[int, PupilRow] = {}
    for row in rows:
        kept = found.get(row[0])
        if kept is None:
            kept = found[row[0]] = PupilRow((row[1], row[2], row[3]), row[4], row[5], set(), {}, {})
        _add(kept, row)
    return found


def _about(uses: Collection[Use] | None) -> tuple[str, list[Any]]:
    """The part that names the uses, by the index that covers it."""
    if uses is None:
        return "1 = 1", []
    asked = dict.fromkeys((use.kind, use.channel, use.account_id) for use in uses)
    parts, values = [], []
    for kind, channel, account_id in asked:
        own = "a.account_id IS NULL" if account_id is None else "a.account_id = %s"
        parts.append(f"(a.kind = %s AND a.channel = %s AND {own})")
        values += [kind, channel, *([] if account_id is None else [account_id])]
    return f"({' OR '.join(parts)})", values


def _add(kept: PupilRow, row: tuple[Any, ...]) -> None:
    """Bars, wishes and answers repeat one another's rows; each is taken once."""
    if row[_BAR] is not None:
        kept.bars.add(Bar._make(_converted(_BAR_AS, row[_BAR:_WISH])))
    if row[_WISH] is not None:
        kept.wishes.setdefault(row[_WISH:_SAID], Wish._make(_converted(_WISH_AS, row[_WISH:_SAID])))
    if row[_SAID] is not None and row[_SAID] not in kept.answers:
        kept.answers[row[_SAID]] = Said._make(_converted(_SAID_AS, row[_SAID:]))


def _moment(value: datetime | None) -> datetime | None:
    """SQLite keeps instants without their zone, which is UTC; PostgreSQL gives them with it."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def _list(value: Any) -> tuple[Any, ...]:
    """A list comes as its text, or as it is."""
    return tuple(json.loads(value) if isinstance(value, str) else value)


def _same(value: Any) -> Any:
    return value


_SAID_AS = (*[_same] * 9, _moment, _moment, _same, _moment)
_BAR_AS = (_same, _same, _moment)
_WISH_AS = (_same, _same, _list, _list, _list, _same, _same, bool, _moment, _moment)


def _converted(as_what: Sequence[Any], values: Sequence[Any]) -> Iterator[Any]:
    return (convert(value) for convert, value in zip(as_what, values, strict=True))
