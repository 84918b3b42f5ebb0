"""Factories for pupils, contacts and classes; every name is invented."""

from datetime import date

import factory

from pupils.models import Contact, Pupil, Responsibility, SchoolClass
from tests.factories import OrganisationFactory


class SchoolClassFactory(factory.django.DjangoModelFactory):
    """A class of 2026 to 2027."""

    class Meta:
        model = SchoolClass

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"{n % 6 + 1}{'ABC'[n % 3]}{n}")
    academic_year = 2026


class PupilFactory(factory.django.DjangoModelFactory):
    """A pupil on roll; `left=date` makes a leaver, `mother=True` gives a contact with parental responsibility."""

    class Meta:
        model = Pupil
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    school_number = factory.Sequence(lambda n: f"A{n:05d}")
    given_name = factory.Sequence(lambda n: ["Ottilie", "Fergal", "Nyasha", "Ivo", "Perdita", "Kwame"][n % 6])
    family_name = factory.Sequence(lambda n: f"Pennywhistle{n:04d}")
    date_of_birth = date(2017, 3, 27)
    year_group = "4"

    @factory.post_generation
    def mother(obj, create, extracted, **kwargs):
        """A contact who holds parental responsibility."""
        if create and extracted:
            ResponsibilityFactory(pupil=obj, contact__organisation=obj.organisation, **kwargs)


class ContactFactory(factory.django.DjangoModelFactory):
    """A parent or carer."""

    class Meta:
        model = Contact

    organisation = factory.SubFactory(OrganisationFactory)
    given_name = "Marigold"
    family_name = factory.Sequence(lambda n: f"Pennywhistle{n:04d}")
    email = factory.Sequence(lambda n: f"marigold{n}@home.example")


class ResponsibilityFactory(factory.django.DjangoModelFactory):
    """A mother with parental responsibility."""

    class Meta:
        model = Responsibility

    pupil = factory.SubFactory(PupilFactory)
    contact = factory.SubFactory(ContactFactory, organisation=factory.SelfAttribute("..pupil.organisation"))
    relationship = "Mother"
    has_responsibility = True
