"""One pupil's consent: what may be used, the record behind it, and the forms that are typed in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consent import selectors, services
from consent.forms import BecauseForm, RecordForm
from consent.models import SignedForm
from consent.views.parts import pupil_here
from governance.kernel.dates import academic_year_name, academic_year_of, local_date, long_date
from governance.kernel.errors import NotFoundHere, Refused
from governance.pages.forms import refuse
from governance.permissions.selectors import can
from governance.permissions.services import require
from pupils.models import Pupil
from pupils.selectors import contacts_of

RIGHTS = {
    "reasons": "consent.see_reasons",
    "record": "consent.see_record",
    "evidence": "consent.see_evidence",
    "enter": "consent.record_form",
    "withdraw": "consent.receive_withdrawal",
    "changes": "consent.see_requests",
    "settle": "consent.settle",
    "bar": "consent.bar",
}


@require_GET
def view_pupil(request: Any, reference: str) -> HttpResponse:
    """Yes or no for every place; reasons, answers and changes only for those who keep the record (M10, M13)."""
    pupil = pupil_here(request, reference, "consent.see_ruling")
    may = {name: can(request.person, action, pupil, now=request.now) for name, action in RIGHTS.items()}
    today = local_date(request.now)
    record = selectors.record_of(pupil, on=today, now=request.now, full=bool(may["record"]))
    context = {
        "pupil": pupil,
        "record": record,
        "may": may,
        "year": academic_year_name(record.academic_year),
        "places": [_shown(line, may) for line in record.places],
    }
    return render(request, "consent/view_pupil.html", context)


def _shown(line: Any, may: dict[str, Any]) -> dict[str, Any]:
    """One place as this reader may see it: a bar is a request like any other to all but the DSL (T17)."""
    kinds = [
        {
            "name": name,
            "view": ruling.for_poster(),
            "reasons": ruling.for_record(sees_bars=bool(may["bar"])) if may["reasons"] else (),
        }
        for name, ruling in line.both
    ]
    return {"name": line.place.name, "kinds": kinds}


@require_http_methods(["GET", "POST"])
def record_form(request: Any, reference: str) -> HttpResponse:
    """Type in a signed form."""
    pupil = pupil_here(request, reference, "consent.record_form")
    form = _record_form(request, pupil)
    if request.method == "POST" and form.is_valid():
        try:
            signed = services.record_form(pupil=pupil, entry=form.entry(), by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _recorded(signed))
            return redirect("consent:view_pupil", reference)
    return render(request, "consent/record_form.html", {"form": form, "pupil": pupil})


def _recorded(signed: SignedForm) -> str:
    """That it is kept and, where something newer is known already, until when it counts."""
    done = f"The form for {signed.pupil} is recorded."
    ended = signed.answers.filter(ended_at__isnull=False).order_by("ended_at").first()
    if ended is None or ended.ended_at is None:
        return done
    return f"{done} It stands until {long_date(local_date(ended.ended_at))}: {ended.ended_because.lower()}."


def _record_form(request: Any, pupil: Pupil) -> RecordForm:
    return RecordForm(
        request.POST or None,
        pupil=pupil,
        contacts=list(contacts_of(pupil)),
        places=selectors.places_of(pupil.organisation),
        wordings=selectors.wordings_of(pupil.organisation, request.now),
        wording=selectors.wording_in_force(pupil.organisation, request.now),
        now=request.now,
    )


@require_POST
def note_unsigned(request: Any, reference: str) -> HttpResponse:
    """Note that a form came back unsigned; it counts for nothing and is chased (C112)."""
    pupil = pupil_here(request, reference, "consent.record_form")
    year = academic_year_of(local_date(request.now))
    services.note_unsigned(pupil=pupil, academic_year=year, by=request.person, now=request.now)
    messages.success(request, "Noted: the form came back unsigned. Send it home again.")
    return redirect("consent:view_pupil", reference)


@require_http_methods(["GET", "POST"])
def invalidate_form(request: Any, reference: str) -> HttpResponse:
    """Say that a form is not valid; its answers end at once."""
    signed = _signed_form(request, reference)
    form = BecauseForm(request.POST or None, question="Why is this form not valid?", action="End its answers")
    if request.method == "POST" and form.is_valid():
        try:
            because = form.cleaned_data["because"]
            services.invalidate_form(form=signed, because=because, by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "The form is marked as not valid. None of its answers counts.")
            return redirect("consent:view_pupil", signed.pupil.reference)
    return render(request, "consent/invalidate_form.html", {"form": form, "signed": signed})


def _signed_form(request: Any, reference: str) -> SignedForm:
    places = [pk for pk in request.standing.organisations if request.standing.reaches(pk)]
    forms = SignedForm.objects.filter(reference=reference, organisation__in=places)
    found = forms.select_related("pupil__organisation", "organisation").first()
    if found is None:
        raise NotFoundHere
    require(request.person, "consent.settle", found, now=request.now)
    return found
