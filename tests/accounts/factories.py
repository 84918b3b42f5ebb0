"""Factories for platforms, applications, accounts, authorisations, devices and followers."""

from datetime import UTC, date, datetime

import factory

from accounts.models import (
    AccountApplication,
    AccountCheck,
    AccountReview,
    AccountRunner,
    ApplicationRunner,
    Authorisation,
    CredentialsChange,
    DeviceApproval,
    DeviceLoan,
    DeviceLoss,
    FollowerRequest,
    FoundAccount,
    HandoverLine,
    ImageDevice,
    LeaverHandover,
    Platform,
    RotaTurn,
    RunnerAbsence,
    SettingsCheck,
    SocialAccount,
    TechnicalTask,
    WebSearch,
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


class CredentialsChangeFactory(factory.django.DjangoModelFactory):
    """A password to be changed; `recorded=True` waits to be confirmed, `confirmed=True` is done."""

    class Meta:
        model = CredentialsChange

    class Params:
        recorded = factory.Trait(changed_at=LONG_AGO, changed_by=factory.SubFactory(PersonFactory))
        confirmed = factory.Trait(
            recorded=True, status="changed", confirmed_at=LONG_AGO, confirmed_by=factory.SubFactory(PersonFactory)
        )

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SelfAttribute("account.organisation")
    why = "revocation"
    due_at = LONG_AGO
    created_at = LONG_AGO


class DeviceFactory(factory.django.DjangoModelFactory):
    """An approved camera, from long ago to far ahead; `requested=True` waits to be decided, `approvals=[...]` says when."""

    class Meta:
        model = ImageDevice
        skip_postgeneration_save = True

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

    @factory.post_generation
    def approvals(device, create, given, **kwargs):
        """Pairs of days from and to which it was approved; none for one that waits."""
        usual = [(LONG_AGO.date(), date(2099, 12, 31))] if device.decided_by else []
        for starts_on, until in usual if given is None else given:
            DeviceApproval.objects.create(
                device=device,
                starts_on=starts_on,
                until=until,
                approved_at=device.decided_at,
                approved_by=device.decided_by,
            )


class LoanFactory(factory.django.DjangoModelFactory):
    """A camera that is out with somebody of the school, due back on Friday 9 October 2026."""

    class Meta:
        model = DeviceLoan

    device = factory.SubFactory(DeviceFactory, status="on-loan")
    organisation = factory.SelfAttribute("device.organisation")
    borrower = factory.LazyAttribute(lambda loan: PersonFactory(working_at=loan.organisation))
    occasion = "Year 4 trip to the farm"
    due_back_on = date(2026, 10, 9)
    lent_at = LONG_AGO
    lent_by = factory.SubFactory(PersonFactory)


class LossFactory(factory.django.DjangoModelFactory):
    """A camera reported lost, on Friday 2 October 2026."""

    class Meta:
        model = DeviceLoss

    device = factory.SubFactory(DeviceFactory)
    organisation = factory.SelfAttribute("device.organisation")
    lost_on = date(2026, 10, 2)
    reported_at = LONG_AGO
    reported_by = factory.SubFactory(PersonFactory)


class CheckFactory(factory.django.DjangoModelFactory):
    """A check that is due on Monday 5 October 2026; `looked=True`, `found=True` and `missed=True` are over."""

    class Meta:
        model = AccountCheck

    class Params:
        looked = factory.Trait(
            status="done-clean",
            looked_at=datetime(2026, 10, 5, 9, 0, tzinfo=UTC),
            looked_by=factory.SubFactory(PersonFactory),
            entered_at=datetime(2026, 10, 5, 9, 0, tzinfo=UTC),
            looked_over=["comments"],
        )
        with_findings = factory.Trait(looked=True, status="done-with-findings", found=["comment"])
        missed = factory.Trait(status="missed", opens_on=date(2026, 10, 2), due_on=date(2026, 10, 2))

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SelfAttribute("account.organisation")
    opens_on = date(2026, 10, 5)
    due_on = date(2026, 10, 5)
    created_at = LONG_AGO


class TurnFactory(factory.django.DjangoModelFactory):
    """A turn to watch for the week of 5 October 2026."""

    class Meta:
        model = RotaTurn

    account = factory.SubFactory(AccountFactory)
    person = factory.SubFactory(PersonFactory)
    starts_on = date(2026, 10, 5)
    ends_on = date(2026, 10, 11)
    set_by = factory.SubFactory(PersonFactory)
    set_at = LONG_AGO


class FollowerFactory(factory.django.DjangoModelFactory):
    """A parent who waits to be let in; `approved`, `refused`, `removed` and `blocked` are what became of them."""

    class Meta:
        model = FollowerRequest

    class Params:
        decided = factory.Trait(
            status="approved",
            decided_at=LONG_AGO,
            decided_by=factory.SubFactory(PersonFactory),
            code_accepted_on=LONG_AGO.date(),
            advice_shown=True,
        )
        approved = factory.Trait(decided=True)
        refused = factory.Trait(decided=True, status="refused", decision_reason="Nobody knows them")
        removed = factory.Trait(
            decided=True,
            status="removed",
            removed_on=LONG_AGO.date(),
            removed_by=factory.SubFactory(PersonFactory),
            removed_because="Rude under a post",
        )
        blocked = factory.Trait(
            removed=True,
            status="blocked",
            blocked_on=LONG_AGO.date(),
            blocked_by=factory.SubFactory(PersonFactory),
            block_review_on=date(2026, 12, 18),
        )

    account = factory.SubFactory(AccountFactory, is_open=False)
    organisation = factory.SelfAttribute("account.organisation")
    handle = factory.Sequence(lambda n: f"quayside_{n}")
    handle_key = factory.LazyAttribute(lambda o: o.handle.casefold())
    believed_identity = "Jo Quince, parent in Oak class"
    kind = "parent"
    requested_on = date(2026, 10, 2)
    logged_by = factory.SubFactory(PersonFactory)
    created_at = LONG_AGO


class SettingsCheckFactory(factory.django.DjangoModelFactory):
    """A look at which everything was as it should be."""

    class Meta:
        model = SettingsCheck

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SelfAttribute("account.organisation")
    looked_at = LONG_AGO
    created_at = factory.SelfAttribute("looked_at")
    checked_by = factory.SubFactory(PersonFactory)
    comments = "off"
    privacy = "public"
    tagging = "off"
    resharing = "no-choice"


class ReviewFactory(factory.django.DjangoModelFactory):
    """A review that keeps the account; `to_change=True` asks for something by a day."""

    class Meta:
        model = AccountReview

    class Params:
        to_change = factory.Trait(outcome="change", what="Post twice a week", change_by=date(2026, 11, 2))

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SelfAttribute("account.organisation")
    reviewed_on = date(2026, 9, 1)
    counted_from = LONG_AGO.date()
    reviewed_by = factory.SubFactory(PersonFactory)
    created_at = LONG_AGO
    measure = "Families read it"
    how_it_went = "Most do"
    enough_time = True
    enough_content = True
    consulted = "The staff meeting"
    consulted_on = date(2026, 8, 31)
    outcome = "keep"


class SearchFactory(factory.django.DjangoModelFactory):
    """A search that found nothing."""

    class Meta:
        model = WebSearch

    organisation = factory.SubFactory(OrganisationFactory)
    searched_at = LONG_AGO
    created_at = factory.SelfAttribute("searched_at")
    searched_by = factory.SubFactory(PersonFactory)
    places = factory.LazyFunction(lambda: ["search-engine"])
    looked_for = "Harbour Primary"


class FoundFactory(factory.django.DjangoModelFactory):
    """A page of friends of the school; `decided=True` may be adopted."""

    class Meta:
        model = FoundAccount

    class Params:
        decided = factory.Trait(
            status="adopting",
            decided_at=LONG_AGO,
            decided_by=factory.SubFactory(PersonFactory),
            decision_reasons="It is ours",
        )

    organisation = factory.SubFactory(OrganisationFactory)
    platform = factory.LazyFunction(platform)
    name = factory.Sequence(lambda n: f"Friends of Harbour {n}")
    handle = factory.Sequence(lambda n: f"friends{n}")
    address = factory.LazyAttribute(lambda o: f"https://x.com/{o.handle}")
    origin = "friends"
    found_by = factory.SubFactory(PersonFactory)
    found_on = LONG_AGO.date()
    created_at = LONG_AGO


class TechnicalFactory(factory.django.DjangoModelFactory):
    """A security measure to be done; `done=True` waits to be confirmed, `confirmed=True` is over."""

    class Meta:
        model = TechnicalTask

    class Params:
        done = factory.Trait(
            status="done",
            done_at=LONG_AGO,
            done_by=factory.SubFactory(PersonFactory),
            what_was_done="Switched on, with the school telephone",
        )
        confirmed = factory.Trait(
            done=True, status="confirmed", confirmed_at=LONG_AGO, confirmed_by=factory.SubFactory(PersonFactory)
        )

    account = factory.SubFactory(AccountFactory)
    organisation = factory.SelfAttribute("account.organisation")
    kind = "direction"
    measures = factory.LazyFunction(lambda: ["second-factor"])
    due_on = date(2026, 10, 16)
    asked_by = factory.SubFactory(PersonFactory)
    created_at = LONG_AGO


class HandoverFactory(factory.django.DjangoModelFactory):
    """Somebody leaves on Friday 16 October 2026; `accounts=` are those they lead, each a line of it."""

    class Meta:
        model = LeaverHandover
        skip_postgeneration_save = True

    organisation = factory.SubFactory(OrganisationFactory)
    leaver = factory.SubFactory(PersonFactory)
    last_day = date(2026, 10, 16)
    noticed_by = factory.SubFactory(PersonFactory)
    created_at = LONG_AGO

    @factory.post_generation
    def accounts(obj, create, extracted, **kwargs):
        """The accounts that name them."""
        for account in extracted or ():
            HandoverLine.objects.create(handover=obj, account=account, hats=["lead"])


class AbsenceFactory(factory.django.DjangoModelFactory):
    """Somebody is away for the two weeks from Monday 12 October 2026, and another stands in."""

    class Meta:
        model = RunnerAbsence

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    stand_in = factory.SubFactory(PersonFactory)
    starts_on = date(2026, 10, 12)
    ends_on = date(2026, 10, 23)
    recorded_by = factory.SubFactory(PersonFactory)
    created_at = LONG_AGO
