"""Pages of staff from a file: choose it, its columns, look at what would happen, load; what is wrong as a file."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from governance.kernel.csv_safe import csv_lines
from governance.kernel.errors import Refused, TooLate
from governance.pages import set_up_forms as forms
from governance.pages.forms import refuse
from governance.pages.people_parts import form_view, posted
from governance.pages.set_up_views import place_with
from governance.set_up import services
from governance.set_up.rules.staff_columns import FIELDS, REASONS, problems_of, role_columns
from governance.set_up.rules.staff_compare import Plan
from governance.set_up.selectors.staff import staff_upload_for
from governance.set_up.services.uploads import Look, look_at_staff, table_of

MOST_SHOWN = 500
SAMPLE_HEADINGS = (
    "First name",
    "Family name",
    "E-mail",
    "Works as",
    "Job title",
    "Teaches",
    "First day",
    "Last day",
    "School",
)
SAMPLE_ROWS = (
    ("Ada", "Example", "a.example@school.example", "Employed", "Teacher", "yes", "01/09/2026", "", ""),
    ("Ben", "Sample", "b.sample@school.example", "Volunteer", "Reading helper", "no", "14/09/2026", "23/07/2027", ""),
    ("Cleo", "Specimen", "c.specimen@school.example", "Governor", "", "no", "01/09/2026", "", ""),
)


@form_view
def list_staff_steps(request: Any, reference: str) -> HttpResponse:
    """Choose the file; beside it, one person by hand, and invitations."""
    place = place_with(request, reference, "people.add")
    form = forms.BringStaff(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = services.upload_staff(
                organisation=place, file_name=file.name, content=file.read(), by=request.person, now=request.now
            )
            step = "choose_staff_columns" if problems_of(upload.mapping) else "check_staff"
            return redirect(f"governance:{step}", upload.reference)
        except Refused as refusal:
            refuse(form, refusal)
    return render(request, "governance/set_up/staff.html", {"form": form, "organisation": place})


@require_GET
def export_staff_sample(request: Any, reference: str) -> HttpResponseBase:
    """A file to begin from."""
    place_with(request, reference, "people.add")
    return _file("staff-sample.csv", csv_lines(SAMPLE_HEADINGS, SAMPLE_ROWS))


@form_view
def choose_staff_columns(request: Any, reference: str) -> HttpResponse:
    """Say what each column holds; the guesses are usually right."""
    upload = staff_upload_for(request.person, reference, now=request.now)
    form = forms.StaffColumns(posted(request), upload=upload, table=table_of(upload))
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_columns(upload=upload, mapping=form.mapping(), by=request.person, now=request.now)
            return redirect("governance:check_staff", reference)
        except Refused as refusal:
            refuse(form, refusal)
    return render(request, "governance/set_up/staff_columns.html", {"form": form, "upload": upload})


@require_GET
def check_staff(request: Any, reference: str) -> HttpResponse:
    """Who would be added, changed, asked about, left out; nothing is kept yet."""
    upload = staff_upload_for(request.person, reference, now=request.now)
    if problems_of(upload.mapping):
        return redirect("governance:choose_staff_columns", reference)
    look = look_at_staff(upload=upload, now=request.now)
    context = {"upload": upload, "plan": look.plan, "form": forms.LoadStaff(plan=look.plan), "labels": FIELDS}
    context |= {"wrong": _wrong(look)[:MOST_SHOWN], "shown": MOST_SHOWN, "more": len(look.plan.problems) - MOST_SHOWN}
    context |= {"roles": role_columns(look.table.headings), "changes": _in_words(look.plan)}
    context["more_questions"] = len(look.plan.questions) - forms.MOST_QUESTIONS
    return render(request, "governance/set_up/check_staff.html", context)


@require_POST
def load_staff(request: Any, reference: str) -> HttpResponse:
    """Load exactly what was shown."""
    upload = staff_upload_for(request.person, reference, now=request.now)
    plan = look_at_staff(upload=upload, now=request.now).plan
    said = {"seen": request.POST.get("seen", ""), "answers": forms.LoadStaff(request.POST, plan=plan).answers()}
    try:
        loaded = services.load_staff(upload=upload, **said, by=request.person, now=request.now)
    except TooLate as late:
        messages.warning(request, " ".join(late.reasons))
        return redirect("governance:check_staff", reference)
    return render(
        request, "governance/set_up/staff_loaded.html", {"loaded": loaded, "organisation": upload.organisation}
    )


@require_GET
def export_staff_errors(request: Any, reference: str) -> HttpResponseBase:
    """The rows with something wrong, as they stand, with a column of reasons: to correct and bring again."""
    upload = staff_upload_for(request.person, reference, now=request.now)
    look = look_at_staff(upload=upload, now=request.now)
    kept = [place for place, heading in enumerate(look.table.headings) if heading != REASONS]
    header = [look.table.headings[place] for place in kept] + [REASONS]
    rows = ([*(one["cells"][place] for place in kept), " ".join(one["reasons"])] for one in _wrong(look))
    return _file("staff-to-correct.csv", csv_lines(header, rows))


@require_POST
def cancel_staff(request: Any, reference: str) -> HttpResponse:
    """Forget the file."""
    upload = staff_upload_for(request.person, reference, now=request.now)
    services.cancel_staff(upload=upload, by=request.person, now=request.now)
    messages.info(request, "The file was deleted. Nobody was added.")
    return redirect(reverse("governance:list_staff_steps", args=[upload.organisation.reference]))


def _wrong(look: Look) -> list[dict[str, Any]]:
    """Each row with something wrong: its number, its cells as they stand, and every reason."""
    problems = look.plan.problems
    return [
        {
            "number": line.number,
            "cells": line.cells,
            "text": ", ".join(filter(None, line.cells)),
            "reasons": problems[line.number],
        }
        for line in look.table.lines
        if line.number in problems
    ]


def _in_words(plan: Plan) -> list[dict[str, Any]]:
    """Each change as a line: further work, or a field with what it is and what the file says."""
    return list(_lines(plan))[:MOST_SHOWN]


def _lines(plan: Plan) -> Iterator[dict[str, Any]]:
    for change in plan.changes:
        if change.work is None:
            yield {"name": change.known.name, "field": "Further work", "old": "", "new": change.row.kind}
        for one in change.differences:
            yield {"name": change.known.name, "field": FIELDS[one.field], "old": _said(one.old), "new": _said(one.new)}


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "Nothing" if value in (None, "") else str(value)


def _file(name: str, lines: Iterator[str]) -> HttpResponseBase:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
