"""The DSL's page about one pupil; nobody else has it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from consent import selectors, services
from consent.forms import BarForm
from consent.views.parts import pupil_here
from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere, Refused
from governance.pages.forms import refuse


@require_http_methods(["GET", "POST"])
def bar_pupil(request: Any, reference: str) -> HttpResponse:
    """See the bar that stands, or set one."""
    pupil = pupil_here(request, reference, "consent.bar")
    form = BarForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_bar(pupil=pupil, **form.cleaned_data, by=request.person, now=request.now)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, "This pupil is not shown from now on. Everybody else sees an ordinary no.")
            return redirect("consent:bar_pupil", reference)
    bar = selectors.bar_of(pupil, local_date(request.now))
    return render(request, "consent/bar_pupil.html", {"form": form, "pupil": pupil, "bar": bar})


@require_POST
def lift_bar(request: Any, reference: str) -> HttpResponse:
    """End the bar; the answers of the family count again, and what came down stays down."""
    pupil = pupil_here(request, reference, "consent.bar")
    bar = selectors.bar_of(pupil, local_date(request.now))
    if bar is None:
        raise NotFoundHere
    services.lift_bar(bar=bar, by=request.person, now=request.now)
    messages.success(request, "Lifted. The answers of the family count again; what was taken down stays down.")
    return redirect("consent:bar_pupil", reference)
