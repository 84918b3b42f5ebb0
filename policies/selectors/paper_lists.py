"""A list for those who sign on paper: what was printed with it, found again by its mark when it comes back (D08, C011)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from governance.organisations.models import Organisation
from policies.models import DocumentVersion
from policies.rules.paper_marks import mark_of_list, plain, printed_at
from policies.selectors.sheets import Asked, asked_on_paper, mark_of_asked


@dataclass(frozen=True)
class PrintedList:
    """When a list was printed, what was asked on it, and the mark at its foot."""

    at: datetime
    asked: Sequence[Asked]
    mark: str


def list_printed_at(version: DocumentVersion, place: Organisation | None, at: datetime) -> PrintedList:
    """The list as it is printed at that moment; a mark holds whole seconds, so the list does too."""
    at = at.replace(microsecond=0)
    asked = asked_on_paper(version, place, at)
    where = place.reference if place else ""
    return PrintedList(at, asked, mark_of_list(at, version.reference, where, mark_of_asked(asked)))


def list_with_mark(version: DocumentVersion, place: Organisation, mark: str, now: datetime) -> PrintedList | None:
    """The list that carries this mark; nothing where no list of that version and place, with these words, ever did."""
    at = printed_at(mark)
    if at is None or at > now:
        return None
    found = list_printed_at(version, place, at)
    return found if plain(found.mark) == plain(mark) else None
