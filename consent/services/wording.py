"""Versions of the form's wording: a material change asks everybody again, a minor one does not (C111, T22, Q30)."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, QuerySet

from consent.models import Answer, WordingVersion
from consent.rules.states import Value
from consent.selectors.places import schools_under
from consent.services.changes import announce, open_change
from consent.services.ending import end_answers
from consent.services.overtaken import NEW_WORDING
from consent.services.revisions import claim_revisions
from governance.audit.services import record
from governance.kernel.dates import academic_year_of, local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from pupils.models import Pupil


@transaction.atomic
def publish_wording(
    *,
    organisation: Organisation,
    text: str,
    material: bool,
    by: Person,
    now: datetime,
    effective_from: datetime | None = None,
) -> WordingVersion:
    """Add a version; if the change is material, every yes on an older wording ends when the new one takes effect."""
    require(by, "consent.write_wording", organisation, now=now)
    starts = effective_from or now
    wrong = [] if text.strip() else ["Write the wording that parents will sign."]
    if starts < now:
        wrong.append("A new wording cannot take effect in the past.")
    if wrong:
        raise Refused(wrong)
    last = WordingVersion.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"] or 0
    wording = _saved(
        WordingVersion(
            organisation=organisation, number=last + 1, text=text.strip(), material=material,
            effective_from=starts, created_at=now, created_by=by,
        )
    )  # fmt: skip
    superseded = _supersede(wording, now) if material else 0
    record(
        organisation_reference=organisation.reference,
        action="consent.publish_wording",
        thing_type=wording.thing_type,
        thing_reference=wording.reference,
        by=by,
        now=now,
        facts={"number": wording.number, "material": material, "superseded": superseded},
    )
    return wording


def _saved(wording: WordingVersion) -> WordingVersion:
    try:
        with transaction.atomic():
            wording.save(force_insert=True)
    except IntegrityError:
        raise TooLate("Somebody else added a version just now. Look at theirs first.") from None
    return wording


def _supersede(wording: WordingVersion, now: datetime) -> int:
    """End every yes that was signed on an older wording; a no stands.

    Every pupil of the schools is claimed before anything else, and only then is read who agreed: whoever withdraws or
    publishes waits for all of it and never in a ring, and a form that is being recorded is not overlooked (law 1).
    """
    schools, ended = schools_under(wording), 0
    claim_revisions(Pupil.objects.filter(organisation__in=schools).values_list("pk", flat=True))
    answers = _signed_before(wording, schools)
    pupils = Pupil.objects.filter(pk__in=answers.values("pupil_id")).select_related("organisation").order_by("pk")
    for pupil in list(pupils):
        change = open_change(pupil=pupil, received_at=now, now=now)
        ended += end_answers(
            answers.filter(pupil=pupil),
            "supersede",
            at=wording.effective_from,
            because=NEW_WORDING,
            by_reference=wording.reference,
        )
        announce(change, now=now)
    return ended


def _signed_before(wording: WordingVersion, schools: Collection[int]) -> QuerySet[Answer]:
    """Every yes of their pupils that stands when the new words come into force, on whoever's words it was signed."""
    starts = wording.effective_from
    return Answer.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=starts),
        pupil__organisation__in=schools,
        academic_year__gte=academic_year_of(local_date(starts)),
        value__in=(Value.GIVEN, Value.CONDITIONS),
    )
