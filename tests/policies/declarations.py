"""Factories for what staff declare: family ties, the head's permissions, and settings looked over."""

from datetime import date

import factory

from policies.models import FamilyTie, HeadPermission, PrivacyReview
from policies.services.declaring import Signing
from tests.factories import LONG_AGO, OrganisationFactory, PersonFactory
from tests.policies.factories import A_WHILE_AGO, SignatureFactory
from tests.pupils.factories import PupilFactory


class TieFactory(factory.django.DjangoModelFactory):
    """A tie that was declared, its pupil known; `acknowledged=True` stands since a while ago."""

    class Meta:
        model = FamilyTie

    class Params:
        discussed = factory.Trait(status="discussed", discussed_on=date(2026, 9, 4))
        decided = factory.Trait(
            discussed_on=date(2026, 9, 4),
            decided_at=A_WHILE_AGO,
            decided_by=factory.SubFactory(PersonFactory),
            signature=factory.SubFactory(SignatureFactory),
        )
        acknowledged = factory.Trait(
            decided=True,
            status="acknowledged",
            acknowledged_at=A_WHILE_AGO,
            redeclare_by=date(2027, 9, 7),
            protocols="Family news only.",
        )

    organisation = factory.SubFactory(OrganisationFactory)
    school = factory.SelfAttribute("organisation")
    adult = factory.SubFactory(PersonFactory)
    pupil = factory.SubFactory(PupilFactory, organisation=factory.SelfAttribute("..school"))
    pupil_name = factory.LazyAttribute(lambda o: o.pupil.name if o.pupil else "Somebody Unknown")
    relationship = "Niece"
    platforms = "WhatsApp"
    created_at = LONG_AGO


class PermissionFactory(factory.django.DjangoModelFactory):
    """A permission that was asked for; `granted=True` was decided a while ago, `running=True` is in force."""

    class Meta:
        model = HeadPermission

    class Params:
        decided = factory.Trait(
            decided_at=A_WHILE_AGO,
            decided_by=factory.SubFactory(PersonFactory),
            decision_reasons="It helps.",
            signature=factory.SubFactory(SignatureFactory),
        )
        checked = factory.Trait(checked_at=A_WHILE_AGO, checked_by=factory.SubFactory(PersonFactory))
        running = factory.Trait(decided=True, status="in-force")

    organisation = factory.SubFactory(OrganisationFactory)
    holder = factory.SubFactory(PersonFactory)
    kind = "private-use"
    scope = "The school's name on a page about a charity run."
    reason = "To raise money for the library."
    starts_on = date(2026, 9, 7)
    ends_on = date(2027, 7, 21)
    created_at = LONG_AGO


class ReviewFactory(factory.django.DjangoModelFactory):
    """Settings looked over a while ago."""

    class Meta:
        model = PrivacyReview

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    reviewed_at = A_WHILE_AGO


def signing(person, now):
    """That person's signature, given now."""
    return Signing(proved_at=now, printed_name=person.name)
