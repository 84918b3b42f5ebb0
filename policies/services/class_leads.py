"""Naming who leads a class, and so records what it was taught (M45, J27)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.permissions.services import require
from policies.models import ClassLead, TeachingRecord
from policies.rules.teaching import STILL_TO_COME, TeachingKind, TeachingStatus
from policies.selectors.people import workplaces
from policies.services.teaching_asking import ask_for, stop_asking
from pupils.models import SchoolClass


@transaction.atomic
def name_leads(school_class: SchoolClass, people: Sequence[Person], *, by: Person, now: datetime) -> None:
    """Say who leads the class this year, one or several; lessons still owed are asked of them from now on."""
    require(by, "teaching.log", school_class, now=now)
    place = school_class.organisation
    here = workplaces([person.pk for person in people], place, local_date(now))
    if away := [person.name for person in people if person.pk not in here]:
        raise Refused(f"{', '.join(away)} does not work here just now.")
    kept = {lead.person_id: lead.person for lead in school_class.leads.select_related("person")}
    wanted = {person.pk: person for person in people}
    gone = [person for pk, person in kept.items() if pk not in wanted]
    ClassLead.objects.filter(school_class=school_class, person__in=gone).delete()
    for pk, person in wanted.items():
        if pk not in kept:
            ClassLead.objects.create(school_class=school_class, person=person, named_at=now, named_by=by)
    _record(school_class, people, by, now)
    _ask_anew(school_class, gone, now)


def _ask_anew(school_class: SchoolClass, gone: Sequence[Person], now: datetime) -> None:
    lessons = TeachingRecord.objects.filter(
        kind=TeachingKind.LESSON,
        organisation=school_class.organisation_id,
        academic_year=school_class.academic_year,
        year_group=school_class.year_group,
        status__in=(*STILL_TO_COME, TeachingStatus.MISSED),
    )
    for lesson in lessons.select_related("organisation"):
        stop_asking(lesson, [person for person in gone if person.pk not in lesson.owners()], now=now)
        ask_for(lesson, due_on=lesson.due_on, now=now)


def _record(school_class: SchoolClass, people: Sequence[Person], by: Person, now: datetime) -> None:
    record(
        organisation_reference=school_class.organisation.reference,
        action="school_class.name_leads",
        thing_type=school_class.thing_type,
        thing_reference=school_class.reference,
        by=by,
        now=now,
        facts={"leads": [person.reference for person in people]},
    )
