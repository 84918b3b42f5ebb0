"""Factories for what people hold beyond their roles."""

from datetime import date

import factory

from governance.people.models import Deputy
from governance.people.roles import Role
from tests.factories import LONG_AGO, OrganisationFactory, PersonFactory


class DeputyFactory(factory.django.DjangoModelFactory):
    """A deputy period that is running."""

    class Meta:
        model = Deputy

    organisation = factory.SubFactory(OrganisationFactory)
    principal = factory.SubFactory(PersonFactory)
    deputy = factory.SubFactory(PersonFactory)
    made_by = factory.SelfAttribute("principal")
    role = Role.HOS
    starts_on = date(2026, 10, 1)
    ends_on = date(2026, 10, 31)
    status = Deputy.Status.ACTIVE
    made_at = LONG_AGO
