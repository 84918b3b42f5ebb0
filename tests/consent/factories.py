"""Factories for wording, signed forms, answers and bars."""

from datetime import UTC, date, datetime

import factory

from accounts.models import Platform, SocialAccount
from consent.models import Answer, BarReason, ConsentChange, SafeguardingBar, SignedForm, WordingVersion
from consent.rules.states import Channel, Kind, Standing, Value
from pupils.models import Responsibility
from tests.factories import OrganisationFactory, PersonFactory
from tests.pupils.factories import PupilFactory, ResponsibilityFactory

YEAR_STARTS = datetime(2026, 8, 31, 23, 0, tzinfo=UTC)
CANARY = "kingfisher-canary-reason"


class AccountFactory(factory.django.DjangoModelFactory):
    """A live account."""

    class Meta:
        model = SocialAccount

    organisation = factory.SubFactory(OrganisationFactory)
    platform = factory.LazyFunction(lambda: Platform.objects.order_by("pk").first())
    name = factory.Sequence(lambda n: f"Harbour News {n}")
    handle = factory.Sequence(lambda n: f"harbournews{n}")
    address = "https://social.example/harbour"
    status = "live"
    official_email = "news@harbour.example"
    store = "safe"
    comment_setting = "off"
    privacy_setting = "closed"
    tagging_setting = "off"
    separate_from_personal = True
    custodian = factory.SubFactory(PersonFactory)
    moderator = factory.SubFactory(PersonFactory)
    deputy_moderator = factory.SubFactory(PersonFactory)
    created_by = factory.SubFactory(PersonFactory)
    opened_on = date(2025, 9, 1)
    created_at = YEAR_STARTS


class WordingFactory(factory.django.DjangoModelFactory):
    """The first wording of a school's form."""

    class Meta:
        model = WordingVersion

    organisation = factory.SubFactory(OrganisationFactory)
    number = 1
    text = "We ask every year whether we may show your child."
    effective_from = datetime(2025, 9, 1, tzinfo=UTC)
    created_at = datetime(2025, 9, 1, tzinfo=UTC)


class SignedFormFactory(factory.django.DjangoModelFactory):
    """A form signed by a mother with parental responsibility for 2026 to 2027."""

    class Meta:
        model = SignedForm

    class Params:
        by_pupil = factory.Trait(
            signed_by_pupil=True, basis=Standing.PUPIL, signer_contact=None, signer_name="The pupil"
        )

    pupil = factory.SubFactory(PupilFactory)
    organisation = factory.SelfAttribute("pupil.organisation")
    academic_year = 2026
    signer_contact = factory.LazyAttribute(lambda o: _mother(o.pupil))
    signer_name = "Marigold Pennywhistle"
    relationship = "Mother"
    basis = Standing.RESPONSIBLE
    signed_on = date(2026, 9, 1)
    declaration_signed = True
    received_at = YEAR_STARTS
    starts_on = date(2026, 9, 1)
    method = SignedForm.Method.PAPER
    wording = factory.LazyAttribute(lambda o: _wording(o.organisation))
    regime = "opt-in"
    entered_at = YEAR_STARTS
    entered_by = factory.SubFactory(PersonFactory)


def _mother(pupil):
    found = Responsibility.objects.filter(pupil=pupil, has_responsibility=True).first()
    return (found or ResponsibilityFactory(pupil=pupil)).contact


def _wording(organisation):
    line = [organisation.pk, organisation.parent_id]
    found = WordingVersion.objects.filter(organisation__in=line).order_by("-number").first()
    return found or WordingFactory(organisation=organisation)


class AnswerFactory(factory.django.DjangoModelFactory):
    """A mother's yes to images on the website."""

    class Meta:
        model = Answer

    class Params:
        by_pupil = factory.Trait(form__by_pupil=True)

    form = factory.SubFactory(SignedFormFactory, pupil=factory.SelfAttribute("..pupil"))
    pupil = factory.SubFactory(PupilFactory)
    academic_year = factory.SelfAttribute("form.academic_year")
    kind = Kind.IMAGE
    account = None
    channel = factory.LazyAttribute(lambda o: Channel.ACCOUNT if o.account else Channel.WEBSITE)
    value = Value.GIVEN
    conditions = factory.LazyAttribute(lambda o: "No close-ups" if o.value == Value.CONDITIONS else "")
    person_key = factory.LazyAttribute(
        lambda o: "pupil" if o.form.signed_by_pupil else f"contact:{o.form.signer_contact_id}"
    )
    standing = factory.SelfAttribute("form.basis")
    regime = factory.SelfAttribute("form.regime")
    received_at = factory.SelfAttribute("form.received_at")
    effective_from = factory.SelfAttribute("form.received_at")
    status = factory.SelfAttribute("value")


class ChangeFactory(factory.django.DjangoModelFactory):
    """Something that changed a pupil's consent."""

    class Meta:
        model = ConsentChange

    pupil = factory.SubFactory(PupilFactory)
    organisation = factory.SelfAttribute("pupil.organisation")
    received_at = YEAR_STARTS
    entered_at = YEAR_STARTS


class BarFactory(factory.django.DjangoModelFactory):
    """A protective bar with a reason that nobody but the DSL may ever meet."""

    class Meta:
        model = SafeguardingBar
        skip_postgeneration_save = True

    pupil = factory.SubFactory(PupilFactory)
    organisation = factory.SelfAttribute("pupil.organisation")
    starts_on = date(2026, 9, 1)
    set_at = YEAR_STARTS
    set_by = factory.SubFactory(PersonFactory)
    change = factory.SubFactory(ChangeFactory, pupil=factory.SelfAttribute("..pupil"))

    @factory.post_generation
    def reason(obj, create, extracted, **kwargs):
        """The reason, held apart."""
        if create:
            BarReason.objects.create(bar=obj, text=extracted or CANARY)


def agreed(pupil, account=None, **changes):
    """Parent and pupil both say yes to images and videos there: what SPX asks for."""
    for kind in Kind.values:
        AnswerFactory(pupil=pupil, account=account, kind=kind, **changes)
        AnswerFactory(pupil=pupil, account=account, kind=kind, by_pupil=True, **changes)
