"""Recording a signed form: only what was signed, by whom it may be signed, and nothing overwritten."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consent.models import Answer, SignedForm
from consent.rules.entry import Given
from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.rules.states import Status
from consent.selectors import rulings
from consent.services import FormEntry, invalidate_form, note_asked, note_unsigned, publish_wording, record_form
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from tests.consent.factories import AccountFactory, WordingFactory
from tests.pupils.factories import ContactFactory, PupilFactory, ResponsibilityFactory

WEBSITE = Use("image", "website")
YES = (Given("image", "website", None, "given"), Given("video", "website", None, "refused"))


def entry(now, **changes):
    """A form signed and received this morning."""
    basic = {
        "academic_year": 2026,
        "answers": YES,
        "received_at": now - timedelta(hours=1),
        "signed_on": now.date(),
        "declaration_signed": True,
    }
    return FormEntry(**{**basic, **changes})


def reasons(pupil, now, use=WEBSITE, on=None):
    """Why the pupil may not be shown."""
    day = on or now.date()
    return rulings([pupil.pk], [use], on=day, now=now)[pupil.pk, use].reasons


@pytest.mark.clause("C089", "C091", "C093", "C111", "D01", "P39")
def test_a_form_keeps_who_signed_when_and_on_which_wording(pupil, mother, spx, now):
    form = record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.office, now=now)

    assert (form.basis, form.relationship, form.wording.number, form.regime) == ("responsible", "Mother", 1, "opt-in")
    assert form.profile_version
    assert form.entered_at > form.received_at
    assert {(a.kind, a.status) for a in form.answers.all()} == {("image", "given"), ("video", "refused")}
    assert AuditEvent.objects.filter(action="consent.record_form", thing_reference=form.reference).count() == 1


@pytest.mark.clause("C092", "T14")
def test_the_pupils_own_answer_is_a_record_of_its_own(pupil, mother, spx, now):
    record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.com, now=now)
    before = reasons(pupil, now)

    record_form(pupil=pupil, entry=entry(now, by_pupil=True), by=spx.dpo, now=now)

    assert before == (Reason.PUPIL_MISSING,)
    assert reasons(pupil, now) == ()


@pytest.mark.clause("T20", "C104")
def test_a_newer_form_supersedes_the_same_signers_answers_and_overwrites_nothing(pupil, mother, spx, now):
    old = record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.office, now=now)
    later = now + timedelta(days=1)

    only_video = (Given("video", "website", None, "given"),)
    record_form(pupil=pupil, entry=entry(later, contact=mother, answers=only_video), by=spx.office, now=later)

    said = Answer.objects.filter(form=old)
    assert {(a.value, a.status) for a in said} == {("given", "superseded"), ("refused", "superseded")}
    assert Reason.SUPERSEDED in reasons(pupil, later)
    with pytest.raises(TypeError):
        said[0].save()
    with pytest.raises(TypeError):
        old.save()


@pytest.mark.clause("T12")
def test_the_other_parents_answers_are_left_alone(pupil, mother, spx, now):
    father = ResponsibilityFactory(pupil=pupil).contact
    refusal = (Given("image", "website", None, "refused"),)
    record_form(pupil=pupil, entry=entry(now, contact=father, answers=refusal), by=spx.office, now=now)

    record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.office, now=now)

    assert {Reason.REFUSED, Reason.CONFLICT} <= set(reasons(pupil, now))


@pytest.mark.clause("T13", "C091")
def test_a_step_parent_cannot_say_yes_but_can_say_no(pupil, spx, now):
    step = ResponsibilityFactory(pupil=pupil, has_responsibility=False, relationship="Step-father").contact
    refusal = (Given("image", "website", None, "refused"),)

    with pytest.raises(Refused, match="did not hold parental responsibility"):
        record_form(pupil=pupil, entry=entry(now, contact=step), by=spx.office, now=now)
    form = record_form(pupil=pupil, entry=entry(now, contact=step, answers=refusal), by=spx.office, now=now)

    assert form.basis == "objector"
    assert Reason.OBJECTION in reasons(pupil, now)


@pytest.mark.clause("T13", "Q36")
@pytest.mark.parametrize(("ends_on", "kept"), [(date(2026, 10, 5), True), (date(2026, 10, 4), False)])
def test_responsibility_counts_on_the_day_of_signing_to_its_last_day(pupil, mother, spx, now, ends_on, kept):
    pupil.responsibilities.update(ends_on=ends_on)

    if kept:
        record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.office, now=now)
    else:
        with pytest.raises(Refused):
            record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.office, now=now)

    assert SignedForm.objects.exists() == kept


@pytest.mark.clause("C112", "T05")
@pytest.mark.parametrize("missing", [{"declaration_signed": False}, {"signed_on": None}])
def test_an_unsigned_or_undated_form_is_no_consent(pupil, mother, spx, now, missing):
    with pytest.raises(Refused, match="signed and dated"):
        record_form(pupil=pupil, entry=entry(now, contact=mother, **missing), by=spx.office, now=now)
    note_unsigned(pupil=pupil, academic_year=2026, by=spx.office, now=now)

    assert reasons(pupil, now)[0] == Reason.UNSIGNED


@pytest.mark.clause("C112", "T13", "D17")
def test_every_fault_is_told_at_once(pupil, spx, now):
    stranger = ContactFactory(organisation=spx.school)
    ResponsibilityFactory(pupil=pupil, contact=stranger, has_responsibility=False)
    bad = entry(
        now, contact=stranger, academic_year=2028, received_at=now + timedelta(hours=1), signed_on=None,
        answers=(Given("image", "account", 999, "conditions"),), method="telephone",
    )  # fmt: skip

    with pytest.raises(Refused) as refusal:
        record_form(pupil=pupil, entry=bad, by=spx.office, now=now)

    assert len(refusal.value.reasons) == 7
    assert SignedForm.objects.count() == 0


@pytest.mark.clause("C099", "Q32")
def test_a_no_counts_by_telephone_unsigned(pupil, mother, spx, now):
    refusal = entry(
        now, contact=mother, answers=(Given("image", "website", None, "refused"),), method="telephone",
        signed_on=None, declaration_signed=False,
    )  # fmt: skip

    record_form(pupil=pupil, entry=refusal, by=spx.office, now=now)

    assert Reason.REFUSED in reasons(pupil, now)


@pytest.mark.clause("Q25", "C096")
def test_next_years_form_is_taken_from_june_and_counts_from_september(pupil, mother, spx):
    may, june = datetime(2027, 5, 31, 9, tzinfo=UTC), datetime(2027, 6, 1, 9, tzinfo=UTC)
    following = {"academic_year": 2027, "contact": mother}

    with pytest.raises(Refused, match="open in June"):
        record_form(pupil=pupil, entry=entry(may, **following), by=spx.office, now=may)
    form = record_form(pupil=pupil, entry=entry(june, **following), by=spx.office, now=june)

    assert form.answers.first().effective_from == datetime(2027, 8, 31, 23, 0, tzinfo=UTC)
    assert reasons(pupil, june, on=date(2027, 9, 1)) == (Reason.PUPIL_MISSING,)


@pytest.mark.clause("T23", "C089")
def test_nothing_carries_an_answer_into_the_next_year(agreed_pupil, now):
    september = datetime(2027, 9, 1, 8, tzinfo=UTC)

    assert reasons(agreed_pupil, september)[0] == Reason.EXPIRED
    assert not Answer.objects.filter(academic_year=2027).exists()


@pytest.mark.clause("T22", "C111", "Q30")
@pytest.mark.parametrize(("material", "still_yes"), [(True, False), (False, True)])
def test_a_material_change_of_wording_ends_every_yes_from_its_day_a_minor_one_none(
    agreed_pupil, spx, now, material, still_yes
):
    starts = now + timedelta(days=7)

    publish_wording(
        organisation=spx.federation, text="New words", material=material, by=spx.dpo, now=now, effective_from=starts
    )

    assert reasons(agreed_pupil, now) == ()
    assert (reasons(agreed_pupil, starts) == ()) == still_yes


@pytest.mark.clause("T22", "C111")
def test_a_form_on_a_wording_that_was_replaced_is_refused(pupil, mother, spx, now):
    old = spx.federation.consent_wordings.get()
    WordingFactory(organisation=spx.federation, number=2, effective_from=now - timedelta(days=1))

    with pytest.raises(Refused, match="old wording"):
        record_form(pupil=pupil, entry=entry(now, contact=mother, wording=old), by=spx.office, now=now)


@pytest.mark.clause("C091", "T13")
def test_the_dpo_declares_a_form_invalid_and_its_answers_end(pupil, mother, spx, now, heard):
    form = record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.office, now=now)

    invalidate_form(form=form, because="The court order of May was overlooked.", by=spx.dpo, now=now)

    assert set(form.answers.values_list("status", flat=True)) == {Status.INVALIDATED}
    assert reasons(pupil, now)[0] == Reason.NOT_VALID
    assert len(heard) == 2


@pytest.mark.clause("K10", "K11")
def test_a_parent_who_works_here_does_not_record_their_own_childs_form(pupil, mother, spx, now):
    mother.person = spx.office
    mother.save()

    with pytest.raises(NotAllowed, match="Your own child"):
        record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.office, now=now)
    record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.com, now=now)

    assert SignedForm.objects.count() == 1


@pytest.mark.clause("M12", "D04")
@pytest.mark.parametrize(
    ("who", "refusal"),
    [("teacher", NotAllowed), ("head", NotAllowed), ("dsl", NotAllowed), ("stranger", NotFoundHere)],
)
def test_only_the_office_communications_and_the_dpo_record_forms(pupil, mother, spx, now, who, refusal):
    with pytest.raises(refusal):
        record_form(pupil=pupil, entry=entry(now, contact=mother), by=getattr(spx, who), now=now)


@pytest.mark.clause("C095")
def test_only_the_schools_own_accounts_are_covered(pupil, mother, spx, now):
    foreign = AccountFactory(organisation=spx.elsewhere)

    with pytest.raises(Refused, match="not one of this school's"):
        record_form(
            pupil=pupil, entry=entry(now, contact=mother, answers=(Given("image", "account", foreign.pk, "given"),)),
            by=spx.office, now=now,
        )  # fmt: skip


@pytest.mark.clause("C094", "T16")
def test_conditions_are_kept_word_for_word_and_never_in_the_trail(pupil, mother, spx, now):
    given = (Given("image", "website", None, "conditions", "Never with her sister"),)

    form = record_form(pupil=pupil, entry=entry(now, contact=mother, answers=given), by=spx.office, now=now)

    assert form.answers.get().conditions == "Never with her sister"
    assert not AuditEvent.objects.filter(facts__contains="sister").exists()


@pytest.mark.clause("C107")
def test_a_joiners_duty_closes_when_somebody_answers(pupil, mother, spx, now):
    from pupils.signals import pupils_joined

    pupils_joined.send(organisation_id=spx.school.pk, pupil_ids=[pupil.pk], now=now)
    opened = Duty.objects.get(kind="J12")

    record_form(pupil=pupil, entry=entry(now, contact=mother), by=spx.office, now=now)

    opened.refresh_from_db()
    assert opened.outcome == "answered"


@pytest.mark.clause("C089", "T05")
def test_asked_once_is_asked_and_is_no_answer(pupil, spx, now):
    first = note_asked(
        organisation=spx.school, pupils=[pupil], academic_year=2026, means="paper", by=spx.office, now=now
    )
    again = note_asked(
        organisation=spx.school, pupils=[pupil], academic_year=2026, means="paper", by=spx.office, now=now
    )

    assert (first, again) == (1, 0)
    assert reasons(pupil, now)[0] == Reason.NO_REPLY


def test_a_pupil_of_another_school_is_not_asked_by_this_one(spx, pupil, now):
    other = PupilFactory(organisation=spx.small)

    asked = note_asked(
        organisation=spx.school, pupils=[other], academic_year=2026, means="paper", by=spx.office, now=now
    )

    assert asked == 0
