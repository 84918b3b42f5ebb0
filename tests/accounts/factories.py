"""Factories for platforms, applications, accounts, authorisations and devices."""

from datetime import date

import factory

from accounts.models import (
    AccountApplication,
    AccountRunner,
    ApplicationRunner,
    Authorisation,
    ImageDevice,
    Platform,
    SocialAccount,
)
from accounts.services.authorisations import sync_rights
from tests.factories import LONG_AGO, OrganisationFactory, PersonFactory
from tests.policies.factories import SignatureFactory

ANSWERS = {
    "aim": "To celebrate what pupils do",
    "audience": "Families",
    "promotion": "In the newsletter",
    "open_or_closed": "open",
    "reason": "Families asked for it",
    "investment": "An hour a week",
    "interaction": "None",
    "contributors": ["staff"],
    "staff_time": "One hour a week",
    "success": "Families read it, by Easter",
    "reputation": "No",
}


def platform(slug="x"):
    """One of the platforms that the migration brings."""
    return Platform.objects.get(slug=slug)


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A draft with every question answered; `runners=` names who would run it, the first of them the lead."""

    class Meta:
        model = AccountApplication
        skip_postgeneration_save = True

    class Params:
        submitted = factory.Trait(status="submitted", submitted_at=LONG_AGO)
        considered = factory.Trait(
            status="under-consideration",
            submitted_at=LONG_AGO,
            considered_at=LONG_AGO,
            considered_by=factory.SubFactory(PersonFactory),
            considered_with="The senior leaders",
            discussed_on=date(2026, 9, 30),
        )

    organisation = factory.SubFactory(OrganisationFactory)
    applicant = factory.SubFactory(PersonFactory)
    platform = factory.LazyFunction(platform)
    proposed_name = "Harbour news"
    answers = factory.LazyFunction(lambda: dict(ANSWERS))
    created_at = LONG_AGO

    @factory.post_generation
    def runners(obj, create, extracted, **kwargs):
        """Who would run it."""
        for place, person in enumerate(extracted or ()):
            ApplicationRunner.objects.create(application=obj, person=person, is_lead=place == 0)


class AccountFactory(factory.django.DjangoModelFactory):
    """A live account on X; `approved=True` is not created yet."""

    class Meta:
        model = SocialAccount
        skip_postgeneration_save = True

    class Params:
        approved = factory.Trait(
            status="approved-not-created",
            handle="",
            address="",
            official_email="",
            separate_from_personal=False,
            custodian=None,
            store="",
            comment_setting="",
            privacy_setting="",
            tagging_setting="",
            moderator=None,
            deputy_moderator=None,
            created_by=None,
            opened_on=None,
        )

    organisation = factory.SubFactory(OrganisationFactory)
    platform = factory.LazyFunction(platform)
    name = factory.Sequence(lambda n: f"Harbour news {n}")
    status = "live"
    handle = factory.Sequence(lambda n: f"harbour{n}")
    address = factory.LazyAttribute(lambda o: f"https://x.com/{o.handle}")
    official_email = "news@harbour.example"
    separate_from_personal = True
    custodian = factory.SubFactory(PersonFactory)
    store = "network"
    comment_setting = "off"
    privacy_setting = "public"
    tagging_setting = "off"
    moderator = factory.SubFactory(PersonFactory)
    deputy_moderator = factory.SubFactory(PersonFactory)
    created_by = factory.SubFactory(PersonFactory)
    opened_on = LONG_AGO.date()
    created_at = LONG_AGO

    @factory.post_generation
    def runners(obj, create, extracted, **kwargs):
        """Who runs it, the first of them the lead."""
        for place, person in enumerate(extracted or ()):
            AccountRunner.objects.create(account=obj, person=person, is_lead=place == 0, starts_on=LONG_AGO.date())


class AuthorisationFactory(factory.django.DjangoModelFactory):
    """An active authorisation to post; `requested=True` waits to be decided."""

    class Meta:
        model = Authorisation
        skip_postgeneration_save = True

    class Params:
        requested = factory.Trait(status="requested", decided_at=None, decided_by=None, signature=None)

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SelfAttribute("account.organisation")
    person = factory.SubFactory(PersonFactory)
    scope = "post"
    status = "active"
    requested_by = factory.SubFactory(PersonFactory)
    starts_on = LONG_AGO.date()
    decided_at = LONG_AGO
    decided_by = factory.SubFactory(PersonFactory)
    signature = factory.SubFactory(SignatureFactory, person=factory.SelfAttribute("..decided_by"))
    created_at = LONG_AGO

    @factory.post_generation
    def rights(obj, create, extracted, **kwargs):
        """The rights on the account that go with it."""
        if create:
            sync_rights(obj.person, obj.account)


class DeviceFactory(factory.django.DjangoModelFactory):
    """An approved camera; `requested=True` waits to be decided."""

    class Meta:
        model = ImageDevice

    class Params:
        requested = factory.Trait(status="requested", decided_at=None, decided_by=None)

    organisation = factory.SubFactory(OrganisationFactory)
    asset_number = factory.Sequence(lambda n: f"CAM-{n:03d}")
    name = "Office camera"
    kind = "camera"
    status = "approved"
    requested_by = factory.SubFactory(PersonFactory)
    decided_at = LONG_AGO
    decided_by = factory.SubFactory(PersonFactory)
    created_at = LONG_AGO
