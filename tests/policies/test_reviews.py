"""Reviews open in time, close only when every body has signed, and set the next date (C002, C003, C009, J19, T63, T96)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.duties.models import Duty
from governance.kernel.dates import LONDON
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.roles import Role
from policies.models import Acknowledgement, Document, DocumentVersion, PolicyReview
from policies.rules.review import (
    Approval,
    contradictions,
    next_review,
    roles_to_sign_as,
    what_keeps_it_open,
    years_later,
)
from policies.services import (
    Proof,
    ask_changes,
    open_due_reviews,
    open_review,
    publish_version,
    put_approved_in_force,
    sign_review,
    submit_review,
    withdraw_version,
    write_version,
)
from policies.services.review_signing import fingerprint_of
from tests.fixtures import make_world
from tests.policies.factories import AcknowledgementFactory, DocumentFactory, VersionFactory
from tests.policies.reviews import FOUND, check_as, open_and_submit, proof_of, review_policy, sign_as

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))
ROLES = st.sampled_from([str(role) for role in (Role.HD, Role.GOV, Role.COM, Role.DPO, Role.TRU)])


@pytest.fixture
def policy(spx):
    """The federation's policy in force, its review due on 1 September 2027."""
    document = DocumentFactory(organisation=spx.top, policy=True, next_review_on=date(2027, 9, 1))
    VersionFactory(document=document, number=1, text="Be kind.")
    return document


# -- Rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("C003", "Q01", "T63")
@given(approved=DAYS, years=st.integers(1, 5), printed=st.lists(DAYS, max_size=4))
def test_the_earliest_date_binds_whatever_is_printed(approved, years, printed):
    due = next_review(approved, years, printed)

    assert due == min([years_later(approved, years), *printed])
    assert due <= years_later(approved, years)


@pytest.mark.clause("T64", "Q36")
@given(day=DAYS, years=st.integers(1, 5))
def test_years_later_is_the_same_day_and_never_drifts(day, years):
    later = years_later(day, years)

    assert (later.year, later.month) == (day.year + years, day.month)
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


@pytest.mark.clause("C003", "Q01", "T63")
def test_two_printed_dates_that_disagree_are_told():
    printed = [("Section 12", "Autumn 2024", date(2024, 9, 1)), ("The cover", "Autumn 2025", date(2025, 9, 1))]

    warnings = contradictions(date(2023, 9, 1), 1, printed)

    assert warnings == [
        "The cover says “Autumn 2025”, read as Monday 1 September 2025, but Sunday 1 September 2024 comes first and binds."
    ]
    assert contradictions(date(2023, 9, 1), 1, printed[:1]) == []


@pytest.mark.clause("C003")
def test_a_printed_date_earlier_than_the_cycle_is_told():
    warnings = contradictions(date(2023, 9, 1), 2, [("The cover", "Autumn 2024", date(2024, 9, 1))])

    assert warnings == [
        "A review every 2 years would fall due on Monday 1 September 2025; the date printed is earlier and binds."
    ]


@pytest.mark.clause("C002", "C009", "T96")
@given(required=st.lists(ROLES, min_size=1, unique=True), signed=st.sets(ROLES), equality=st.booleans())
def test_nothing_keeps_it_open_only_when_all_have_signed(required, signed, equality):
    open_still = what_keeps_it_open(required, signed, equality_checked=equality)

    assert (open_still == []) == (set(required) <= signed and equality)


def test_a_chair_signs_for_the_board_and_for_nobody_else():
    assert roles_to_sign_as(["HD", "GOV"], [], ["CHR"]) == ["GOV"]
    assert roles_to_sign_as(["HD", "GOV"], ["GOV"], ["CHR"]) == []


# -- Opening ----------------------------------------------------------------------------------------------------------


def at(day):
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=LONDON)


@pytest.mark.clause("J19", "C002")
@pytest.mark.django_db
def test_a_review_opens_by_itself_ninety_days_ahead_once(policy):
    due = policy.next_review_on

    assert open_due_reviews(at(due - timedelta(days=91))) == 0
    assert open_due_reviews(at(due - timedelta(days=90))) == 1
    assert open_due_reviews(at(due - timedelta(days=89))) == 0

    duties = Duty.objects.filter(kind="J19", closed_at__isnull=True)
    assert {duty.asked_role for duty in duties} == {"HD", "GOV"}
    assert PolicyReview.objects.get().due_on == due


@pytest.mark.clause("D16", "Q17")
@pytest.mark.django_db
def test_a_sweep_missed_for_months_opens_it_late_and_a_policy_without_a_date_is_due_at_once(policy, now):
    Document.objects.update(next_review_on=None)

    assert open_due_reviews(now) == 1

    assert PolicyReview.objects.get().due_on == date(2026, 10, 5)


@pytest.mark.clause("C002")
@pytest.mark.django_db
def test_only_one_review_is_open_and_only_of_a_policy(spx, policy, now):
    open_review(policy, by=spx.head, now=now)

    with pytest.raises(Refused, match="open already"):
        open_review(policy, by=spx.head, now=now)
    with pytest.raises(Refused, match="Only a policy"):
        open_review(DocumentFactory(organisation=spx.top), by=spx.head, now=now)


@pytest.mark.clause("M40")
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["teacher", "ict", "hos", "stranger"])
def test_who_does_not_write_policies_opens_no_review(spx, policy, now, who):
    with pytest.raises((NotAllowed, NotFoundHere)):
        open_review(policy, by=getattr(spx, who), now=now)


# -- Signing and closing ----------------------------------------------------------------------------------------------


@pytest.mark.clause("C002", "T96", "P68")
@pytest.mark.django_db
def test_one_body_alone_closes_nothing(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now)
    check_as(review, spx.governor, now)

    assert sign_as(review, spx.head, now).status == "signing"
    assert Duty.objects.filter(kind="J19", closed_at__isnull=True).get().asked_role == "GOV"
    with pytest.raises(Refused, match="signed this review already"):
        sign_as(review, spx.head, now)

    closed = sign_as(review, spx.chair, now)
    assert (closed.status, closed.next_review_on) == ("closed", date(2027, 10, 5))
    assert not Duty.objects.filter(kind="J19", closed_at__isnull=True).exists()


@pytest.mark.clause("C009", "P75")
@pytest.mark.django_db
def test_it_stays_open_without_the_equality_check_which_the_profile_names(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now)
    sign_as(review, spx.head, now)

    assert sign_as(review, spx.governor, now).status == "signing"
    with pytest.raises(NotAllowed, match="Somebody else"):
        check_as(review, spx.head, now)
    assert check_as(review, spx.governor, now, note="Read aloud").status == "closed"


@pytest.mark.clause("C001", "S17", "Q30")
@pytest.mark.django_db
@pytest.mark.parametrize(("material", "left"), [(True, "superseded"), (False, "signed")])
def test_closing_puts_the_new_text_in_force_and_a_major_change_asks_again(spx, policy, now, material, left):
    given = AcknowledgementFactory(version=policy.versions.get(), person=spx.teacher, signed=True)
    with_all = {"by": spx.com, "reviewers": [spx.head, spx.chair], "checker": spx.governor}

    review_policy(policy, **with_all, now=now, material=material)

    given.refresh_from_db()
    new = DocumentVersion.objects.get(document=policy, status="current")
    assert (new.number, new.approved_on, given.status) == (2, date(2026, 10, 5), left)
    assert new.approved_by == "Executive headteacher or headteacher, Governing board"
    assert Acknowledgement.objects.filter(version=new, person=spx.teacher).exists() is material
    policy.refresh_from_db()
    assert policy.next_review_on == date(2027, 10, 5)


@pytest.mark.clause("C002")
@pytest.mark.django_db
def test_a_text_that_stays_is_signed_as_it_is_and_keeps_its_number(spx, policy, now):
    with_all = {"by": spx.com, "reviewers": [spx.head, spx.chair], "checker": spx.governor}

    review = review_policy(policy, **with_all, now=now, keep=True)

    assert (review.outcome, review.version) == ("keep", None)
    assert DocumentVersion.objects.get(document=policy).number == 1
    assert "Be kind." in review.signatures.first().signature.statement


@pytest.mark.clause("C002", "S17")
@pytest.mark.django_db
def test_changes_asked_for_drop_the_signatures_of_the_round(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now)
    sign_as(review, spx.head, now)

    ask_changes(PolicyReview.objects.get(), reason="Say who decides.", by=spx.governor, now=now)
    write_version(document=policy, text="Be kindest.", material=True, by=spx.com, now=now)
    submit_review(PolicyReview.objects.get(), keep=False, effective_from=None, by=spx.com, now=now)

    check_as(review, spx.governor, now)
    assert sign_as(review, spx.governor, now).status == "signing"
    assert sign_as(review, spx.head, now).status == "closed"


@pytest.mark.django_db
def test_what_lies_before_the_reviewers_is_not_changed_under_them(spx, policy, now):
    open_and_submit(policy, by=spx.com, now=now)

    with pytest.raises(Refused, match="cannot be changed now"):
        write_version(document=policy, text="Slipped in", material=False, by=spx.com, now=now)


@pytest.mark.clause("D08")
@pytest.mark.django_db
def test_without_fresh_proof_nobody_signs(spx, policy, now):
    review = open_and_submit(policy, by=spx.com, now=now)

    unproved = Proof(proved_at=None, printed_name=spx.head.name, seen=fingerprint_of(review))

    with pytest.raises(Refused):
        sign_review(review, by=spx.head, now=now, proof=unproved)


@pytest.mark.clause("T96")
@pytest.mark.django_db
def test_a_review_that_is_not_with_its_reviewers_is_not_signed(spx, policy, now):
    review = open_review(policy, by=spx.head, now=now)

    with pytest.raises(Refused, match="not with its reviewers"):
        sign_review(review, by=spx.head, now=now, proof=proof_of(spx.head, now, review))


@pytest.mark.clause("M41")
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["com", "dpo", "slt"])
def test_who_does_not_review_here_signs_nothing(spx, policy, now, who):
    review = open_and_submit(policy, by=spx.head, now=now)

    with pytest.raises((NotAllowed, NotFoundHere)):
        sign_as(review, getattr(spx, who), now)


@pytest.mark.clause("Q06", "P68")
@pytest.mark.django_db
def test_in_one_school_all_four_sign_one_review(db, now):
    ros = make_world("ROS", "school")
    document = DocumentFactory(organisation=ros.top, policy=True)
    VersionFactory(document=document, number=1)
    review = open_and_submit(document, by=ros.com, now=now)
    check_as(review, ros.head, now)

    for person in (ros.com, ros.head, ros.dpo):
        assert sign_as(review, person, now).status == "signing"
    assert sign_as(review, ros.governor, now).status == "closed"


@pytest.mark.clause("S17", "D16")
@pytest.mark.django_db
def test_an_approved_text_waits_for_its_day_and_can_be_withdrawn_before(spx, policy, now):
    with_all = {"by": spx.com, "reviewers": [spx.head, spx.chair], "checker": spx.governor}
    later = date(2026, 11, 2)
    review_policy(policy, **with_all, now=now, effective_from=later)
    waiting = DocumentVersion.objects.get(number=2)

    assert waiting.status == "approved"
    assert put_approved_in_force(at(later - timedelta(days=1))) == 0
    assert put_approved_in_force(at(later + timedelta(days=2))) == 1
    waiting.refresh_from_db()
    assert waiting.status == "current"
    with pytest.raises(TooLate):
        withdraw_version(waiting, reason="Too late", by=spx.head, now=now)


@pytest.mark.clause("S17")
@pytest.mark.django_db
def test_a_withdrawn_text_leaves_the_old_one_in_force_and_its_review_due(spx, policy, now):
    with_all = {"by": spx.com, "reviewers": [spx.head, spx.chair], "checker": spx.governor}
    review_policy(policy, **with_all, now=now, effective_from=date(2026, 11, 2))

    withdraw_version(DocumentVersion.objects.get(number=2), reason="The law changed.", by=spx.head, now=now)

    policy.refresh_from_db()
    assert policy.next_review_on == date(2026, 10, 5)
    assert policy.versions.get(status="current").number == 1


# -- Entering what was approved before --------------------------------------------------------------------------------


@pytest.mark.clause("C001", "C003", "Q01", "T63")
@pytest.mark.django_db
def test_a_policy_is_entered_with_its_approval_and_its_earliest_date_binds(spx, now):
    version = VersionFactory(document=DocumentFactory(organisation=spx.top, policy=True), drafting=True, number=1)
    printed = [("Section 12", "Autumn 2026", date(2026, 9, 1)), ("Cover", "Autumn 2027", date(2027, 9, 1))]
    approval = Approval(by="Governing board", on=date(2025, 9, 1), effective_from=date(2025, 9, 1), printed=printed)

    publish_version(version, by=spx.com, now=now, approval=approval)

    version.refresh_from_db()
    version.document.refresh_from_db()
    assert (version.approved_by, version.document.next_review_on) == ("Governing board", date(2026, 9, 1))
    assert version.printed_dates.count() == 2


@pytest.mark.clause("C001", "T96")
@pytest.mark.django_db
def test_a_policy_needs_its_approval_and_is_changed_by_review_alone(spx, policy, now):
    new = VersionFactory(document=policy, drafting=True, number=2)
    first = VersionFactory(document=DocumentFactory(policy=True, organisation=spx.school), drafting=True)

    with pytest.raises(Refused, match="changes by a review"):
        publish_version(new, by=spx.head, now=now, approval=FOUND)
    with pytest.raises(Refused, match="who approved"):
        publish_version(first, by=spx.head, now=now)
    ahead = Approval(by="Board", on=date(2026, 9, 1), effective_from=date(2027, 1, 1))
    with pytest.raises(Refused, match="today or before"):
        publish_version(first, by=spx.head, now=now, approval=ahead)
