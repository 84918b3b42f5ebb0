"""Signed forms and answers: most say yes, some no, some with conditions, some nothing at all."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from random import Random

from accounts.models import SocialAccount
from consent.models import Answer, PupilRevision, SignedForm, WordingVersion
from consent.rules.states import Channel, Kind, Standing, Value
from demo.data.register import Register
from demo.data.when import began, clock, weekday_from
from governance.kernel.dates import academic_year_of, academic_year_starts, local_date, local_midnight
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.profile.selectors import profile_for
from pupils.models import Pupil, Responsibility

WORDING = """We ask once a year whether we may use images and videos of your child to celebrate what they do.

Nothing is used without your answer here, and a yes for one place is not a yes for another. Pupils who are pictured are
not named, and pupils who are named are not pictured. Some platforms cannot stop people from sharing what they see.

Your answer lasts until the end of this academic year. You can change your mind at any time in writing to the school
office or to the data protection officer: we stop at once and take down what we can."""
CONDITIONS = ("Group pictures only, please.", "Not on her own, only with her class.", "Not in swimming or sports kit.")
# Of a hundred families: how many say yes, yes with a condition, no; the others have not answered.
SAID: tuple[Value | None, ...] = (Value.GIVEN, Value.CONDITIONS, Value.REFUSED, None)
SHARES = (82, 4, 7, 7)


def make_consents(
    registers: Iterable[Register],
    accounts: dict[int, list[SocialAccount]],
    keyed_by: dict[int, Person],
    random: Random,
    now: datetime,
) -> None:
    """This year's forms for every school; accounts are those each school's families were asked about."""
    for register in registers:
        profile = profile_for(register.school, now)
        wording = _wording(register.school, now)
        maker = _Forms(register, wording, profile["P36"], profile.version, keyed_by[register.school.pk], random, now)
        maker.make(accounts[register.school.pk], asks_pupils="pupil" in profile["P37"])


def _wording(school: Organisation, now: datetime) -> WordingVersion:
    wording, _ = WordingVersion.objects.get_or_create(
        organisation=school,
        number=1,
        defaults={
            "text": WORDING,
            "effective_from": began(now),
            "created_at": began(now),
        },
    )
    return wording


class _Forms:
    """One school's forms, made in two bulk writes."""

    def __init__(
        self,
        register: Register,
        wording: WordingVersion,
        regime: str,
        version: str,
        by: Person,
        random: Random,
        now: datetime,
    ) -> None:
        self.register, self.wording, self.regime, self.version = register, wording, regime, version
        self.by, self.random, self.now = by, random, now
        self.year = academic_year_of(local_date(now))
        self.answers: list[Answer] = []
        self.forms: list[SignedForm] = []

    def make(self, accounts: list[SocialAccount], *, asks_pupils: bool) -> None:
        """A parent's form and, where the policy asks the pupil too, the pupil's."""
        for pupil in self.register.pupils:
            said = self._said()
            if said is None or pupil == self.register.newcomer:
                continue
            parent = self.register.responsibilities[pupil.pk][0]
            self._form(pupil, said, accounts, parent)
            if asks_pupils and self.random.random() < 0.97:
                self._form(pupil, Value.GIVEN if self.random.random() < 0.97 else Value.REFUSED, accounts, None)
        SignedForm.objects.bulk_create(self.forms)
        Answer.objects.bulk_create(self.answers, batch_size=2000)
        PupilRevision.objects.bulk_create(PupilRevision(pupil=pupil) for pupil in self.register.pupils)

    def _said(self) -> Value | None:
        return self.random.choices(SAID, SHARES)[0]

    def _form(self, pupil: Pupil, said: Value, accounts: list[SocialAccount], parent: Responsibility | None) -> None:
        signed = self._signed_on()
        received = clock(weekday_from(signed + timedelta(days=1)), hour=9)
        form = SignedForm(
            organisation=self.register.school,
            pupil=pupil,
            academic_year=self.year,
            signer_contact=parent.contact if parent else None,
            signed_by_pupil=parent is None,
            signer_name=parent.contact.name if parent else pupil.name,
            relationship=parent.relationship if parent else "",
            basis=Standing.RESPONSIBLE if parent else Standing.PUPIL,
            signed_on=signed,
            declaration_signed=True,
            received_at=received,
            starts_on=academic_year_starts(self.year),
            method=SignedForm.Method.PAPER,
            wording=self.wording,
            regime=self.regime,
            profile_version=self.version,
            entered_at=received + timedelta(hours=3),
            entered_by=self.by,
        )
        self.forms.append(form)
        self.answers += self._answers(form, pupil, said, accounts, parent)

    def _signed_on(self) -> date:
        """Some day of the July before, so that every answer is there on the first day of the year for which it counts."""
        return date(self.year, 7, self.random.randint(1, 14))

    def _answers(
        self, form: SignedForm, pupil: Pupil, said: Value, accounts: list[SocialAccount], parent: Responsibility | None
    ) -> Iterator[Answer]:
        condition = self.random.choice(CONDITIONS) if said is Value.CONDITIONS else ""
        for kind in Kind:
            # Some who are happy with pictures are not with videos (T03).
            value = Value.REFUSED if kind is Kind.VIDEO and self.random.random() < 0.1 else said
            places = [(Channel.ACCOUNT, account) for account in accounts] + [
                (Channel.WEBSITE, None),
                (Channel.PRINT, None),
            ]
            for channel, account in places:
                yield Answer(
                    form=form,
                    pupil=pupil,
                    academic_year=self.year,
                    kind=kind,
                    channel=channel,
                    account=account,
                    value=value,
                    conditions=condition if value is Value.CONDITIONS else "",
                    person_key=f"contact:{parent.contact_id}" if parent else "pupil",
                    standing=form.basis,
                    regime=self.regime,
                    received_at=form.received_at,
                    effective_from=local_midnight(form.starts_on),
                    status=value.value,
                )
