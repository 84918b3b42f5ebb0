"""Loading the register: choose a file, its columns, look at what would happen, load."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.pages.forms import refuse
from pupils import selectors, services
from pupils.forms import ColumnsForm, LoadForm, UploadForm
from pupils.rules.columns import FIELDS
from pupils.rules.rows import in_rows
from pupils.services.uploads import table_of

# More than the largest schools have pupils.
MOST_SHOWN = 3_000
NOT_YOURS = "Loading the register is for the school office. Your role does not include it."


@require_http_methods(["GET", "POST"])
def start_load(request: Any) -> HttpResponse:
    """Choose the file."""
    schools = selectors.schools_for(request.standing, "pupils.load")
    if not schools:
        raise NotAllowed(NOT_YOURS)
    form = UploadForm(request.POST or None, request.FILES or None, schools=schools)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = services.upload_register(
                organisation=form.cleaned_data["school"], file_name=file.name, content=file.read(),
                by=request.person, now=request.now,
            )  # fmt: skip
            return redirect("pupils:choose_columns", upload.reference)
        except Refused as refusal:
            refuse(form, refusal)
    return render(request, "pupils/start_load.html", {"form": form})


@require_http_methods(["GET", "POST"])
def choose_columns(request: Any, reference: str) -> HttpResponse:
    """Say what each column holds; the guesses are usually right."""
    upload = selectors.upload_for(request.person, reference, now=request.now)
    form = ColumnsForm(request.POST or None, upload=upload, table=table_of(upload))
    if request.method == "POST" and form.is_valid():
        try:
            services.choose_columns(upload=upload, mapping=form.mapping(), by=request.person, now=request.now)
            return redirect("pupils:check_register", reference)
        except Refused as refusal:
            refuse(form, refusal)
    return render(request, "pupils/choose_columns.html", {"form": form, "upload": upload})


@require_http_methods(["GET"])
def check_register(request: Any, reference: str) -> HttpResponse:
    """Every error at once, or what loading would add, change and leave."""
    upload = selectors.upload_for(request.person, reference, now=request.now)
    preview = services.look_at(upload=upload, now=request.now)
    context = {"upload": upload, "problems": preview.problems[:MOST_SHOWN], "more": len(preview.problems) - MOST_SHOWN}
    if preview.plan is None:
        context |= {"rows_wrong": in_rows(preview.problems), "count": len(preview.problems)}
        return render(request, "pupils/register_errors.html", context)
    plan = preview.plan
    context |= {"plan": plan, "form": LoadForm(plan=plan), "labels": FIELDS, "shown": MOST_SHOWN}
    context |= {"more_added": len(plan.added) - MOST_SHOWN, "more_changed": len(plan.changed) - MOST_SHOWN}
    return render(request, "pupils/check_register.html", context)


@require_POST
def load_register(request: Any, reference: str) -> HttpResponse:
    """Load exactly what was shown."""
    upload = selectors.upload_for(request.person, reference, now=request.now)
    try:
        loaded = services.load_register(
            upload=upload, seen=request.POST.get("seen", ""), leavers=request.POST.getlist("leavers"),
            by=request.person, now=request.now,
        )  # fmt: skip
    except TooLate as late:
        messages.warning(request, " ".join(late.reasons))
        return redirect("pupils:check_register", reference)
    return render(request, "pupils/register_loaded.html", {"loaded": loaded, "organisation": upload.organisation})


@require_POST
def cancel_load(request: Any, reference: str) -> HttpResponse:
    """Forget the file."""
    upload = selectors.upload_for(request.person, reference, now=request.now)
    services.cancel_upload(upload=upload, by=request.person, now=request.now)
    messages.info(request, "The file was deleted. Nothing was loaded.")
    return redirect("pupils:list_pupils")
