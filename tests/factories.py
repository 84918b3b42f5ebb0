"""Factories for the floor: organisations, people and what they hold."""

from datetime import UTC, date, datetime

import factory

from governance.calendar.models import Term, WorkingCalendar
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Engagement, Person, RoleHeld, User
from governance.people.roles import Role
from governance.profile.models import ProfileVersion

LONG_AGO = datetime(2025, 9, 1, 8, 0, tzinfo=UTC)
PASSWORD = "correct-horse-battery"


class CalendarFactory(factory.django.DjangoModelFactory):
    """A calendar with the three terms of 2026 to 2027."""

    class Meta:
        model = WorkingCalendar
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Calendar {n}")

    @factory.post_generation
    def terms(obj, create, extracted, **kwargs):
        """The terms, unless the test brings its own."""
        if create and extracted is None:
            Term.objects.bulk_create(
                [
                    Term(calendar=obj, name="Autumn", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18)),
                    Term(calendar=obj, name="Spring", starts_on=date(2027, 1, 4), ends_on=date(2027, 3, 25)),
                    Term(calendar=obj, name="Summer", starts_on=date(2027, 4, 12), ends_on=date(2027, 7, 21)),
                ]
            )


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A single school; `federation=True` or `trust=True` makes the top of a tree, `parent=` a school within one."""

    class Meta:
        model = Organisation

    class Params:
        federation = factory.Trait(kind=Organisation.Kind.FEDERATION)
        trust = factory.Trait(kind=Organisation.Kind.TRUST)

    name = factory.Sequence(lambda n: f"Harbour School {n}")
    short_name = factory.Sequence(lambda n: f"harbour-{n}")
    kind = Organisation.Kind.SCHOOL
    calendar = factory.SubFactory(CalendarFactory)
    is_live = True
    created_at = LONG_AGO


class EmailDomainFactory(factory.django.DjangoModelFactory):
    """An organisation's official e-mail domain."""

    class Meta:
        model = EmailDomain

    organisation = factory.SubFactory(OrganisationFactory)
    domain = "harbour.example"


class PersonFactory(factory.django.DjangoModelFactory):
    """A person; `working_at=` engages them there and gives them a sign-in, `roles=` what they hold there."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    given_name = factory.Sequence(lambda n: ["Morwenna", "Idris", "Talia", "Conrad", "Bethan", "Osric"][n % 6])
    family_name = factory.Sequence(lambda n: f"Tester{n}")
    email = factory.LazyAttributeSequence(lambda o, n: f"{o.given_name.lower()}.{n}@harbour.example")
    created_at = LONG_AGO

    @factory.post_generation
    def working_at(obj, create, extracted, **kwargs):
        """An engagement in force and a sign-in."""
        if create and extracted is not None:
            EngagementFactory(person=obj, organisation=extracted, **kwargs)
            UserFactory(person=obj, email=obj.email)

    @factory.post_generation
    def roles(obj, create, extracted, **kwargs):
        """Roles held where the person works."""
        if create and extracted:
            place = obj.engagements.get().organisation
            for role in extracted:
                RoleHeldFactory(person=obj, organisation=place, role=role)


class UserFactory(factory.django.DjangoModelFactory):
    """A sign-in with the tests' password."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"user.{n}@harbour.example")

    @factory.post_generation
    def password(obj, create, extracted, **kwargs):
        """Set the password, hashed."""
        obj.set_password(extracted or PASSWORD)
        if create:
            obj.save()


class EngagementFactory(factory.django.DjangoModelFactory):
    """Employed since long ago; `left=date` ends it."""

    class Meta:
        model = Engagement

    class Params:
        volunteer = factory.Trait(kind=Engagement.Kind.VOLUNTEER)
        governor = factory.Trait(kind=Engagement.Kind.GOVERNOR)

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    kind = Engagement.Kind.EMPLOYED
    starts_on = date(2025, 9, 1)


class RoleHeldFactory(factory.django.DjangoModelFactory):
    """A role held since long ago."""

    class Meta:
        model = RoleHeld

    person = factory.SubFactory(PersonFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Role.COM
    starts_on = date(2025, 9, 1)
    granted_at = LONG_AGO


class ProfileVersionFactory(factory.django.DjangoModelFactory):
    """An organisation's profile on one of the five presets."""

    class Meta:
        model = ProfileVersion

    organisation = factory.SubFactory(OrganisationFactory)
    number = 1
    preset = "SPX"
    effective_from = LONG_AGO
    created_at = LONG_AGO
    approved_at = LONG_AGO
