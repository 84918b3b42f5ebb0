"""A file of staff read row by row: what can be understood, and the others with every reason why not (D17, T40)."""

from collections.abc import Mapping
from datetime import date

from governance.kernel.tables import Table
from governance.set_up.rules.staff_cells import Reader
from governance.set_up.rules.staff_rows import Checked, StaffRow


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
    """A row that says the same work again, or a name again without an address, is not guessed about (T40)."""
    seen: dict[object, int] = {}
    kept: list[StaffRow] = []
    for row in rows:
        key: object = (row.email, row.place, row.kind) if row.email else row.name_key
        first = seen.setdefault(key, row.number)
        if first == row.number:
            kept.append(row)
        elif row.email:
            problems[row.number] = (f"Row {first} already has this address with the same work.",)
        else:
            problems[row.number] = (f"Row {first} has the same name. Give each an e-mail address, or leave one out.",)
    return Checked(tuple(kept), problems)
