"""What overtook a form before it was typed in: a newer form of the same person, other words to come (D20, T22, Q30)."""

from datetime import datetime

from django.db.models import QuerySet

from consent.models import Answer, SignedForm
from consent.rules.states import Status
from consent.rules.times import surely_after
from consent.selectors.places import replacing
from consent.services.ending import Ending
from governance.kernel.dates import academic_year_of, local_date, local_midnight

NEWER_FORM = "A newer form of the same person"
NEW_WORDING = "The wording of the form changed"


def received_before(answers: QuerySet[Answer], received_at: datetime) -> QuerySet[Answer]:
    """Those that surely came earlier; what came that day at an hour nobody knows may have come later, and stays."""
    that_day = local_midnight(local_date(received_at))
    return answers.filter(received_at__lt=received_at).exclude(received_at=that_day)


def by_newer_form(answers: QuerySet[Answer], received_at: datetime) -> Ending | None:
    """When a form that surely came later starts, if one is there already; one that is not valid replaces nothing."""
    later = answers.filter(received_at__gte=surely_after(received_at)).exclude(status=Status.INVALIDATED)
    first = later.order_by("effective_from", "pk").values_list("effective_from", "form__reference").first()
    return Ending(first[0], NEWER_FORM, first[1]) if first else None


def by_new_wording(form: SignedForm) -> Ending | None:
    """When other words take the place of those that were signed, if that is known already and within the form's year."""
    first = replacing(form.wording, form.pupil.organisation).first()
    if first is None or academic_year_of(local_date(first.effective_from)) > form.academic_year:
        return None
    return Ending(first.effective_from, NEW_WORDING, first.reference)


def sooner(*endings: Ending | None) -> Ending | None:
    """Whichever comes first, if any does."""
    return min((one for one in endings if one), key=lambda one: one.at, default=None)
