"""Recording a signed form: who signed, in what standing, when, on which wording, and each answer (C089, C091-C095)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from consent.models import Answer, SignedForm, WordingVersion
from consent.rules.entry import Entry, Given, faults, starts
from consent.rules.states import Standing, Status, Value
from consent.selectors.places import accounts_of, line_of, replacing, wording_in_force
from consent.selectors.regimes import policy_when
from consent.services.changes import announce, open_change
from consent.services.ending import Ending, end_answers
from consent.services.overtaken import NEWER_FORM, by_new_wording, by_newer_form, received_before, sooner
from consent.services.revisions import bump
from consent.services.signers import Signer, signer_of
from governance.audit.services import record
from governance.duties.services import close_duties
from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.services import require
from pupils.models import Contact, Pupil


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
    # 1. Who may. From here on nobody publishes this pupil and no wording changes: what is read is what stands (law 1).
    verdict = require(by, "consent.record_form", pupil, now=now)
    bump([pupil.pk])
    # 2. Everything that is wrong with the form.
    signed = entry.signed_on or local_date(entry.received_at)
    signer = signer_of(pupil, contact=entry.contact, by_pupil=entry.by_pupil, name=entry.signer_name, on=signed)
    wording = entry.wording or wording_in_force(pupil.organisation, now)
    if wording is None:
        raise Refused("The school has not written the wording of its consent form yet. Add it first.")
    to_check = _to_check(pupil, entry, signer, wording, now)
    if wrong := faults(to_check, now):
        raise Refused(wrong)
    # 3. What it says, from when, and what it replaces or is replaced by: receipt decides, not typing (D20).
    form = _form(pupil, entry, signer, wording, starts(to_check), by, now)
    form.save(force_insert=True)
    effective = _effective(entry.received_at, form.starts_on)
    own = Answer.objects.filter(pupil=pupil, academic_year=entry.academic_year, person_key=signer.key)
    answers = _answers(form, entry.answers, signer, effective, by_newer_form(own, entry.received_at))
    replaced = end_answers(
        received_before(own, entry.received_at), "supersede", at=effective, because=NEWER_FORM,
        by_reference=form.reference,
    )  # fmt: skip
    Answer.objects.bulk_create(answers)
    # 4. What follows.
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
    return Entry(
        academic_year=entry.academic_year,
        standing=signer.standing,
        signer_name=signer.name,
        signed_on=entry.signed_on,
        declaration_signed=entry.declaration_signed,
        received_at=entry.received_at,
        starts_on=entry.starts_on,
        by_telephone=entry.method == SignedForm.Method.TELEPHONE,
        wording_in_force=still_stands(wording, pupil.organisation, now),
        account_ids=[account.pk for account in accounts_of(pupil.organisation)],
        answers=entry.answers,
        left_on=pupil.left_on,
    )


def still_stands(wording: WordingVersion, organisation: Organisation, now: datetime) -> bool:
    """Whether a form on that wording may still be taken: no material version has taken its place since (T22, Q30)."""
    if wording.organisation_id not in line_of(organisation):
        return False
    return not replacing(wording, organisation).filter(effective_from__lte=now).exists()


def _effective(received_at: datetime, starts_on: date) -> datetime:
    """From when a form counts: never before the school had it, nor before its own first day."""
    return max(received_at, local_midnight(starts_on))


def _form(
    pupil: Pupil, entry: FormEntry, signer: Signer, wording: WordingVersion, starts_on: date, by: Person, now: datetime
) -> SignedForm:
    # The family answered under the policy from which their answer counts, whenever it is typed in (Q37).
    profile = policy_when(pupil.organisation, _effective(entry.received_at, starts_on))
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


def _answers(
    form: SignedForm, given: Iterable[Given], signer: Signer, effective: datetime, overtaken: Ending | None
) -> list[Answer]:
    """A newer form ends whatever was said before it; other words end a yes only (T22)."""
    reworded = by_new_wording(form)
    return [
        _answer(form, one, signer, effective, sooner(overtaken, reworded if one.is_yes else None)) for one in given
    ]


def _answer(form: SignedForm, one: Given, signer: Signer, effective: datetime, ending: Ending | None) -> Answer:
    return Answer(
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
        status=Status.SUPERSEDED if ending else one.value,
        ended_at=ending.at if ending else None,
        ended_because=ending.because if ending else "",
        ended_by_reference=ending.by_reference if ending else "",
    )


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
        "overtaken": sum(a.ended_at is not None for a in answers),
    }
