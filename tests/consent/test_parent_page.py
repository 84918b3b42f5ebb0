"""A parent's own pages: the own children only, what they said, and stopping it at once; nothing of staff."""

from datetime import timedelta

import pytest
from django.urls import reverse

from consent.models import Answer, ChangeRequest, ParentLink
from consent.rules.facts import Use
from consent.rules.states import Value
from consent.selectors import rulings
from consent.services import WishEntry, withdraw
from consent.services.links import LASTS, link_of, make_link
from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from tests.consent.factories import AnswerFactory, BarFactory
from tests.pupils.factories import ContactFactory, PupilFactory, ResponsibilityFactory

WEBSITE = Use("image", "website")
VIDEO = Use("video", "website")


@pytest.fixture
def token(mother, spx, now):
    """The secret of the mother's link, made by the office."""
    return make_link(contact=mother, by=spx.office, now=now)[1]


@pytest.fixture
def clock(monkeypatch, now):
    """What the pages read as now."""

    class Clock:
        at = now

    monkeypatch.setattr("governance.pages.middleware.timezone.now", lambda: Clock.at)
    return Clock


@pytest.fixture
def page(client, clock):
    """Open one of the family's pages by its name."""
    return lambda name, *args: client.get(reverse(f"family:{name}", args=args))


def may_use(pupil, use, now):
    return rulings([pupil.pk], [use], on=now.date(), now=now)[pupil.pk, use].may_use


# -- The link ----------------------------------------------------------------------------------------------------------


@pytest.mark.clause("M12")
def test_only_the_digest_of_a_link_is_kept(mother, spx, now):
    link, token = make_link(contact=mother, by=spx.office, now=now)

    kept = [str(value) for value in ParentLink.objects.values_list().get()]
    assert len(token) >= 22
    assert not any(token in value for value in kept)
    assert not any(token in str(event) for event in AuditEvent.objects.values_list())
    assert link_of(token, now) == link


def test_making_a_link_is_on_record(mother, spx, now):
    link, _ = make_link(contact=mother, by=spx.office, now=now)

    event = AuditEvent.objects.get(action="consent.make_link")
    assert (event.thing_reference, event.actor_reference) == (link.reference, spx.office.reference)


def test_a_new_link_stops_the_one_before(mother, spx, now, token):
    fresh = make_link(contact=mother, by=spx.office, now=now)[1]

    assert link_of(fresh, now).contact == mother
    with pytest.raises(NotFoundHere):
        link_of(token, now)


def test_a_link_opens_until_its_last_moment(token, now):
    last = now + LASTS

    assert link_of(token, last - timedelta(seconds=1))
    with pytest.raises(NotFoundHere):
        link_of(token, last)


@pytest.mark.parametrize("who", ["teacher", "hos", "head", "ict", "governor", "chair"])
def test_only_those_who_record_consent_make_links(mother, spx, now, who):
    with pytest.raises(NotAllowed):
        make_link(contact=mother, by=getattr(spx, who), now=now)

    assert not ParentLink.objects.exists()


def test_another_school_s_family_is_not_found(mother, spx, now):
    with pytest.raises(NotFoundHere):
        make_link(contact=mother, by=spx.stranger, now=now)


@pytest.mark.clause("K10")
def test_staff_make_no_link_to_their_own_child(pupil, mother, spx, now):
    ResponsibilityFactory(pupil=pupil, contact=ContactFactory(organisation=spx.school, person=spx.office))

    with pytest.raises(NotAllowed):
        make_link(contact=mother, by=spx.office, now=now)


@pytest.mark.clause("T13")
def test_no_link_for_a_contact_without_responsibility(spx, now):
    aunt = ResponsibilityFactory(pupil__organisation=spx.school, has_responsibility=False).contact

    with pytest.raises(Refused, match="parental responsibility"):
        make_link(contact=aunt, by=spx.office, now=now)


# -- The pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.clause("M10")
def test_a_parent_sees_the_own_child_and_what_was_said(page, agreed_pupil, token):
    family = page("view_family", token)
    child = page("view_child", token, agreed_pupil.reference)

    assert agreed_pupil.given_name in family.content.decode()
    assert "May use them" in child.content.decode()
    assert "31 August 2027" in child.content.decode()


def test_the_words_signed_are_shown(page, agreed_pupil, token):
    shown = page("view_child", token, agreed_pupil.reference).content.decode()

    assert Answer.objects.first().form.wording.text in shown


@pytest.mark.clause("M10", "D04")
def test_another_family_s_child_is_not_there(page, token, spx):
    other = PupilFactory(organisation=spx.school, mother=True)

    answers = [
        page("view_child", token, other.reference),
        page("stop_use", token, other.reference),
        page("view_stopped", token, other.reference, "WD-XXXXXXXXXX"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert not any(other.family_name in answer.content.decode() for answer in answers)


@pytest.mark.clause("T13")
def test_a_child_is_gone_the_day_responsibility_ends(page, pupil, token, now):
    pupil.responsibilities.update(ends_on=now.date() - timedelta(days=1))

    assert page("view_child", token, pupil.reference).status_code == 404
    assert pupil.given_name not in page("view_family", token).content.decode()


def test_another_parent_s_answer_is_not_repeated(page, pupil, token):
    AnswerFactory(pupil=pupil)
    father = ResponsibilityFactory(pupil=pupil, relationship="Father")
    AnswerFactory(
        pupil=pupil, form__signer_contact=father.contact, value=Value.CONDITIONS, conditions="Not beside his sister"
    )

    shown = page("view_child", token, pupil.reference).content.decode()
    assert "sister" not in shown


@pytest.mark.clause("T17", "Q31")
def test_a_bar_reads_like_any_other_no(page, agreed_pupil, pupil, token):
    BarFactory(pupil=agreed_pupil)

    shown = page("view_child", token, agreed_pupil.reference).content.decode()
    assert "Does not use them" in shown
    assert "May use them" not in shown
    assert not any(word in shown.lower() for word in ("barred", "safeguarding", "canary"))


@pytest.mark.clause("K11", "T82")
def test_a_parent_who_is_signed_in_as_staff_sees_nothing_of_staff(client_for, agreed_pupil, token, spx, clock):
    shown = (
        client_for(spx.head).get(reverse("family:view_child", args=[token, agreed_pupil.reference])).content.decode()
    )

    staff = [spx.head.name, reverse("pupils:list_pupils"), reverse("governance:list_notices"), "Sign out"]
    assert [word for word in staff if word in shown] == []


def test_every_page_stays_out_of_caches_and_searches(page, pupil, token):
    for answer in (page("view_family", token), page("stop_use", token, pupil.reference), page("view_family", "gone")):
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"


def test_every_dead_link_is_answered_with_the_same_page(page, mother, spx, token, now, clock):
    stopped = token
    fresh = make_link(contact=mother, by=spx.office, now=now)[1]
    answers = [page("view_family", "never-was"), page("view_family", stopped)]
    clock.at = now + LASTS
    answers.append(page("view_family", fresh))

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1
    assert "school office" in answers[0].content.decode()


def test_a_link_opened_too_often_asks_to_wait(page, token):
    answers = [page("view_family", token).status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]
    assert page("view_family", "another-family").status_code == 404


# -- Changing one's mind -----------------------------------------------------------------------------------------------


@pytest.fixture
def stop(client, clock, token, agreed_pupil):
    """Send the last form."""
    address = reverse("family:stop_use", args=[token, agreed_pupil.reference])
    return lambda what: client.post(address, {"stop": what}, follow=True)


@pytest.mark.clause("M14", "C099", "Q32")
def test_a_parent_stops_everything_at_once(stop, agreed_pupil, mother, now):
    assert may_use(agreed_pupil, WEBSITE, now)

    answer = stop("everything")

    request = ChangeRequest.objects.get()
    assert not may_use(agreed_pupil, WEBSITE, now)
    assert request.reference in answer.content.decode()
    assert (request.received_at, request.requester_contact, request.entered_by) == (now, mother, None)


@pytest.mark.clause("C093", "T03")
@pytest.mark.parametrize(("what", "image", "video"), [("image", False, True), ("video", True, False)])
def test_images_and_videos_are_stopped_apart(stop, agreed_pupil, now, what, image, video):
    stop(what)

    assert (may_use(agreed_pupil, WEBSITE, now), may_use(agreed_pupil, VIDEO, now)) == (image, video)


@pytest.mark.clause("C095", "T09")
def test_one_place_is_stopped_alone(stop, agreed_pupil, account, now):
    stop(account.reference)

    assert not may_use(agreed_pupil, Use("image", "account", account.pk), now)
    assert may_use(agreed_pupil, WEBSITE, now)


@pytest.mark.clause("C095", "T09")
def test_the_website_is_stopped_alone(stop, agreed_pupil, account, now):
    stop("website")

    assert not may_use(agreed_pupil, WEBSITE, now)
    assert may_use(agreed_pupil, Use("image", "account", account.pk), now)


@pytest.mark.clause("J13")
def test_the_data_protection_officer_is_asked_and_the_trail_names_the_parent(stop, mother):
    stop("everything")

    event = AuditEvent.objects.get(action="consent.withdraw")
    assert Duty.objects.get(kind="J13").asked_role == "DPO"
    assert (event.actor_name, event.actor_reference[:3]) == (mother.name, "PL-")


def test_looking_changes_nothing(page, token, agreed_pupil, now):
    kept = AuditEvent.objects.count()
    page("view_family", token)
    page("view_child", token, agreed_pupil.reference)
    check = page("stop_use", token, agreed_pupil.reference).client.get(
        reverse("family:stop_use", args=[token, agreed_pupil.reference]), {"stop": "everything"}
    )

    assert "Stop now" in check.content.decode()
    assert not ChangeRequest.objects.exists()
    assert (AuditEvent.objects.count(), may_use(agreed_pupil, WEBSITE, now)) == (kept, True)


@pytest.mark.parametrize("what", ["", "nonsense", "SA-2222222222"])
def test_an_answer_that_is_none_is_asked_again(stop, what):
    answer = stop(what)

    assert "There is a problem" in answer.content.decode()
    assert not ChangeRequest.objects.exists()


def test_a_link_that_has_stopped_stops_nothing(stop, agreed_pupil, mother, spx, now):
    make_link(contact=mother, by=spx.office, now=now)

    assert stop("everything").status_code == 404
    assert may_use(agreed_pupil, WEBSITE, now)


def test_the_service_takes_nobody_else_s_child_and_no_dead_link(agreed_pupil, mother, spx, now):
    link = make_link(contact=mother, by=spx.office, now=now)[0]
    other = PupilFactory(organisation=spx.school, mother=True)
    wish = WishEntry(received_at=now, contact=mother)

    with pytest.raises(NotFoundHere):
        withdraw(pupil=other, wish=wish, by=link, now=now)
    with pytest.raises(NotFoundHere):
        withdraw(pupil=agreed_pupil, wish=wish, by=link, now=now + LASTS)
    with pytest.raises(NotFoundHere):
        withdraw(pupil=agreed_pupil, wish=WishEntry(received_at=now, by_pupil=True), by=link, now=now)


# -- The button --------------------------------------------------------------------------------------------------------


def test_the_office_makes_a_link_from_the_pupil_s_page(client_for, pupil, mother, spx):
    office = client_for(spx.office)
    shown = office.get(reverse("pupils:view_pupil", args=[pupil.reference])).content.decode()
    address = reverse("family:make_link", args=[pupil.reference, mother.reference])

    made = office.post(address)

    assert address in shown
    assert made.status_code == 200
    assert ParentLink.objects.get().contact == mother


def test_the_link_that_is_shown_opens(client, client_for, pupil, mother, spx):
    made = client_for(spx.office).post(reverse("family:make_link", args=[pupil.reference, mother.reference]))

    assert client.get(made.context["address"]).status_code == 200


def test_a_teacher_is_not_offered_a_link(client_for, pupil, mother, spx):
    shown = client_for(spx.teacher).get(reverse("pupils:view_pupil", args=[pupil.reference])).content.decode()

    assert "Make a link" not in shown
