"""What loading a file would do, worked out without writing anything."""

from dataclasses import dataclass
from datetime import datetime

from governance.kernel.dates import academic_year_of, local_date
from governance.kernel.tables import Table
from pupils.models import RegisterUpload
from pupils.rules.check import check
from pupils.rules.compare import Plan, compare
from pupils.rules.rows import Problem
from pupils.selectors.register import snapshot
from pupils.services.uploads import table_of


@dataclass(frozen=True)
class Preview:
    """Every error in the file, or what it would change; a file with one error changes nothing."""

    table: Table
    problems: tuple[Problem, ...]
    plan: Plan | None


def look_at(*, upload: RegisterUpload, now: datetime) -> Preview:
    """Read the file again beside the register as it is now."""
    today = local_date(now)
    table = table_of(upload)
    checked = check(table, upload.mapping, today)
    if checked.problems:
        return Preview(table, checked.problems, None)
    return Preview(table, (), compare(checked, snapshot(upload.organisation, academic_year_of(today))))
