"""A list as a file: CSV or workbook, the same rows under the same columns, whichever the reader asks for."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile
from typing import Any

from django import forms
from django.http import FileResponse, StreamingHttpResponse

from governance.kernel.csv_safe import csv_lines
from governance.kernel.dates import clock_time, local_date, long_date
from governance.kernel.workbooks import Heading, write_workbook

# What the address says beside the filters when a workbook is wanted.
AS, WORKBOOK = "as", "xlsx"
CSV_TYPE = "text/csv; charset=utf-8"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_NAMED = 4


@dataclass(frozen=True)
class Listing:
    """A list that leaves: its title, the file's name without ending, columns, rows, of which places, how narrowed."""

    title: str
    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]
    places: Collection[int]
    narrowed: forms.Form | None = None


def download(request: Any, listing: Listing) -> StreamingHttpResponse:
    """The file: a workbook where the address asks for one, else CSV. No cell of either is ever a formula."""
    if request.GET.get(AS) == WORKBOOK:
        return _workbook(request, listing)
    response = StreamingHttpResponse(csv_lines(listing.columns, listing.rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{listing.name}.csv"'
    return response


def _workbook(request: Any, listing: Listing) -> FileResponse:
    """Written to a file of its own that is gone once it is sent, so that a long list fills no memory."""
    file = TemporaryFile()  # noqa: SIM115 (the response closes it)
    heading = Heading(listing.title, list(_about(request, listing)), listing.name.replace("-", " ").capitalize())
    write_workbook(file, heading, listing.columns, listing.rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{listing.name}.xlsx", content_type=WORKBOOK_TYPE)


def _about(request: Any, listing: Listing) -> Iterator[str]:
    """Which school, narrowed how, taken when and by whom."""
    yield _schools(request.standing, listing.places)
    yield "; ".join(said(listing.narrowed)) or "Not narrowed: everything you may see"
    yield f"Taken by {request.person} on {long_date(local_date(request.now))} at {clock_time(request.now)}"


def _schools(standing: Any, places: Collection[int]) -> str:
    names = sorted(str(standing.organisations[pk]) for pk in places)
    if len(names) > MOST_NAMED:
        return f"{len(names)} schools and organisations"
    return ", ".join(names)


def said(form: forms.Form | None) -> Iterator[str]:
    """How a list was narrowed, as the form above it says: "State: Live"."""
    if form is None or not form.is_bound:
        return
    form.is_valid()
    for name, value in form.cleaned_data.items():
        if value not in ("", None, [], False):
            yield f"{form.fields[name].label}: {_shown(form.fields[name], value)}"


def _shown(field: Any, value: Any) -> str:
    if isinstance(value, date):
        return long_date(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))
