"""Noting that forms went out, and that one came back unsigned: neither is an answer (S05, T05, C112)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from consent.models import FormAsked
from consent.rules.entry import years_open
from consent.selectors.places import wording_in_force
from governance.audit.services import Entry, record_many
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from pupils.models import Pupil


@transaction.atomic
def note_asked(
    *, organisation: Organisation, pupils: Collection[Pupil], academic_year: int, means: str, by: Person, now: datetime
) -> int:
    """Note that the form was sent for these pupils of one school, by paper or letter; asked once is asked (C089)."""
    require(by, "consent.record_form", organisation, now=now)
    wording = wording_in_force(organisation, now)
    if wording is None:
        raise Refused("The school has not written the wording of its consent form yet. Add it first.")
    _open_year(academic_year, now)
    wanted = {pupil.pk: pupil for pupil in pupils if pupil.organisation_id == organisation.pk}
    known = FormAsked.objects.filter(pupil__in=wanted, academic_year=academic_year).values_list("pupil_id", flat=True)
    fresh = [wanted[pk] for pk in sorted(set(wanted) - set(known))]
    FormAsked.objects.bulk_create(
        [
            FormAsked(
                pupil=pupil, academic_year=academic_year, wording=wording, means=means, asked_at=now, asked_by=by
            )
            for pupil in fresh
        ],
        ignore_conflicts=True,
    )
    record_many([_entry(pupil, organisation, "consent.ask", academic_year, by) for pupil in fresh], now=now)
    return len(fresh)


@transaction.atomic
def note_unsigned(*, pupil: Pupil, academic_year: int, by: Person, now: datetime) -> None:
    """Note that a form came back without a signature or a date, so that it is chased and never counted (C112)."""
    require(by, "consent.record_form", pupil, now=now)
    note_asked(
        organisation=pupil.organisation, pupils=[pupil], academic_year=academic_year, means="paper", by=by, now=now
    )
    FormAsked.objects.filter(pupil=pupil, academic_year=academic_year).update(came_back_unsigned_at=now)
    record_many([_entry(pupil, pupil.organisation, "consent.came_back_unsigned", academic_year, by)], now=now)


def _open_year(academic_year: int, now: datetime) -> None:
    if academic_year not in years_open(local_date(now)):
        raise Refused("Forms for that academic year are not collected now.")


def _entry(pupil: Pupil, organisation: Organisation, action: str, academic_year: int, by: Person) -> Entry:
    return Entry(
        organisation_reference=organisation.reference,
        action=action,
        thing_type=pupil.thing_type,
        thing_reference=pupil.reference,
        by=by,
        facts={"year": academic_year},
    )
