"""The pages of consent: who sees what, what is typed and comes back, what is asked before it happens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.models import Answer, ChangeRequest, FormAsked, SignedForm, WordingVersion
from consent.rules.facts import Use
from consent.rules.states import Channel, Kind
from consent.selectors.rulings import rulings
from tests.consent.factories import AnswerFactory, BarFactory, SignedFormFactory, agreed
from tests.pupils.factories import PupilFactory, ResponsibilityFactory, SchoolClassFactory


@pytest.fixture(autouse=True)
def clock(monkeypatch, now):
    """Pages read Monday 5 October 2026, 11am."""
    monkeypatch.setattr("governance.pages.middleware.timezone.now", lambda: now)


def page(client, name, *args, **query):
    """A page as text."""
    answer = client.get(reverse(f"consent:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def paper(mother, *places, **changes):
    """A paper form as it is typed: yes to images, no to videos, everywhere."""
    typed = {
        "academic_year": 2026, "wording": WordingVersion.objects.get().reference, "method": "paper",
        "received_on_day": 2, "received_on_month": 10, "received_on_year": 2026, "received_time": "9am",
        "who": mother.reference, "declaration_signed": "yes", "signed_on_day": 1, "signed_on_month": 10, "signed_on_year": 2026,
    }  # fmt: skip
    for place in places:
        typed |= {f"answer_{place}_image": "given", f"answer_{place}_video": "refused"}
    return {**typed, **changes}


def letter(mother, **changes):
    """A letter of Friday asking to stop."""
    return {
        "who": mother.reference, "wish": "withdraw", "arrival": "letter",
        "received_on_day": 2, "received_on_month": 10, "received_on_year": 2026, "received_time": "3pm", **changes,
    }  # fmt: skip


@pytest.mark.clause("C089", "C093", "D20")
def test_a_paper_form_is_typed_on_one_page(pupil, mother, account, spx, client_for):
    typed = paper(mother, account.reference, "website", "print")

    answer = client_for(spx.office).post(reverse("consent:record_form", args=[pupil.reference]), typed)

    form = SignedForm.objects.get()
    assert answer.status_code == 302
    assert form.received_at.hour == 8
    assert {(a.kind, a.value) for a in form.answers.all()} == {("image", "given"), ("video", "refused")}
    assert form.answers.count() == 6


@pytest.mark.clause("D20", "Q36")
def test_an_older_form_is_taken_and_it_is_said_until_when_it_stands(pupil, mother, account, spx, client_for, now):
    client, address = client_for(spx.office), reverse("consent:record_form", args=[pupil.reference])
    client.post(address, paper(mother, account.reference, "website", "print", received_on_day=5))

    words = client.post(address, paper(mother, account.reference, "website", "print"), follow=True).content.decode()

    assert SignedForm.objects.count() == 2
    assert "is recorded. It stands until Monday 5 October 2026: a newer form of the same person." in words


def test_nothing_is_chosen_beforehand_and_what_is_missing_is_said_beside_it(pupil, mother, account, spx, client_for):
    client = client_for(spx.office)
    blank = page(client, "record_form", pupil.reference)

    answer = client.post(
        reverse("consent:record_form", args=[pupil.reference]),
        paper(mother, account.reference, answer_website_image="conditions", who="other"),
    ).content.decode()

    assert blank.count(" checked") == 1  # the only academic year there is
    assert "Choose what the form says about videos on: School website" in answer
    assert "Write down the conditions" in answer
    assert "Write the name of whoever signed" in answer
    assert SignedForm.objects.count() == 0


@pytest.mark.clause("C112", "T13")
def test_a_refusal_keeps_everything_that_was_typed(pupil, mother, account, spx, client_for):
    pupil.responsibilities.update(has_responsibility=False)
    typed = paper(mother, account.reference, "website", "print", declaration_signed="no")

    answer = client_for(spx.office).post(reverse("consent:record_form", args=[pupil.reference]), typed)

    words = answer.content.decode()
    assert "did not hold parental responsibility" in words
    assert "signed and dated" in words
    assert 'value="9am"' in words


@pytest.mark.clause("C099", "C101")
def test_a_withdrawal_is_shown_before_it_is_recorded(agreed_pupil, mother, spx, client_for):
    client, address = client_for(spx.office), reverse("consent:withdraw", args=[agreed_pupil.reference])

    check = client.post(address, letter(mother, check="yes")).content.decode()
    before = ChangeRequest.objects.count()
    done = client.post(address, letter(mother, confirm="yes")).content.decode()

    request = ChangeRequest.objects.get()
    assert "Friday 2 October 2026, 3pm" in check
    assert before == 0
    assert request.reference in done
    assert Answer.objects.filter(ended_by_reference=request.reference).count() == 4


@pytest.mark.clause("C099", "D20")
@pytest.mark.parametrize("order", ["form first", "withdrawal first"])
def test_a_form_of_the_same_day_without_a_time_never_outlives_a_withdrawal(
    order, agreed_pupil, mother, account, spx, client_for, now
):
    today = {"received_on_day": 5, "received_time": ""}
    office, use = client_for(spx.office), Use(Kind.IMAGE, Channel.WEBSITE)
    sends = [
        ("record_form", paper(mother, account.reference, "website", "print", **today)),
        ("withdraw", letter(mother, **{**today, "received_time": "9am"}, confirm="yes")),
    ]

    for name, typed in sends if order == "form first" else sends[::-1]:
        office.post(reverse(f"consent:{name}", args=[agreed_pupil.reference]), typed)

    assert SignedForm.objects.filter(received_at__date=now.date()).count() == 1
    assert not rulings([agreed_pupil.pk], [use], on=now.date(), now=now)[agreed_pupil.pk, use].may_use


def test_a_withdrawal_can_still_be_changed_before_it_is_recorded(agreed_pupil, mother, spx, client_for):
    address = reverse("consent:withdraw", args=[agreed_pupil.reference])

    answer = client_for(spx.office).post(address, letter(mother, change="yes")).content.decode()

    assert 'value="3pm"' in answer
    assert ChangeRequest.objects.count() == 0


def test_a_withdrawal_without_what_is_needed_says_so_beside_the_field(agreed_pupil, mother, spx, client_for):
    address = reverse("consent:withdraw", args=[agreed_pupil.reference])

    answer = (
        client_for(spx.office)
        .post(address, letter(mother, who="other", wish="amend", received_on_day=6, confirm="yes"))
        .content.decode()
    )

    assert "Write the name of whoever asks" in answer
    assert "Write down the conditions they ask for" in answer
    assert "cannot have been received in the future" in answer


@pytest.mark.clause("C101", "M14", "Q32")
def test_the_dpo_sees_handles_and_settles(agreed_pupil, spx, client_for):
    office, dpo = client_for(spx.office), client_for(spx.dpo)
    said = {
        "wish": "withdraw",
        "arrival": "telephone",
        "received_on_day": 5,
        "received_on_month": 10,
        "received_on_year": 2026,
    }
    office.post(
        reverse("consent:withdraw", args=[agreed_pupil.reference]),
        {**said, "received_time": "9am", "who": "other", "requester_name": "Aunt Ivy", "confirm": "yes"},
    )
    request = ChangeRequest.objects.get()

    listed = page(dpo, "list_withdrawals")
    seen = page(dpo, "view_withdrawal", request.reference)
    dpo.post(reverse("consent:mark_handled", args=[request.reference]))
    dpo.post(reverse("consent:settle_objection", args=[request.reference]), {"because": "Both parents agree."})

    request.refresh_from_db()
    assert request.reference in listed
    assert "To handle" in listed
    assert "Aunt Ivy" in seen
    assert "Ask for it in writing" in seen
    assert request.handled_by == request.settled_by == spx.dpo
    assert "Settled" in page(dpo, "view_withdrawal", request.reference)


@pytest.mark.clause("M10", "M11")
def test_a_class_is_seen_at_a_glance_and_only_some_are_told_why(agreed_pupil, spx, account, client_for):
    school_class = SchoolClassFactory(organisation=spx.school)
    refused = PupilFactory(organisation=spx.school, school_class=school_class, mother=True)
    AnswerFactory(pupil=refused, account=account, value="refused")
    type(agreed_pupil).objects.filter(pk=agreed_pupil.pk).update(school_class=school_class)
    asked = {"school_class": school_class.reference, "kind": "image", "place": account.reference}

    teacher, dpo = (
        page(client_for(spx.teacher), "check_class", **asked),
        page(client_for(spx.dpo), "check_class", **asked),
    )

    assert "Do not use (1)" in teacher
    assert "May be used (1)" in teacher
    assert "said no" not in teacher
    assert "said no" in dpo


def test_a_class_can_be_noted_as_asked(pupil, spx, client_for):
    school_class = SchoolClassFactory(organisation=spx.school)
    type(pupil).objects.filter(pk=pupil.pk).update(school_class=school_class)

    answer = client_for(spx.office).post(reverse("consent:ask_class", args=[school_class.reference]))

    assert answer.status_code == 302
    assert FormAsked.objects.get().pupil == pupil


@pytest.mark.clause("M11")
def test_the_do_not_show_list_says_names_places_and_when_and_never_why(agreed_pupil, mother, spx, account, client_for):
    silent = PupilFactory(organisation=spx.school)
    video_only = PupilFactory(organisation=spx.school, mother=True)
    agreed(video_only, account)

    words = page(client_for(spx.teacher), "do_not_show")

    assert agreed_pupil.name not in words.replace("School website", "") or "Prospectus" in words
    assert silent.name in words
    assert "Anywhere" in words
    assert "As it stood on Monday 5 October 2026" in words
    assert "asked" not in words


@pytest.mark.clause("M13", "T20")
def test_the_whole_record_is_for_those_who_keep_it(agreed_pupil, mother, spx, client_for):
    form = SignedForm.objects.filter(pupil=agreed_pupil, signer_contact=mother).first()
    shown = {}
    for name in ("dpo", "head", "com", "dsl", "hos", "teacher"):
        shown[name] = page(client_for(getattr(spx, name)), "view_pupil", agreed_pupil.reference)

    evidence = {name for name, words in shown.items() if form.reference in words}
    record = {name for name, words in shown.items() if "Marigold Pennywhistle" in words}
    assert evidence == {"dpo", "head"}
    assert record == {"dpo", "head", "com", "dsl"}


@pytest.mark.clause("C111", "T22")
def test_a_version_of_the_wording_is_added_and_read(pupil, spx, client_for):
    dpo = client_for(spx.dpo)

    answer = dpo.post(
        reverse("consent:publish_wording"),
        {"organisation": spx.federation.reference, "text": "We ask again.", "material": "yes"},
        follow=True,
    ).content.decode()

    assert "We ask again." in answer
    assert "Version 2" in page(dpo, "list_wordings")


@pytest.mark.clause("C112", "T05")
def test_a_form_that_came_back_unsigned_is_noted_and_one_that_is_not_valid_ends(agreed_pupil, mother, spx, client_for):
    form = SignedForm.objects.filter(pupil=agreed_pupil).first()
    client_for(spx.office).post(reverse("consent:note_unsigned", args=[agreed_pupil.reference]))

    client_for(spx.dpo).post(reverse("consent:invalidate_form", args=[form.reference]), {"because": "A court order."})

    assert FormAsked.objects.get().came_back_unsigned_at
    assert set(form.answers.values_list("status", flat=True)) == {"invalidated"}


@pytest.mark.clause("M15", "Q31", "C106")
def test_the_dsl_bars_and_lifts_on_a_page_of_their_own(agreed_pupil, spx, client_for):
    dsl, address = client_for(spx.dsl), reverse("consent:bar_pupil", args=[agreed_pupil.reference])

    set_page = dsl.post(address, {"reason": "Told to us in confidence."}, follow=True).content.decode()
    lifted = dsl.post(reverse("consent:lift_bar", args=[agreed_pupil.reference]), follow=True).content.decode()

    assert "Told to us in confidence." in set_page
    assert "what was taken down stays down" in lifted
    assert client_for(spx.head).get(address).status_code == 403


@pytest.mark.clause("D04", "T87")
@pytest.mark.parametrize("name", ["view_pupil", "record_form", "withdraw", "bar_pupil"])
def test_a_stranger_finds_nothing(agreed_pupil, spx, client_for, name):
    address = reverse(f"consent:{name}", args=[agreed_pupil.reference])

    assert client_for(spx.stranger).get(address).status_code == 404


@pytest.mark.clause("Perf3")
def test_pages_ask_the_same_number_of_questions_for_few_and_many(spx, account, client_for):
    school_class = SchoolClassFactory(organisation=spx.school)
    client = client_for(spx.dpo)
    addresses = [
        reverse("consent:check_class")
        + f"?school_class={school_class.reference}&kind=image&place={account.reference}",
        reverse("consent:do_not_show"),
        reverse("pupils:list_pupils"),
    ]
    counts = []
    for size in (1, 30):
        for pupil in PupilFactory.create_batch(size, organisation=spx.school, school_class=school_class):
            ResponsibilityFactory(pupil=pupil)
        client.get(addresses[0])
        with CaptureQueriesContext(connection) as statements:
            for address in addresses:
                assert client.get(address).status_code == 200
        counts.append(len(statements))

    assert counts[0] == counts[1]
    assert counts[0] <= 45


@pytest.mark.clause("Perf3", "M13")
def test_one_pupils_page_does_not_grow_with_forms_and_answers(agreed_pupil, spx, client_for):
    client, address = client_for(spx.dpo), reverse("consent:view_pupil", args=[agreed_pupil.reference])
    counts = []
    client.get(address)
    for _ in range(2):
        with CaptureQueriesContext(connection) as statements:
            client.get(address)
        counts.append(len(statements))
        for _ in range(5):
            SignedFormFactory(pupil=agreed_pupil)
            AnswerFactory(pupil=agreed_pupil, kind=Kind.VIDEO)

    assert counts[0] == counts[1] <= 30


def test_a_barred_pupil_has_the_usual_page(agreed_pupil, spx, client_for):
    BarFactory(pupil=agreed_pupil)

    words = page(client_for(spx.head), "view_pupil", agreed_pupil.reference)

    assert "This pupil is not to be shown, whatever the forms say." in words
