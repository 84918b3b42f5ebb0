"""One lesson or event: its page, and every step of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from governance.kernel.dates import local_date
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import selectors, services
from policies.forms import ReasonForm
from policies.forms.holding import HoldForm, RearrangeForm
from policies.forms.teaching import SetDayForm
from policies.models import TeachingRecord
from policies.rules.teaching import STILL_TO_COME
from policies.views.steps import act_at_once, ask, form_view


@require_GET
def view_teaching(request: Any, reference: str) -> HttpResponse:
    """What was planned and held, and what comes next."""
    record = _record(request, reference, "teaching.view")
    may_log = can(request.person, "teaching.log", record, now=request.now)
    context = {
        "record": record,
        "may_log": may_log,
        "may_confirm": can(request.person, "teaching.confirm", record, now=request.now),
        "sees_names": can(request.person, "teaching.view_whole", record, now=request.now) or may_log,
        "still_to_come": record.status in STILL_TO_COME,
    }
    return render(request, "policies/view_teaching.html", context)


@form_view
def hold_teaching(request: Any, reference: str) -> HttpResponse:
    """Record that it was held or, of a public event, that people were reminded."""
    record = _record(request, reference, "teaching.log")
    initial = {"held_on": local_date(request.now), "audience": record.audience}
    form = HoldForm(record, request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.hold_teaching(record, services.Held(**data), by=request.person, now=request.now)
        return record.get_absolute_url()

    title = "Record the reminder" if record.kind == "public" else "Record what was held"
    return ask(request, form, act, title=title, done="Recorded. The head or the safeguarding lead confirms it.")


@require_POST
def confirm_teaching(request: Any, reference: str) -> HttpResponse:
    """Confirm what somebody else recorded."""
    record = _record(request, reference, "teaching.confirm")
    return act_at_once(
        request,
        lambda: services.confirm_teaching(record, by=request.person, now=request.now),
        done="Confirmed.",
        goes_to=record.get_absolute_url(),
    )


@form_view
def rearrange_teaching(request: Any, reference: str) -> HttpResponse:
    """Find a new day for what was missed."""
    record = _record(request, reference, "teaching.log")
    form = RearrangeForm(record.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.rearrange_teaching(record, **data, by=request.person, now=request.now)
        return record.get_absolute_url()

    return ask(request, form, act, title=f"Rearrange “{record}”", done="Rearranged. Whoever takes it has been told.")


@form_view
def set_day(request: Any, reference: str) -> HttpResponse:
    """Say on which day it will be, and who takes it."""
    record = _record(request, reference, "teaching.log")
    place = record.organisation
    people = selectors.people_at({pk for pk in (place.pk, place.parent_id) if pk}, local_date(request.now))
    initial = {"planned_on": record.planned_on, "leader": record.leader.reference if record.leader else ""}
    form = SetDayForm(people, record, request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.set_day(record, **data, by=request.person, now=request.now)
        return record.get_absolute_url()

    return ask(request, form, act, title=f"Day of “{record}”", done="Saved. Whoever takes it has been told.")


@form_view
def call_off_teaching(request: Any, reference: str) -> HttpResponse:
    """Call off what somebody planned beside what the policy asks for."""
    record = _record(request, reference, "teaching.log")
    form = ReasonForm("Why", "Call it off", record.get_absolute_url(), request.POST or None, warning=True)

    def act(data: dict[str, Any]) -> str:
        services.call_off_teaching(record, **data, by=request.person, now=request.now)
        return record.get_absolute_url()

    return ask(request, form, act, title=f"Call off “{record}”", done="Called off.")


def _record(request: Any, reference: str, action: str) -> TeachingRecord:
    rows = TeachingRecord.objects.select_related("organisation", "leader", "held_by", "evidenced_by", "planned_by")
    record = get_object_or_404(rows, reference=reference)
    require(request.person, action, record, now=request.now)
    return record
