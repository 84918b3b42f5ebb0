"""Recording a signed form: who signed, in what standing, when, on which wording, and each answer (C089, C091-C095)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from consent.models import Answer, SignedForm, WordingVersion
from consent.rules.entry import Entry, Given, faults, starts
from consent.rules.states import Standing, Value
from consent.selectors.places import accounts_of, wording_in_force
from consent.services.changes import announce, open_change
from consent.services.ending import end_answers
from consent.services.revisions import bump
from consent.services.signers import Signer, signer_of
from governance.audit.services import record
from governance.duties.services import close_duties
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from pupils.models import Contact, Pupil

NEWER = "A newer form of the same person"


@dataclass(frozen=True)
class FormEntry:
    """A form as it is typed in from paper."""

    academic_year: int
    answers: tuple[Given, ...]
    received_at: datetime
    signed_on: date | None
    declaration_signed: bool
    method: str = SignedForm.Method.PAPER
    contact: Contact | None = None
    by_pupil: bool = False
    signer_name: str = ""
    wording: WordingVersion | None = None
    starts_on: date | None = None


@transaction.atomic
def record_form(*, pupil: Pupil, entry: FormEntry, by: Person, now: datetime) -> SignedForm:
    """Keep a form exactly as it was signed; it replaces the same person's earlier answers of that year, nobody else's."""
    # 1. Who may, and everything that is wrong with the form.
    verdict = require(by, "consent.record_form", pupil, now=now)
    signed = entry.signed_on or local_date(entry.received_at)
    signer = signer_of(pupil, contact=entry.contact, by_pupil=entry.by_pupil, name=entry.signer_name, on=signed)
    wording = entry.wording or wording_in_force(pupil.organisation, now)
    if wording is None:
        raise Refused("The school has not written the wording of its consent form yet. Add it first.")
    to_check = _to_check(pupil, entry, signer, wording, now)
    if wrong := faults(to_check, now):
        raise Refused(wrong)
    # 2. Nobody publishes this pupil while the record changes.
    bump([pupil.pk])
    form = _form(pupil, entry, signer, wording, starts(to_check), by, now)
    form.save(force_insert=True)
    effective = max(entry.received_at, local_midnight(form.starts_on))
    earlier = Answer.objects.filter(pupil=pupil, academic_year=entry.academic_year, person_key=signer.key)
    replaced = end_answers(earlier, "supersede", at=effective, because=NEWER, by_reference=form.reference)
    answers = Answer.objects.bulk_create(_answers(form, entry.answers, signer, effective))
    # 3. What follows.
    close_duties(pupil, kinds=["J12"], now=now, outcome="answered")
    record(
        organisation_reference=pupil.organisation.reference,
        action="consent.record_form",
        thing_type=form.thing_type,
        thing_reference=form.reference,
        by=by,
        now=now,
        facts=_facts(pupil, form, answers, replaced),
        profile_version=form.profile_version,
        acting_for=verdict.acting_for,
    )
    if replaced or any(answer.value != Value.GIVEN for answer in answers):
        announce(open_change(pupil=pupil, received_at=entry.received_at, now=now), now=now)
    return form


def _to_check(pupil: Pupil, entry: FormEntry, signer: Signer, wording: WordingVersion, now: datetime) -> Entry:
    current = wording_in_force(pupil.organisation, now)
    return Entry(
        academic_year=entry.academic_year,
        standing=signer.standing,
        signer_name=signer.name,
        signed_on=entry.signed_on,
        declaration_signed=entry.declaration_signed,
        received_at=entry.received_at,
        starts_on=entry.starts_on,
        by_telephone=entry.method == SignedForm.Method.TELEPHONE,
        wording_in_force=current is not None and still_stands(wording, current, now),
        account_ids=[account.pk for account in accounts_of(pupil.organisation)],
        answers=entry.answers,
        left_on=pupil.left_on,
    )


def still_stands(wording: WordingVersion, current: WordingVersion, now: datetime) -> bool:
    """Whether a form on that wording may still be taken: no material version has come into force since (T22, Q30)."""
    if wording.organisation_id != current.organisation_id:
        return False
    newer = WordingVersion.objects.filter(
        organisation=wording.organisation_id, number__gt=wording.number, material=True, effective_from__lte=now
    )
    return not newer.exists()


def _form(
    pupil: Pupil, entry: FormEntry, signer: Signer, wording: WordingVersion, starts_on: date, by: Person, now: datetime
) -> SignedForm:
    profile = profile_for(pupil.organisation, local_midnight(starts_on) if starts_on > local_date(now) else now)
    return SignedForm(
        organisation=pupil.organisation,
        pupil=pupil,
        academic_year=entry.academic_year,
        signer_contact=signer.contact,
        signed_by_pupil=signer.is_pupil,
        signer_name=signer.name,
        relationship=signer.relationship,
        basis=signer.standing,
        signed_on=entry.signed_on,
        declaration_signed=entry.declaration_signed and entry.signed_on is not None,
        received_at=entry.received_at,
        starts_on=starts_on,
        method=entry.method,
        wording=wording,
        regime=profile["P36"],
        profile_version=profile.version,
        entered_at=now,
        entered_by=by,
    )


def _answers(form: SignedForm, given: Iterable[Given], signer: Signer, effective: datetime) -> list[Answer]:
    return [
        Answer(
            form=form,
            pupil_id=form.pupil_id,
            academic_year=form.academic_year,
            kind=one.kind,
            channel=one.channel,
            account_id=one.account_id,
            value=one.value,
            conditions=one.conditions.strip() if one.value == Value.CONDITIONS else "",
            person_key=signer.key,
            standing=signer.standing,
            regime=form.regime,
            received_at=form.received_at,
            effective_from=effective,
            status=one.value,
        )
        for one in given
    ]


def _facts(pupil: Pupil, form: SignedForm, answers: list[Answer], replaced: int) -> dict[str, object]:
    """What the trail keeps: references and statuses, and never what somebody wrote as a condition."""
    said = [f"{a.kind}/{a.channel}/{a.account_id or '-'}={a.value}" for a in answers]
    return {
        "pupil": pupil.reference,
        "year": form.academic_year,
        "standing": Standing(form.basis).value,
        "wording": form.wording.reference,
        "answers": said,
        "replaced": replaced,
    }
