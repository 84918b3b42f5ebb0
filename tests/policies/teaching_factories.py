"""Factories for lessons, events, class leads, notices to parents and confirmations of the board."""

from datetime import date

import factory

from policies.models import BoardRecord, ClassLead, NoticeWording, ParentNotice, TeachingRecord
from tests.factories import LONG_AGO, OrganisationFactory, PersonFactory
from tests.policies.factories import A_WHILE_AGO
from tests.pupils.factories import SchoolClassFactory

HELD_ON = date(2026, 9, 21)
_HELD = {
    "held_on": HELD_ON,
    "held_at": A_WHILE_AGO,
    "held_by": factory.SubFactory(PersonFactory),
    "materials": "A story and a poster",
    "outcomes": ["passwords", "feelings"],
    "audience": "Year 4",
}
_CONFIRMED = {"evidenced_at": A_WHILE_AGO, "evidenced_by": factory.SubFactory(PersonFactory)}


class ClassLeadFactory(factory.django.DjangoModelFactory):
    """The lead of a class of year 4."""

    class Meta:
        model = ClassLead

    school_class = factory.SubFactory(SchoolClassFactory, year_group="4")
    person = factory.SubFactory(PersonFactory)
    named_at = LONG_AGO
    named_by = factory.SubFactory(PersonFactory)


class TeachingFactory(factory.django.DjangoModelFactory):
    """The autumn lesson of year 4; `held=True`, `confirmed=True`, `parents=True` and `public=True` are the others."""

    class Meta:
        model = TeachingRecord

    class Params:
        held = factory.Trait(status="held", **_HELD)
        confirmed = factory.Trait(status="evidenced", **_HELD, **_CONFIRMED)
        parents = factory.Trait(
            kind="parents", title="Online safety for parents", year_group="", term=None, due_on=date(2027, 7, 21)
        )
        public = factory.Trait(
            kind="public",
            title="Harvest play",
            year_group="",
            term=None,
            planned_on=date(2026, 10, 15),
            due_on=date(2026, 10, 15),
            leader=factory.SubFactory(PersonFactory),
            planned_by=factory.SubFactory(PersonFactory),
        )

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "lesson"
    title = "Staying safe and kind online"
    year_group = "4"
    academic_year = 2026
    term = 1
    due_on = date(2026, 12, 18)
    created_at = LONG_AGO


class NoticeWordingFactory(factory.django.DjangoModelFactory):
    """A school's own wording of the notice about filters."""

    class Meta:
        model = NoticeWording

    organisation = factory.SubFactory(OrganisationFactory)
    topic = "filters"
    number = 1
    title = "Our filter"
    text = "We use a filter at [school]."
    written_at = LONG_AGO
    written_by = factory.SubFactory(PersonFactory)


class ParentNoticeFactory(factory.django.DjangoModelFactory):
    """A notice that waits to be sent; `sent=True` went out a while ago."""

    class Meta:
        model = ParentNotice

    class Params:
        sent = factory.Trait(
            status="sent",
            means="letter",
            sent_on=HELD_ON,
            sent_at=A_WHILE_AGO,
            sent_by=factory.SubFactory(PersonFactory),
            settled_on=HELD_ON,
            count=180,
        )

    organisation = factory.SubFactory(OrganisationFactory)
    topic = "filters"
    title = "How your child is kept safe online at school"
    text = "We use a filter and look at its warnings."
    due_on = date(2026, 10, 20)
    created_at = LONG_AGO


class BoardRecordFactory(factory.django.DjangoModelFactory):
    """The board confirmed the safeguarding lead's remit."""

    class Meta:
        model = BoardRecord

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "remit"
    happened_on = HELD_ON
    words = "The governing board confirms it."
    recorded_at = A_WHILE_AGO
    recorded_by = factory.SubFactory(PersonFactory)
