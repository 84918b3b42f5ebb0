"""A file of staff read row by row: what can be understood, and the others with every reason why not (D17, T40)."""

from collections.abc import Mapping
from datetime import date

from governance.kernel.tables import Table
from governance.set_up.rules.staff_cells import Reader
from governance.set_up.rules.staff_rows import Checked, StaffRow

SAME_WORK = "Row {} already has this address with the same work."
SAME_NAME = "Row {} has the same name. Give each an e-mail address, or leave one out."
OTHER_NAME = "Row {} has this address under another name. Give each person their own."


def check(table: Table, mapping: Mapping[str, str], *, schools: Mapping[str, int], here: int, today: date) -> Checked:
    """Every row, understood or with its reasons; `schools` are the places below, by their name in plain letters."""
    places = {field: table.headings.index(heading) for heading, field in mapping.items() if heading in table.headings}
    rows: list[StaffRow] = []
    problems: dict[int, tuple[str, ...]] = dict.fromkeys(
        table.too_long, ("There are more cells than headings in this row.",)
    )
    for line in table.lines:
        reader = Reader(line, places, schools, here, today)
        row = reader.row()
        if reader.reasons or line.number in problems:
            problems[line.number] = (*problems.get(line.number, ()), *reader.reasons)
        else:
            rows.append(row)
    return _without_repeats(rows, problems)


def _without_repeats(rows: list[StaffRow], problems: dict[int, tuple[str, ...]]) -> Checked:
    """The rows of which none repeats another."""
    owners: dict[str, StaffRow] = {}
    seen: dict[object, int] = {}
    kept: list[StaffRow] = []
    for row in rows:
        if reason := _repeats(row, owners, seen):
            problems[row.number] = (reason,)
        else:
            kept.append(row)
    return Checked(tuple(kept), problems)


def _repeats(row: StaffRow, owners: dict[str, StaffRow], seen: dict[object, int]) -> str:
    """Why a row is not guessed about: an address or a name that is another row's, or the same work again (T40)."""
    if not row.email:
        first = seen.setdefault(row.name_key, row.number)
        return SAME_NAME.format(first) if first != row.number else ""
    owner = owners.setdefault(row.email, row)
    if owner.name_key != row.name_key:
        return OTHER_NAME.format(owner.number)
    first = seen.setdefault((row.email, row.place, row.kind), row.number)
    return SAME_WORK.format(first) if first != row.number else ""
