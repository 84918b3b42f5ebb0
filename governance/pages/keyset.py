"""Lists cut by key: each page starts behind the last row of the one before, however long the list is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

Row = TypeVar("Row", bound=Model)
SIZE = 25
AFTER = "after"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of one page, and the addresses on either side; the one before is the first page of the list."""

    rows: list[Row]
    next_url: str = ""
    previous_url: str = ""


def cut(rows: QuerySet[Row], by: str, *, asked: QueryDict, newest_first: bool = False, size: int = SIZE) -> Page[Row]:
    """The page that the address asks for, ordered by a moment and then by key; a spoilt address shows the first."""
    sign, beyond = ("-", "lt") if newest_first else ("", "gt")
    ordered = rows.order_by(f"{sign}{by}", f"{sign}id")
    if mark := _read(asked.get(AFTER, "")):
        at, pk = mark
        ordered = ordered.filter(Q(**{f"{by}__{beyond}": at}) | Q(**{by: at, f"id__{beyond}": pk}))
    found = list(ordered[: size + 1])
    shown = found[:size]
    following = _address(asked, _written(shown[-1], by)) if len(found) > size else ""
    return Page(shown, following, _address(asked, "") if mark else "")


def _address(asked: QueryDict, mark: str) -> str:
    query = asked.copy()
    query.pop(AFTER, None)
    if mark:
        query[AFTER] = mark
    return f"?{query.urlencode()}"


def _written(row: Model, by: str) -> str:
    return f"{getattr(row, by).isoformat()}~{row.pk}"


def _read(mark: str) -> tuple[datetime, Any] | None:
    moment, _, pk = mark.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, int(pk)) if at.tzinfo else None
    except ValueError:
        return None
