"""Training: one's own, and every step of one record."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from governance.kernel.dates import local_date
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import selectors, services
from policies.forms import DayForm, ExcuseForm, ReasonForm
from policies.forms.sessions import CertificateForm
from policies.models import TrainingRecord
from policies.rules.training import counts
from policies.views.steps import act_at_once, ask, form_view

OWN = "policies.record_training"
MOST = 50


@require_GET
def list_training(request: Any) -> HttpResponse:
    """One's own training, and the courses there are."""
    trains = bool(request.standing.organisation_ids("policies.confirm_training"))
    context = {
        "to_confirm": selectors.training_to_confirm(request.standing, request.person)[:MOST] if trains else [],
        "mine": selectors.training_of(request.person),
        "courses": selectors.courses_for(request.standing),
        "can_add": trains,
        "sees_refreshes": bool(request.standing.organisation_ids("training.view_refreshes")),
    }
    return render(request, "policies/list_training.html", context)


@require_GET
def view_training(request: Any, reference: str) -> HttpResponse:
    """One person's training in one course, and what comes next."""
    training = _training(request, reference)
    context = {
        "training": training,
        "may_book": can(request.person, "policies.record_training", training, now=request.now),
        "may_confirm": can(request.person, "policies.confirm_training", training, now=request.now),
        "may_excuse": can(request.person, "policies.excuse", training, now=request.now),
        "today": local_date(request.now),
    }
    return render(request, "policies/view_training.html", context)


@require_GET
def view_certificate(request: Any, reference: str) -> HttpResponse:
    """What may be printed and shown: only of training that counts today."""
    training = _training(request, reference)
    today = local_date(request.now)
    if not counts(status=training.status, until=training.valid_until, today=today):
        raise Http404
    return render(request, "policies/view_certificate.html", {"training": training, "today": today})


@form_view
def book_training(request: Any, reference: str) -> HttpResponse:
    """Book a session."""
    training = _training(request, reference, "policies.record_training")
    form = DayForm("The day of the session", "Book", training.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.book(training, session_on=data["day"], by=request.person, now=request.now)
        return training.get_absolute_url()

    return ask(request, form, act, title=f"Book {training.person} on “{training.course}”", done="Booked.")


@form_view
def attend_training(request: Any, reference: str) -> HttpResponse:
    """Record that the person was there."""
    training = _training(request, reference, "policies.confirm_training")
    initial = {"day": training.session_on}
    form = DayForm("The day they attended", "Save", training.get_absolute_url(), request.POST or None, initial=initial)

    def act(data: dict[str, Any]) -> str:
        services.attend(training, attended_on=data["day"], by=request.person, now=request.now)
        return training.get_absolute_url()

    return ask(request, form, act, title=f"{training.person} attended “{training.course}”", done="Recorded.")


@require_POST
def miss_training(request: Any, reference: str) -> HttpResponse:
    """Record that the person was not there."""
    return _press(request, reference, services.miss, "Recorded: they have to book again.")


@require_POST
def free_training(request: Any, reference: str) -> HttpResponse:
    """Say that one cannot come; the place is free again."""
    return _press(request, reference, services.free, "The place is free again. Book another session.", OWN)


@require_POST
def undo_training(request: Any, reference: str) -> HttpResponse:
    """Take back what was recorded of a session."""
    return _press(request, reference, services.undo, "Taken back: record again who came.")


@form_view
def bring_certificate(request: Any, reference: str) -> HttpResponse:
    """Enter a certificate from elsewhere, to be confirmed by somebody else."""
    training = _training(request, reference, OWN)
    form = CertificateForm(training, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.bring_certificate(training, **data, by=request.person, now=request.now)
        return training.get_absolute_url()

    done = "Saved. It counts once somebody else has looked at the certificate and confirmed it."
    return ask(request, form, act, title=f"A certificate for “{training.course}”", done=done)


@form_view
def turn_down(request: Any, reference: str) -> HttpResponse:
    """Say why what was attended does not count."""
    training = _training(request, reference, "policies.confirm_training")
    form = ReasonForm("Why", "Turn it down", training.get_absolute_url(), request.POST or None, warning=True)

    def act(data: dict[str, Any]) -> str:
        services.turn_down(training, **data, by=request.person, now=request.now)
        return training.get_absolute_url()

    return ask(request, form, act, title=f"Turn down {training.person}’s training", done="It does not count.")


@form_view
def excuse_training(request: Any, reference: str) -> HttpResponse:
    """Excuse somebody who is away for long, until they are back."""
    training = _training(request, reference, "policies.excuse")
    form = ExcuseForm(training.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.excuse_training(training, **data, by=request.person, now=request.now)
        return training.get_absolute_url()

    done = "Excused. They are asked again on the day they are back."
    return ask(request, form, act, title=f"Excuse {training.person} from “{training.course}”", done=done)


@require_POST
def confirm_training(request: Any, reference: str) -> HttpResponse:
    """Confirm somebody else's training."""
    return _press(request, reference, services.confirm, "Confirmed: the training counts.")


@form_view
def call_back(request: Any, reference: str) -> HttpResponse:
    """Ask for a refresher."""
    training = _training(request, reference, "policies.confirm_training")
    hint = "For example, the platform changed, or something went wrong."
    form = ReasonForm("Why", "Ask for a refresher", training.get_absolute_url(), request.POST or None, hint=hint)

    def act(data: dict[str, Any]) -> str:
        services.call_back(training, **data, by=request.person, now=request.now)
        return training.get_absolute_url()

    return ask(
        request, form, act, title=f"Ask {training.person} for a refresher", done="They have to be trained again."
    )


def _press(
    request: Any, reference: str, do: Callable[..., None], done: str, action: str = "policies.confirm_training"
) -> HttpResponse:
    training = _training(request, reference, action)
    return act_at_once(
        request,
        lambda: do(training, by=request.person, now=request.now),
        done=done,
        goes_to=training.get_absolute_url(),
    )


def _training(request: Any, reference: str, action: str = "policies.view_training") -> TrainingRecord:
    rows = TrainingRecord.objects.select_related(
        "organisation", "person", "course__organisation", "confirmed_by", "session__leader"
    )
    training = get_object_or_404(rows, reference=reference)
    require(request.person, action, training, now=request.now)
    return training
