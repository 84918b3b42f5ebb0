"""Signing over the years: who is asked when, on paper, after a quiz, by the head themselves (J22, J23, C012-C014, T102)."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.duties.services import sweep
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.notices.mail import digest_mail
from governance.notices.models import Notice
from governance.people.models import Engagement
from governance.people.roles import Role
from policies.models import Acknowledgement
from policies.selectors import signed_current
from policies.services import (
    add_question,
    ask_to_sign,
    excuse,
    key_sheet,
    lapse_signatures,
    retire_question,
    sign_version,
)
from tests.factories import LONG_AGO, EngagementFactory, PersonFactory, ProfileVersionFactory
from tests.policies.factories import AcknowledgementFactory, DocumentFactory, QuizFactory, VersionFactory, signed_list

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def policy(spx):
    """The federation's policy, version 1 in force."""
    return VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), number=1)


@pytest.fixture
def yearly(spx):
    """The federation on a policy that is signed every year."""
    follows(spx, "ODB", 2)


def follows(spx, preset, number):
    """The federation goes over to another policy."""
    ProfileVersionFactory(organisation=spx.top, preset=preset, number=number, effective_from=LONG_AGO + DAY * number)


def sign_as(person, version, now, **changes):
    """Sign with fresh proof."""
    given = {"proved_at": now, "printed_name": person.name, "by": person, "now": now}
    return sign_version(version, **{**given, **changes})


def statuses(person):
    return list(person.acknowledgements.order_by("pk").values_list("status", flat=True))


def open_kinds(person):
    return sorted(Duty.objects.filter(asked_person=person, closed_at__isnull=True).values_list("kind", flat=True))


@pytest.mark.clause("J22", "C013", "D16")
def test_a_month_before_the_year_is_over_one_is_asked_again_once(spx, yearly, policy, now):
    sign_as(spx.teacher, policy, now)
    last = local_date(now).replace(year=2027)

    lapse_signatures(now + 334 * DAY)
    assert open_kinds(spx.teacher) == []
    for _ in range(2):
        lapse_signatures(now + 335 * DAY)

    assert open_kinds(spx.teacher) == ["J22"]
    duty = Duty.objects.get(asked_person=spx.teacher, kind="J22")
    assert local_date(duty.due_at) == last
    assert duty.url == f"{policy.get_absolute_url()}#sign"
    assert statuses(spx.teacher) == ["signed"], "the signature still stands"


@pytest.mark.clause("F9", "C013", "C014")
def test_a_yearly_signature_holds_each_field_of_the_form(spx, policy, yearly, now):
    helper = PersonFactory(working_at=spx.school, working_at__volunteer=True)

    sign_as(helper, policy, now)

    kept = Acknowledgement.objects.get(person=helper, version=policy)
    assert kept.signature.printed_name == helper.name
    assert kept.signature.signed_at == kept.signed_at == now
    assert kept.signature.statement.startswith(f"I have read and understood “{policy.document.title}”, version 1,")
    assert kept.signature.version == f"{policy.reference}:1"
    assert [work.kind for work in helper.engagements.all()] == [Engagement.Kind.VOLUNTEER]
    assert kept.stands_until == date(2027, 10, 5)


@pytest.mark.clause("J22", "T64")
def test_whoever_signs_in_that_month_keeps_their_day_of_the_year(spx, yearly, policy, now):
    first = sign_as(spx.teacher, policy, now)
    lapse_signatures(now + 340 * DAY)

    again = sign_as(spx.teacher, policy, now + 345 * DAY)

    assert (first.stands_until, again.stands_until) == (date(2027, 10, 5), date(2028, 10, 5))
    assert statuses(spx.teacher) == ["superseded", "signed"]
    assert open_kinds(spx.teacher) == []


def test_before_that_month_one_has_signed_already(spx, yearly, policy, now):
    sign_as(spx.teacher, policy, now)

    with pytest.raises(Refused, match="signed this version already"):
        sign_as(spx.teacher, policy, now + 300 * DAY)


@pytest.mark.clause("J22", "J53", "D16")
def test_after_the_year_the_signature_no_longer_stands_and_is_late_from_the_first_day(spx, yearly, policy, now):
    sign_as(spx.teacher, policy, now)
    lapse_signatures(now + 340 * DAY)
    later = now + 365 * DAY

    for _ in range(3):
        lapse_signatures(later)

    assert statuses(spx.teacher) == ["superseded", "overdue"]
    assert open_kinds(spx.teacher) == ["J22"]
    assert not signed_current([spx.teacher.pk], spx.school, "policy", later)
    sweep(later + DAY / 24)
    assert Duty.objects.get(asked_person=spx.teacher, closed_at__isnull=True).climbed_to == Role.HD


@pytest.mark.clause("J22", "D09")
def test_whoever_leaves_in_that_month_owes_nothing_more(spx, yearly, policy, now):
    sign_as(spx.teacher, policy, now)
    lapse_signatures(now + 340 * DAY)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=local_date(now + 350 * DAY))

    lapse_signatures(now + 352 * DAY)

    assert open_kinds(spx.teacher) == []
    assert statuses(spx.teacher) == ["signed"], "the proof stays"


@pytest.mark.clause("J22", "J23", "S18")
def test_whoever_is_back_after_years_has_time_to_read(spx, yearly, policy, now):
    sign_as(spx.teacher, policy, now)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=local_date(now + 30 * DAY))
    lapse_signatures(now + 400 * DAY)
    back = now + 800 * DAY
    EngagementFactory(person=spx.teacher, organisation=spx.school, starts_on=local_date(back))

    lapse_signatures(back)

    asked = Acknowledgement.objects.filter(person=spx.teacher).latest("pk")
    assert asked.status == "due"
    assert asked.due_on > local_date(back + 9 * DAY)
    sweep(back + DAY)
    assert Duty.objects.get(asked_person=spx.teacher, closed_at__isnull=True).climbed_to == ""


@pytest.mark.clause("P71", "J22")
def test_a_school_that_turns_to_yearly_signing_finds_nobody_late_on_the_first_day(spx, policy, now):
    sign_as(spx.teacher, policy, now)
    follows(spx, "ODB", 2)
    later = now + 800 * DAY

    lapse_signatures(later)

    assert statuses(spx.teacher) == ["signed"]
    assert Acknowledgement.objects.get(person=spx.teacher).stands_until == local_date(later + 30 * DAY)
    assert open_kinds(spx.teacher) == ["J22"]


@pytest.mark.clause("P71", "J22")
def test_a_school_that_gives_yearly_signing_up_asks_nobody_any_more(spx, yearly, policy, now):
    sign_as(spx.teacher, policy, now)
    lapse_signatures(now + 340 * DAY)
    follows(spx, "STB", 3)

    lapse_signatures(now + 341 * DAY)

    assert open_kinds(spx.teacher) == []


@pytest.mark.clause("P71", "J22")
def test_where_no_year_ends_it_a_signature_stands_as_long_as_the_text(spx, policy, now):
    sign_as(spx.teacher, policy, now)

    lapse_signatures(now + 3000 * DAY)

    assert statuses(spx.teacher) == ["signed"]
    assert signed_current([spx.teacher.pk], spx.school, "policy", now + 3000 * DAY)


@pytest.mark.clause("P71", "D10")
def test_signatures_follow_a_policy_that_changes_its_mind(spx, policy, now):
    sign_as(spx.teacher, policy, now)
    follows(spx, "ODB", 2)

    lapse_signatures(now + DAY)
    assert Acknowledgement.objects.get(person=spx.teacher).stands_until == date(2027, 10, 5)

    follows(spx, "STB", 3)
    lapse_signatures(now + 2 * DAY)
    assert Acknowledgement.objects.get(person=spx.teacher).stands_until is None


@pytest.mark.clause("J23", "C012", "C014", "T101")
@pytest.mark.parametrize("kind", Engagement.Kind.values)
def test_whoever_joins_is_asked_within_the_hour_whatever_their_engagement(spx, policy, now, kind):
    lapse_signatures(now)
    joined = PersonFactory(working_at=spx.school, working_at__kind=kind, working_at__starts_on=local_date(now + DAY))

    lapse_signatures(now)
    assert statuses(joined) == [], "not before their first day"
    for _ in range(2):
        lapse_signatures(now + DAY)

    assert statuses(joined) == ["due"]
    assert open_kinds(joined) == ["J23"]


def test_nobody_is_asked_while_a_school_is_still_being_set_up(spx, policy, now):
    spx.school.is_live = False
    spx.school.save()

    lapse_signatures(now)

    assert statuses(spx.teacher) == []
    assert statuses(spx.head) == ["due"], "the federation is live"


@pytest.mark.clause("D04")
def test_a_joiner_is_asked_for_the_policy_of_their_own_school(spx, policy, now):
    own = VersionFactory(document=DocumentFactory(organisation=spx.school, policy=True), number=1)

    lapse_signatures(now)

    assert {row.version for row in spx.teacher.acknowledgements.all()} == {own}


@pytest.mark.clause("T102", "S18")
def test_whoever_is_back_from_absence_is_asked_again_and_told(spx, policy, now):
    [asked] = ask_to_sign(version=policy, people=[spx.teacher], now=now)
    excuse(asked, reason="Parental leave", until=date(2027, 3, 1), by=spx.head, now=now)
    assert open_kinds(spx.teacher) == []

    lapse_signatures(now + 140 * DAY)
    assert statuses(spx.teacher) == ["excused"]
    lapse_signatures(now + 147 * DAY)

    assert statuses(spx.teacher) == ["due"]
    assert open_kinds(spx.teacher) == ["J23"]


@pytest.mark.clause("J22", "J23", "K03")
def test_the_heads_own_lapse_goes_to_the_chair_and_everybody_elses_to_the_head(spx, policy, now):
    lapse_signatures(now)
    late = now + 20 * DAY
    lapse_signatures(late)

    sweep(late)

    climbed = dict(Duty.objects.filter(kind="J23").values_list("asked_person", "climbed_to"))
    assert climbed[spx.head.pk] == Role.CHR
    assert climbed[spx.teacher.pk] == Role.HD
    assert not Notice.objects.filter(person=spx.head, subject__startswith="Not done", key__contains=_head_duty(spx))


def _head_duty(spx):
    return Duty.objects.get(kind="J23", asked_person=spx.head).reference


def test_asking_many_takes_as_many_statements_as_asking_few(spx, policy, now):
    def taken(number):
        for _ in range(number):
            PersonFactory(working_at=spx.school)
        with CaptureQueriesContext(connection) as statements:
            lapse_signatures(now)
        return len(statements)

    lapse_signatures(now)
    assert taken(40) == taken(4)


@pytest.fixture
def volunteer(spx):
    """Somebody without a sign-in, whom the policy covers."""
    person = PersonFactory(working_at=spx.school, working_at__volunteer=True, email="")
    person.user.delete()
    return person


@pytest.mark.clause("D08", "C012", "S18")
def test_a_list_on_paper_is_keyed_by_somebody_else_with_a_witness(spx, policy, volunteer, now):
    lapse_signatures(now)
    sheet = signed_list(policy, spx.school, date(2026, 10, 2), witness=spx.office, kept_at="The policy folder")

    key_sheet(policy, signers=[volunteer], sheet=sheet, by=spx.office, now=now)

    signed = Acknowledgement.objects.get(person=volunteer)
    assert (signed.status, local_date(signed.signed_at)) == ("signed", date(2026, 10, 2))
    assert (signed.signature.method, signed.signature.witness) == ("paper", spx.office)
    assert policy.text in signed.signature.statement
    assert "The policy folder" in signed.signature.statement
    assert open_kinds(volunteer) == []
    assert AuditEvent.objects.filter(action="signature.sign_on_paper", thing_reference=signed.reference).count() == 1


@pytest.mark.clause("K03", "D08")
@pytest.mark.parametrize(
    ("signer", "witness", "by", "day", "error"),
    [
        ("teacher", "office", "teacher", 2, NotAllowed),
        ("office", "hos", "office", 2, NotAllowed),
        ("teacher", "teacher", "office", 2, Refused),
        ("teacher", "office", "office", 6, Refused),
        ("teacher", "office", "ict", 2, NotAllowed),
    ],
)
def test_a_list_is_refused_whole(spx, policy, volunteer, now, signer, witness, by, day, error):
    lapse_signatures(now)
    sheet = signed_list(policy, spx.school, date(2026, 10, day), witness=getattr(spx, witness), kept_at="The folder")

    with pytest.raises(error):
        key_sheet(policy, signers=[volunteer, getattr(spx, signer)], sheet=sheet, by=getattr(spx, by), now=now)

    assert not Acknowledgement.objects.filter(status="signed").exists()


@pytest.mark.clause("D08", "T64")
def test_a_forgotten_sheet_makes_no_signature_stand_for_longer(spx, yearly, policy, volunteer, now):
    first = sign_as(spx.teacher, policy, now)
    forgotten = signed_list(policy, spx.school, date(2026, 10, 15), witness=spx.office, kept_at="The folder")

    with pytest.raises(Refused, match=f"{spx.teacher.name} has signed this version already"):
        key_sheet(policy, signers=[volunteer, spx.teacher], sheet=forgotten, by=spx.office, now=now + 345 * DAY)

    assert list(Acknowledgement.objects.filter(status="signed")) == [first]
    in_time = signed_list(policy, spx.school, date(2027, 9, 12), witness=spx.office, kept_at="The folder")
    key_sheet(policy, signers=[spx.teacher], sheet=in_time, by=spx.office, now=now + 345 * DAY)
    assert Acknowledgement.objects.get(person=spx.teacher, status="signed").stands_until == date(2028, 10, 5)


def test_a_list_is_not_older_than_the_version(spx, policy, volunteer, now):
    policy.effective_from = date(2026, 10, 3)
    policy.save()
    sheet = signed_list(policy, spx.school, date(2026, 10, 2), witness=spx.office, kept_at="The folder")

    with pytest.raises(Refused, match="not in force"):
        key_sheet(policy, signers=[volunteer], sheet=sheet, by=spx.office, now=now)


def test_the_page_prints_a_list_and_keys_it(spx, policy, volunteer, now, client_for):
    lapse_signatures(now)
    client = client_for(spx.office)
    address = f"/policies/versions/{policy.reference}/paper/"

    shown = client.get(address).content.decode()
    assert volunteer.family_name in shown
    listed = f'value="{spx.teacher.reference}"'.encode()
    assert shown.count(f'value="{spx.teacher.reference}"') == 1, "a witness perhaps, but who has a sign-in signs there"
    assert client.get(f"{address}?show=everybody").content.count(listed) == 2

    given = {"signers": [volunteer.reference], "signed_on_day": "2", "signed_on_month": "10", "signed_on_year": "2026"}
    assert "at the foot of the list" in client.post(address, {**given, "kept_at": "The folder"}).content.decode()
    given["mark"] = signed_list(policy, spx.school, date(2026, 10, 2), witness=None).mark
    wrong = client.post(address, {**given, "witness": volunteer.reference, "kept_at": "The folder"})
    assert wrong.status_code == 200
    assert "The folder" in wrong.content.decode()
    kept = client.post(address, {**given, "witness": spx.office.reference, "kept_at": "The folder"})
    assert kept.status_code == 302, kept.content.decode()
    assert Acknowledgement.objects.get(person=volunteer).status == "signed"


@pytest.mark.clause("S18", "C012")
def test_the_quiz_is_answered_rightly_or_nothing_is_signed(spx, policy, now):
    question = QuizFactory(document=policy.document)

    for answers in ({}, {question.reference: "0"}, {question.reference: "x"}):
        with pytest.raises(Refused, match="Who approves a post"):
            sign_as(spx.teacher, policy, now, answers=answers)
    signed = sign_as(spx.teacher, policy, now, answers={question.reference: "1"})

    event = AuditEvent.objects.get(action="signature.sign", thing_reference=signed.reference)
    assert json.loads(event.facts)["questions"] == [question.reference]


def test_a_wrong_answer_is_explained_beside_its_question_and_nothing_is_lost(spx, policy, now, client_for):
    question = QuizFactory(document=policy.document)
    client = client_for(spx.teacher)
    address = f"/policies/versions/{policy.reference}/"

    assert "Who approves a post?" in client.get(address).content.decode()
    given = {"agreed": "on", "printed_name": "Somebody"}
    answer = client.post(f"{address}sign/", {**given, question.reference: "0"}).content.decode()

    assert question.because in answer
    assert 'value="Somebody"' in answer


def test_a_quiz_has_at_most_five_questions_and_taking_one_out_makes_room(spx, policy, now):
    kept = [QuizFactory(document=policy.document) for _ in range(5)]
    new = {"words": "Why?", "choices": ["a", "b"], "right": 0, "because": "So.", "by": spx.com, "now": now}

    with pytest.raises(Refused, match="at most 5"):
        add_question(document=policy.document, **new)
    with pytest.raises((NotAllowed, NotFoundHere)):
        retire_question(kept[0], by=spx.teacher, now=now)
    retire_question(kept[0], by=spx.com, now=now)
    add_question(document=policy.document, **new)


def test_the_page_of_questions_takes_answers_without_gaps(spx, policy, client_for):
    client = client_for(spx.com)
    address = f"/policies/documents/{policy.document.reference}/quiz/"
    given = {"words": "Who?", "choice_0": "Nobody", "choice_1": "", "choice_3": "Everybody", "because": "So it says."}

    assert "at least two answers" in client.post(address, {**given, "right": "3"}).content.decode()
    client.post(address, {**given, "choice_1": "You", "right": "3"})

    question = policy.document.questions.get()
    assert (question.choices, question.right_choice) == (["Nobody", "You", "Everybody"], "Everybody")


@pytest.mark.clause("C004", "C012")
def test_the_reader_is_shown_what_changed_since_they_signed(spx, policy, now, client_for):
    sign_as(spx.teacher, policy, now)
    policy.status = "superseded"
    policy.save()
    for number, status in ((2, "superseded"), (3, "current")):
        VersionFactory(
            document=policy.document, number=number, status=status, changes=f"Change {number}.", text=f"Text {number}."
        )
    current = policy.document.versions.get(number=3)
    client = client_for(spx.teacher)

    page = client.get(current.get_absolute_url()).content.decode()
    assert "What changed since version 1, which you signed on" in page
    compared = client.get(f"{current.get_absolute_url()}compare/?since=1").content.decode()
    assert "Change 2." in compared
    assert "Change 3." in compared


@pytest.mark.clause("C012", "C014", "D01")
def test_proof_survives_new_versions_and_leaving(spx, policy, now, client_for):
    sign_as(spx.teacher, policy, now)
    AcknowledgementFactory(version=policy, person=spx.ict, organisation=spx.school)
    Engagement.objects.filter(person=spx.teacher).update(ends_on=local_date(now))
    lapse_signatures(now + 5 * DAY)
    signature = Acknowledgement.objects.get(person=spx.teacher).signature

    shown = client_for(spx.head).get(f"/policies/people/{spx.teacher.reference}/").content.decode()

    assert signature.statement_digest in shown
    assert spx.teacher.name in shown
    assert client_for(spx.ict).get(f"/policies/people/{spx.teacher.reference}/").status_code == 404
    assert client_for(spx.stranger).get(f"/policies/people/{spx.teacher.reference}/").status_code == 404
    assert client_for(spx.ict).get(f"/policies/people/{spx.ict.reference}/").status_code == 200


@pytest.mark.clause("J22")
def test_the_months_warning_stands_on_the_list_of_policies_and_the_version(spx, yearly, policy, now, client_for):
    signed = sign_as(spx.teacher, policy, now)
    client, today = client_for(spx.teacher), timezone.localdate()

    for left, warned in ((40, False), (20, True)):
        Acknowledgement.objects.filter(pk=signed.pk).update(stands_until=today + left * DAY)
        assert ("To be signed again" in client.get("/policies/").content.decode()) is warned
        assert ("Sign again" in client.get(policy.get_absolute_url()).content.decode()) is warned


@pytest.mark.clause("C012", "J23")
def test_the_digest_leads_straight_to_the_text_and_the_place_to_sign(spx, policy, now):
    lapse_signatures(now)

    mail = digest_mail(list(Notice.objects.filter(person=spx.teacher, kind="J23")))

    assert f"{policy.get_absolute_url()}#sign" in mail.body
    assert policy.text not in mail.body
