"""A signature covers the words that were signed: what a material change ends, and what it leaves alone (C111, T22, Q30)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from consent.models import Answer
from consent.rules.entry import Given
from consent.rules.facts import Use
from consent.rules.reasons import Reason
from consent.selectors import rulings, wordings_of
from consent.services import FormEntry, publish_wording, record_form
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from tests.consent.factories import WordingFactory, agreed
from tests.pupils.factories import PupilFactory

WEBSITE = Use("image", "website")
NOVEMBER = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)


def entry(now, mother, value="given", **changes):
    """A form about images on the website, signed and received today."""
    basic = {"academic_year": 2026, "answers": (Given("image", "website", None, value),), "received_at": now}
    return FormEntry(**{**basic, "signed_on": now.date(), "declaration_signed": True, "contact": mother, **changes})


def publish(organisation, by, now, *, starts=NOVEMBER, material=True):
    """A version of the wording from November on."""
    return publish_wording(
        organisation=organisation, text="Other words", material=material, by=by, now=now, effective_from=starts
    )


def ruling(pupil, at):
    """What may be done with an image on the website at that moment."""
    return rulings([pupil.pk], [WEBSITE], on=local_date(at), now=at)[pupil.pk, WEBSITE]


@pytest.mark.clause("C111", "T22", "Q30")
@pytest.mark.parametrize(("material", "ends_at"), [(True, NOVEMBER), (False, None)])
def test_a_yes_on_the_old_wording_typed_in_before_the_new_one_starts_ends_with_it(
    pupil, mother, spx, now, material, ends_at
):
    published = publish(spx.federation, spx.dpo, now, material=material)

    form = record_form(pupil=pupil, entry=entry(now, mother), by=spx.office, now=now)

    kept = form.answers.get()
    assert kept.ended_at == ends_at
    assert kept.ended_by_reference == (published.reference if material else "")
    assert Reason.SUPERSEDED not in ruling(pupil, now).reasons
    assert (Reason.SUPERSEDED in ruling(pupil, NOVEMBER).reasons) is material


@pytest.mark.clause("C111", "T22")
def test_a_no_and_a_form_on_the_new_wording_do_not_end_with_the_old(pupil, mother, spx, now):
    published = publish(spx.federation, spx.dpo, now)
    other = PupilFactory(organisation=spx.school, mother=True)

    no = record_form(pupil=pupil, entry=entry(now, mother, "refused"), by=spx.office, now=now)
    new = entry(now, other.responsibilities.get().contact, wording=published)
    on_new = record_form(pupil=other, entry=new, by=spx.office, now=now)

    assert [form.answers.get().ended_at for form in (no, on_new)] == [None, None]


@pytest.mark.clause("C096", "T22")
def test_words_that_start_next_september_end_nothing_that_ends_before_them(pupil, mother, spx, now):
    publish(spx.federation, spx.dpo, now, starts=datetime(2027, 9, 5, tzinfo=UTC))

    form = record_form(pupil=pupil, entry=entry(now, mother), by=spx.office, now=now)

    assert form.answers.get().ended_at is None


@pytest.mark.clause("C111", "T22", "Q30")
def test_a_yes_that_a_later_form_was_to_end_ends_with_the_wording_if_that_is_sooner(pupil, mother, spx, now):
    friday = now - timedelta(days=3)
    first = record_form(pupil=pupil, entry=entry(friday, mother), by=spx.office, now=now)
    record_form(pupil=pupil, entry=entry(now, mother, starts_on=date(2026, 12, 1)), by=spx.office, now=now)

    publish(spx.federation, spx.dpo, now)

    assert first.answers.get().ended_at == NOVEMBER
    assert Reason.SUPERSEDED not in ruling(pupil, now).reasons
    assert Reason.SUPERSEDED in ruling(pupil, NOVEMBER).reasons
    assert Reason.SUPERSEDED in ruling(pupil, datetime(2026, 12, 2, tzinfo=UTC)).reasons


@pytest.mark.clause("C111", "T22")
def test_a_schools_own_first_wording_ends_what_was_signed_on_that_of_the_federation(agreed_pupil, spx, now):
    sibling = PupilFactory(organisation=spx.small, mother=True)
    agreed(sibling)

    publish(spx.school, spx.dpo, now, starts=now)

    assert Reason.SUPERSEDED in ruling(agreed_pupil, now).reasons
    assert ruling(sibling, now).may_use


@pytest.mark.clause("C111", "T22")
def test_the_federations_wording_ends_nothing_at_a_school_that_has_its_own(agreed_pupil, spx, now):
    WordingFactory(organisation=spx.small)
    sibling = PupilFactory(organisation=spx.small, mother=True)
    agreed(sibling)

    publish(spx.federation, spx.dpo, now, starts=now)

    assert not ruling(agreed_pupil, now).may_use
    assert ruling(sibling, now).may_use


@pytest.mark.clause("C111", "T22")
def test_a_school_whose_own_wording_is_yet_to_start_still_goes_by_the_federations(agreed_pupil, spx, now):
    publish(spx.school, spx.dpo, now)

    publish(spx.federation, spx.dpo, now, starts=now)

    assert not ruling(agreed_pupil, now).may_use


@pytest.mark.clause("C111", "T22", "Q30")
def test_until_a_schools_own_first_wording_starts_forms_on_the_federations_are_taken_and_end_with_it(
    pupil, mother, spx, now
):
    old = spx.federation.consent_wordings.get()
    own = publish(spx.school, spx.dpo, now)

    form = record_form(pupil=pupil, entry=entry(now, mother, wording=old), by=spx.office, now=now)

    assert set(wordings_of(spx.school, now)) == {old, own}
    assert form.answers.get().ended_at == NOVEMBER
    later = NOVEMBER + timedelta(hours=9)
    with pytest.raises(Refused, match="old wording"):
        record_form(pupil=pupil, entry=entry(later, mother, wording=old), by=spx.office, now=later)
    assert set(wordings_of(spx.school, later)) == {own}


@pytest.mark.clause("C111")
def test_a_form_on_the_words_that_are_to_come_is_taken_beforehand(pupil, mother, spx, now):
    own = publish(spx.school, spx.dpo, now)

    form = record_form(pupil=pupil, entry=entry(now, mother, wording=own), by=spx.office, now=now)

    assert form.answers.get().ended_at is None


@pytest.mark.clause("Q30")
def test_a_schools_own_words_that_change_nothing_end_nothing(agreed_pupil, mother, spx, now):
    old = spx.federation.consent_wordings.get()

    publish(spx.school, spx.dpo, now, starts=now, material=False)
    record_form(pupil=agreed_pupil, entry=entry(now, mother, wording=old), by=spx.office, now=now)

    assert ruling(agreed_pupil, now).may_use


@pytest.mark.clause("C111", "T22")
def test_words_of_another_school_are_no_words_of_ours(pupil, mother, spx, now):
    foreign = WordingFactory(organisation=spx.elsewhere)
    spx.federation.consent_wordings.update(material=False)

    with pytest.raises(Refused, match="old wording"):
        record_form(pupil=pupil, entry=entry(now, mother, wording=foreign), by=spx.office, now=now)


@pytest.mark.clause("C111", "T22")
def test_the_page_says_how_long_a_form_on_the_old_words_counts(pupil, mother, spx, now, client_for, monkeypatch):
    monkeypatch.setattr("governance.pages.middleware.timezone.now", lambda: now)
    publish(spx.federation, spx.dpo, now)
    record_form(pupil=pupil, entry=entry(now, mother), by=spx.office, now=now)

    words = client_for(spx.dpo).get(reverse("consent:view_pupil", args=[pupil.reference])).content.decode()

    assert Answer.objects.get().status == "superseded"
    assert "Superseded from Sunday 1 November 2026" in words
    assert "The wording of the form changed" in words


@pytest.mark.clause("C111", "T22")
def test_the_page_offers_the_words_in_force_first(pupil, spx, now, client_for, monkeypatch):
    monkeypatch.setattr("governance.pages.middleware.timezone.now", lambda: now)
    coming, current = publish(spx.federation, spx.dpo, now), spx.federation.consent_wordings.get(number=1)

    words = client_for(spx.office).get(reverse("consent:record_form", args=[pupil.reference])).content.decode()

    assert f'<option value="{current.reference}" selected>' in words
    assert f'<option value="{coming.reference}">' in words
    assert "Version 2 of Harbour Federation, from 1 Nov 2026" in words
