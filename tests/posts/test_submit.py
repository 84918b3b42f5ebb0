"""Submitting: everything that stands in the way at once, and exactly what was sent on the record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.services import withdraw_device
from governance.calendar.rules import Days
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.people.models import Engagement
from posts.models import Post, PostVersion
from posts.services import drafts, submission
from posts.services.gate import GateClosed
from tests.accounts.factories import AuthorisationFactory
from tests.consent.factories import AnswerFactory, BarFactory, agreed
from tests.factories import PersonFactory
from tests.pupils.factories import PupilFactory


def reasons(desk, post, by=None):
    """Why the post cannot be sent."""
    with pytest.raises(GateClosed) as closed:
        submission.submit(post, by=by or desk.author, now=desk.now)
    return closed.value.reasons


@pytest.mark.clause("C058", "C060", "C061", "C037")
def test_an_empty_draft_is_told_everything_that_is_missing_at_once(desk):
    post = desk.start()

    told = reasons(desk, post)

    assert len(told) == 4
    assert Post.objects.get().status == "draft"


@pytest.mark.clause("C058", "T34")
def test_what_was_sent_is_kept_exactly(desk):
    post = desk.submitted(picture=True)

    version = PostVersion.objects.get(post=post)
    assert version.snapshot["text"] == post.text
    assert version.snapshot["media"][0]["alternative_text"] == "A child holding a marrow"
    assert version.content_hash == post.content_hash


@pytest.mark.clause("C058")
def test_only_the_author_sends_a_draft(desk):
    post = desk.draft()

    with pytest.raises(NotAllowed, match="Only whoever wrote"):
        submission.submit(post, by=desk.world.com, now=desk.now)


@pytest.mark.clause("C037", "M07")
def test_staff_without_authorisation_may_draft_but_not_send(desk):
    stranger_to_account = PersonFactory(working_at=desk.world.school)
    post = desk.draft(by=stranger_to_account)

    told = reasons(desk, post, by=stranger_to_account)

    assert any("is not authorised to post" in reason for reason in told)


@pytest.mark.clause("C037", "Q22", "K03")
def test_the_communications_officer_takes_over_a_draft_and_sends_it(desk):
    asking = PersonFactory(working_at=desk.world.school)
    post = drafts.take_over(desk.draft(by=asking), by=desk.world.com, now=desk.now)

    sent = submission.submit(post, by=desk.world.com, now=desk.now)

    assert (sent.status, sent.author) == ("submitted", desk.world.com)
    assert asking.pk in sent.interests()["editor"]


@pytest.mark.clause("C075", "C097", "T05")
def test_a_pupil_nobody_answered_for_may_not_be_shown(desk):
    silent = PupilFactory(organisation=desk.world.school)
    post = desk.draft(picture=True, pupils={silent.pk: []})

    assert reasons(desk, post) == [f"{silent} may not be shown in this post."]


@pytest.mark.clause("T17", "C106")
def test_a_protective_bar_reads_like_any_other_no(desk):
    barred = PupilFactory(organisation=desk.world.school, mother=True)
    agreed(barred, desk.account)
    BarFactory(pupil=barred)
    silent = PupilFactory(organisation=desk.world.school)
    post = desk.draft(picture=True, pupils={barred.pk: [], silent.pk: []})

    told = reasons(desk, post)

    assert sorted(told) == sorted(f"{pupil} may not be shown in this post." for pupil in (barred, silent))


@pytest.mark.clause("T03", "C093")
def test_a_yes_to_videos_alone_is_no_yes_to_a_picture(desk):
    films_only = PupilFactory(organisation=desk.world.school, mother=True)
    for by_pupil in (False, True):
        AnswerFactory(pupil=films_only, account=desk.account, kind="video", by_pupil=by_pupil)
    post = desk.draft(picture=True, pupils={films_only.pk: []})

    assert reasons(desk, post) == [f"{films_only} may not be shown in this post."]


@pytest.mark.clause("T48", "C095")
def test_a_channel_that_was_not_asked_for_is_named(desk):
    other = desk.another_account(name="Harbour sport")
    post = desk.draft(picture=True, account_ids=[desk.account.pk, other.pk])

    assert reasons(desk, post) == ["Aled Penrose may not be shown on Harbour sport."]


@pytest.mark.clause("C094")
def test_a_condition_must_be_ticked_as_it_reads_now(desk):
    bound = PupilFactory(organisation=desk.world.school, mother=True)
    AnswerFactory(pupil=bound, account=desk.account, value="conditions", conditions="No close-ups")
    AnswerFactory(pupil=bound, account=desk.account, by_pupil=True)
    post = desk.draft(picture=True, pupils={bound.pk: ["Another condition"]}, conditions_met=[bound.pk])

    assert "No close-ups" in reasons(desk, post)[0]
    draft = replace(_typed(desk, post), pupils={bound.pk: ["No close-ups"]}, conditions_met=[bound.pk])
    assert submission.submit(desk.save(post, draft), by=desk.author, now=desk.now).status == "submitted"


def _typed(desk, post):
    picture = post.media.get()
    return replace(desk.plain, pictures={picture.reference: desk.about()})


@pytest.mark.clause("T06", "C096")
def test_consent_is_asked_for_the_day_it_is_to_go_out(desk):
    next_year = datetime(2027, 9, 1, 8, tzinfo=UTC)
    post = desk.draft(picture=True, planned_for=next_year)

    assert reasons(desk, post) == ["Aled Penrose may not be shown in this post."]


@pytest.mark.clause("T114", "D04")
def test_a_pupil_of_the_other_school_is_checked_in_that_school(desk):
    federation_post = drafts.start(organisation=desk.world.top, by=desk.world.com, now=desk.now)
    elsewhere = PupilFactory(organisation=desk.world.small, mother=True)
    picture = desk.picture(federation_post, by=desk.world.com)
    typed = replace(
        desk.plain,
        pupils={elsewhere.pk: [], desk.pupil.pk: []},
        pictures={picture.reference: desk.about(pupils_visible=2)},
    )
    post = desk.save(federation_post, typed, by=desk.world.com)

    assert reasons(desk, post, by=desk.world.com) == [f"{elsewhere} may not be shown in this post."]
    agreed(elsewhere, desk.account)
    assert submission.submit(post, by=desk.world.com, now=desk.now).status == "submitted"


@pytest.mark.clause("D04", "T10")
def test_a_teacher_cannot_tick_a_pupil_of_a_school_they_have_no_business_with(desk):
    elsewhere = PupilFactory(organisation=desk.world.elsewhere)

    post = desk.draft(picture=True, pupils={elsewhere.pk: [], desk.pupil.pk: []})

    assert [row.pupil for row in post.shown.all()] == [desk.pupil]


@pytest.mark.clause("C074", "P46")
def test_a_device_that_was_withdrawn_is_refused(desk):
    post = desk.draft(picture=True)
    withdraw_device(desk.device, reason="Broken", by=desk.world.oso, now=desk.now - timedelta(days=1))

    assert reasons(desk, post) == [
        "Picture 1: Office camera was withdrawn on Sunday 4 October 2026, before this picture was taken."
    ]


@pytest.mark.clause("C065", "C066", "T28")
def test_a_full_name_in_alternative_text_stops_the_post(desk):
    post = desk.draft(picture=True)
    picture = post.media.get()
    draft = replace(_shown(desk), pictures={picture.reference: desk.about(alternative_text="Aled Penrose digging")})

    told = reasons(desk, desk.save(post, draft))

    assert told == ["This gives a pupil's full name: Aled Penrose. Take it out."]


def _shown(desk):
    return replace(desk.plain, pupils={desk.pupil.pk: []})


@pytest.mark.clause("T27")
def test_an_adult_of_the_same_name_can_be_explained(desk):
    PersonFactory(given_name="Aled", family_name="Penrose", working_at=desk.world.school)
    post = desk.draft(picture=True, text="Mr Aled Penrose retires.", names_explained="Our caretaker")

    assert submission.submit(post, by=desk.author, now=desk.now).status == "submitted"


@pytest.mark.clause("P36", "P43", "C088", "Q37")
def test_each_of_the_five_regimes_gives_its_own_answer(any_desk):
    post = any_desk.draft(picture=True)
    expected = {
        "SPX": None,
        "STB": "no pictures of people",
        "ODB": None,
        "ROS": "shows no pupil who can be identified",
        "WAN": None,
    }[any_desk.preset]

    if expected is None:
        assert submission.submit(post, by=any_desk.author, now=any_desk.now).version == 1
    else:
        assert any(expected in reason for reason in reasons(any_desk, post))


@pytest.mark.clause("P36", "P44", "Q37")
def test_pictures_in_which_nobody_can_be_identified_pass_but_where_no_people_may_be_shown(any_desk):
    # Where nobody may ever be recognised, whoever is in the picture is ticked all the same.
    shown = {any_desk.pupil.pk: []} if any_desk.preset == "ROS" else {}
    post = any_desk.draft(picture=True, pupils=shown, no_identifiable=True)

    if any_desk.preset == "STB":
        assert reasons(any_desk, post)
    else:
        assert submission.submit(post, by=any_desk.author, now=any_desk.now).version == 1


@pytest.mark.clause("Q37", "T24", "C106", "P36")
def test_a_barred_pupil_is_not_shown_even_unrecognisably(any_desk):
    if any_desk.preset != "ROS":
        pytest.skip("Only where nobody may be recognised are unrecognisable pupils ticked.")
    post = any_desk.draft(picture=True, no_identifiable=True)
    BarFactory(pupil=any_desk.pupil)

    assert reasons(any_desk, post) == [f"{any_desk.pupil.name} may not be shown in this post."]


@pytest.mark.clause("C075", "T25")
@pytest.mark.parametrize("kind", ["photo", "pupil-work", "other"])
def test_a_tick_that_nobody_can_be_identified_never_lets_a_ticked_pupil_through(desk, kind):
    post = desk.draft(picture=True)
    picture = post.media.get()
    BarFactory(pupil=desk.pupil)
    typed = replace(_typed(desk, post), no_identifiable=True, pictures={picture.reference: desk.about(kind=kind)})
    desk.save(post, replace(typed, pupils={desk.pupil.pk: []}))

    assert any("may not be shown" in reason for reason in reasons(desk, post))


@pytest.mark.clause("P10", "P11", "K05", "M08", "Q02", "J07", "C058")
def test_each_profile_asks_its_own_approver(any_desk):
    post = any_desk.submitted()

    asked = {"SPX": "HOS", "STB": "HD", "ODB": "SLT", "ROS": "COM", "WAN": "HD"}[any_desk.preset]
    assert [duty.asked_role for duty in Duty.objects.filter(kind="J07", thing_reference=post.reference)] == [asked]


@pytest.mark.clause("P11")
def test_a_post_that_is_not_controversial_needs_an_approver_everywhere_but_odb(any_desk):
    post = any_desk.draft(controversial=False)

    sent = submission.submit(post, by=any_desk.author, now=any_desk.now)

    assert sent.status == ("approved" if any_desk.preset == "ODB" else "submitted")
    assert sent.approved_under == ("P11" if any_desk.preset == "ODB" else "")
    assert Duty.objects.filter(kind="J07").exists() is (any_desk.preset != "ODB")


@pytest.mark.clause("P11", "D17")
def test_a_post_let_through_by_rule_is_gated_all_the_same(any_desk):
    post = any_desk.draft(controversial=False, text="")

    assert reasons(any_desk, post) == ["Write what the post says."]


@pytest.mark.clause("D09", "T37")
def test_an_author_who_has_left_cannot_send(desk):
    post = desk.draft()
    AuthorisationFactory.reset_sequence()
    Engagement.objects.filter(person=desk.author).update(ends_on=datetime(2026, 10, 4, tzinfo=UTC).date())

    with pytest.raises(Refused, match="does not cover today"):
        submission.submit(post, by=desk.author, now=desk.now)


@pytest.mark.clause("T34", "Fault4")
def test_a_change_that_comes_between_the_check_and_the_sending_stops_it(desk, monkeypatch):
    post = desk.draft()
    gate = submission.open_gate

    def somebody_saves_meanwhile(content, **options):
        opened = gate(content, **options)
        desk.save(post, replace(desk.plain, text="Not what was checked"), by=desk.world.com)
        return opened

    monkeypatch.setattr(submission, "open_gate", somebody_saves_meanwhile)

    with pytest.raises(TooLate):
        submission.submit(post, by=desk.author, now=desk.now)


@pytest.mark.clause("C058")
def test_two_editors_of_one_draft_do_not_overwrite_one_another(desk):
    post = desk.draft()
    edition = Post.objects.get().edition
    drafts.save(post, draft=replace(desk.plain, text="Mine"), edition=edition, by=desk.world.com, now=desk.now)

    with pytest.raises(TooLate):
        drafts.save(post, draft=replace(desk.plain, text="Theirs"), edition=edition, by=desk.author, now=desk.now)

    assert Post.objects.get().text == "Mine"


@pytest.mark.clause("J07", "D17")
def test_a_post_is_sent_even_when_the_bank_holidays_are_not_known(desk, monkeypatch):
    unknown = Days(bank_holidays=frozenset(), known_to=date(2020, 12, 31))
    monkeypatch.setattr("posts.services.telling.days_for", lambda organisation: unknown)

    post = desk.submitted()

    assert Duty.objects.get(kind="J07", thing_reference=post.reference).due_at == desk.now + timedelta(days=1)
