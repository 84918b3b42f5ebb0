"""Family ties from the declaration to the end: who decides, what is kept, and what excuses contact (S23, C189, T83)."""

from datetime import date, timedelta

import pytest

from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused
from governance.notices.models import Notice
from governance.people.models import Engagement, Signature
from policies.models import FamilyTie
from policies.selectors import ties_in_force
from policies.services.declaration_sweeps import ask_for_ties_again, end_ties_of_leavers, sweep_declarations
from policies.services.ties import (
    acknowledge_tie,
    declare_tie,
    decline_tie,
    discuss_tie,
    end_tie,
    match_tie,
    redeclare_tie,
)
from tests.factories import ProfileVersionFactory
from tests.policies.declarations import TieFactory, signing
from tests.pupils.factories import ContactFactory, PupilFactory, ResponsibilityFactory

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 10, 4)


@pytest.fixture
def niece(spx):
    """A pupil of the school."""
    return PupilFactory(organisation=spx.school, given_name="Perdita", family_name="Quince Hollow")


def declared(world, now, *, by=None, name="Perdita Quince Hollow", school=None):
    """A tie as somebody has just declared it."""
    return declare_tie(
        school=school or world.school,
        pupil_name=name,
        relationship="Niece",
        platforms="WhatsApp",
        by=by or world.teacher,
        now=now,
    )


def acknowledged(tie, by, now):
    """The same, talked through and acknowledged."""
    discuss_tie(tie, discussed_on=YESTERDAY, note="By telephone", by=by, now=now)
    acknowledge_tie(tie, protocols="Family news only.", signing=signing(by, now), by=by, now=now)
    return tie


def owed(kind):
    """What is open of that kind."""
    return Duty.objects.filter(kind=kind, closed_at=None)


@pytest.mark.clause("S23", "C189", "F8", "M35", "D08")
def test_from_the_declaration_to_the_acknowledgement(spx, niece, now):
    tie = declared(spx, now)
    assert (tie.pupil, tie.organisation, owed("J+tie").get().asked_person) == (niece, spx.school, spx.head)

    acknowledged(tie, spx.head, now)

    tie.refresh_from_db()
    signature = Signature.objects.get()
    assert (tie.status, tie.decided_by, tie.redeclare_by) == ("acknowledged", spx.head, date(2027, 10, 5))
    assert tie.signature == signature
    assert "We agreed: Family news only." in signature.statement
    assert not owed("J+tie").exists()
    assert Notice.objects.filter(person=spx.teacher, kind="declaration").count() == 1


@pytest.mark.clause("T83", "C189")
def test_only_acknowledgement_excuses_contact_and_only_until_the_end(spx, niece, now):
    tie = declared(spx, now)
    assert ties_in_force(now, pupil_ids=[niece.pk]) == []
    discuss_tie(tie, discussed_on=YESTERDAY, note="", by=spx.head, now=now)
    assert ties_in_force(now, pupil_ids=[niece.pk]) == []
    acknowledge_tie(tie, protocols="News only", signing=signing(spx.head, now), by=spx.head, now=now)

    assert ties_in_force(now, pupil_ids=[niece.pk]) == [tie]
    assert ties_in_force(now, person_ids=[spx.teacher.pk]) == [tie]
    assert ties_in_force(now, person_ids=[spx.com.pk]) == []
    assert ties_in_force(now, pupil_ids=[]) == []
    assert ties_in_force(now - timedelta(seconds=1), pupil_ids=[niece.pk]) == []
    end_tie(tie, ended_on=now.date(), by=spx.teacher, now=now)
    assert ties_in_force(now, pupil_ids=[niece.pk]) == [tie]
    assert ties_in_force(now + timedelta(days=1), pupil_ids=[niece.pk]) == []


@pytest.mark.clause("T83", "D17")
def test_a_declined_tie_excuses_nothing_and_may_be_declared_afresh(spx, niece, now):
    tie = declared(spx, now)
    discuss_tie(tie, discussed_on=YESTERDAY, note="", by=spx.head, now=now)
    decline_tie(tie, reasons="They are not related.", signing=signing(spx.head, now), by=spx.head, now=now)

    assert ties_in_force(now, pupil_ids=[niece.pk]) == []
    assert declared(spx, now).pupil == niece


@pytest.mark.clause("D14")
def test_the_trail_and_the_notices_tell_nothing_of_the_family(spx, niece, now):
    tie = declared(spx, now)
    discuss_tie(tie, discussed_on=YESTERDAY, note="A hard talk", by=spx.head, now=now)
    decline_tie(tie, reasons="A private reason", signing=signing(spx.head, now), by=spx.head, now=now)

    told = [*AuditEvent.objects.values_list("facts", flat=True), *Notice.objects.values_list("line", flat=True)]
    told += [*Notice.objects.values_list("subject", flat=True), *Duty.objects.values_list("label", flat=True)]
    assert not [line for line in told for word in ("private", "hard", "Perdita", "Niece") if word in line]


@pytest.mark.clause("C189", "F8")
@pytest.mark.parametrize("name", ["Nobody Of This Name", "Perdita", "perdita  quince   hollow", "Twin Twice"])
def test_a_declaration_never_fails_for_the_name(spx, niece, now, name):
    for _ in range(2):
        PupilFactory(organisation=spx.school, given_name="Twin", family_name="Twice")

    tie = declared(spx, now, name=name)

    assert tie.status == "declared"
    assert tie.pupil == (niece if name.startswith("perdita  ") else None)
    assert tie.pupil_name == " ".join(name.split())


@pytest.mark.clause("C189")
def test_a_pupil_who_is_known_by_another_name_is_found_by_it_and_one_who_has_left_is_not(spx, niece, now):
    known = PupilFactory(organisation=spx.school, given_name="Wilhelmina", known_as="Mina", family_name="Oakley")
    PupilFactory(organisation=spx.school, given_name="Gone", family_name="Away", left_on=YESTERDAY)
    PupilFactory(organisation=spx.small, given_name="Elsewhere", family_name="Only")

    assert declared(spx, now, name="Mina Oakley").pupil == known
    assert declared(spx, now, name="Gone Away").pupil is None
    assert declared(spx, now, name="Elsewhere Only").pupil is None


@pytest.mark.clause("C189", "D04")
def test_a_pupil_of_the_sibling_school_may_be_named_and_the_adult_s_own_head_decides(spx, now):
    cousin = PupilFactory(organisation=spx.small, given_name="Kit", family_name="Marram")

    tie = declared(spx, now, name="Kit Marram", school=spx.small)

    assert (tie.pupil, tie.organisation, tie.school) == (cousin, spx.school, spx.small)
    with pytest.raises(NotFoundHere):
        declared(spx, now, school=spx.elsewhere)


@pytest.mark.clause("C189", "M35")
def test_an_unknown_name_is_matched_before_it_is_acknowledged(spx, niece, now):
    tie = declared(spx, now, name="Perdy Hollow")
    discuss_tie(tie, discussed_on=YESTERDAY, note="", by=spx.head, now=now)
    with pytest.raises(Refused, match="which pupil"):
        acknowledge_tie(tie, protocols="News", signing=signing(spx.head, now), by=spx.head, now=now)
    with pytest.raises(Refused, match="not at the school"):
        match_tie(tie, pupil=PupilFactory(organisation=spx.small), by=spx.head, now=now)
    with pytest.raises(NotAllowed):
        match_tie(tie, pupil=niece, by=spx.teacher, now=now)

    match_tie(tie, pupil=niece, by=spx.head, now=now)
    tie.refresh_from_db()
    acknowledge_tie(tie, protocols="News", signing=signing(spx.head, now), by=spx.head, now=now)

    assert ties_in_force(now, pupil_ids=[niece.pk]) == [tie]
    with pytest.raises(Refused):
        match_tie(tie, pupil=PupilFactory(organisation=spx.school), by=spx.head, now=now)


@pytest.mark.clause("C189")
def test_the_same_pupil_is_declared_once_while_it_is_open(spx, niece, now):
    declared(spx, now)

    again = declared(spx, now)

    assert again.pupil is None
    with pytest.raises(Refused, match="already"):
        match_tie(again, pupil=niece, by=spx.head, now=now)


@pytest.mark.clause("K03", "M35", "S23")
def test_the_chair_decides_about_the_head_and_the_head_does_not(spx, niece, now):
    tie = declared(spx, now, by=spx.head)
    duty = owed("J+tie").get()
    assert (duty.asked_person, duty.asked_role) == (spx.chair, "CHR")
    with pytest.raises(NotAllowed):
        discuss_tie(tie, discussed_on=YESTERDAY, note="", by=spx.head, now=now)

    acknowledged(tie, spx.chair, now)

    assert ties_in_force(now, person_ids=[spx.head.pk]) == [tie]


@pytest.mark.clause("M35", "K03")
def test_the_chair_does_not_decide_while_the_head_can(spx, niece, now):
    tie = declared(spx, now)

    with pytest.raises(NotAllowed):
        discuss_tie(tie, discussed_on=YESTERDAY, note="", by=spx.chair, now=now)


@pytest.mark.clause("C208", "K03", "K10")
@pytest.mark.parametrize("how", ["parent", "declared"])
def test_a_head_who_is_family_of_the_same_pupil_leaves_it_to_the_chair(spx, niece, now, how):
    if how == "parent":
        ResponsibilityFactory(pupil=niece, contact=ContactFactory(organisation=spx.school, person=spx.head))
    else:
        TieFactory(organisation=spx.school, adult=spx.head, pupil=niece)

    tie = declared(spx, now)

    assert owed("J+tie").filter(thing_reference=tie.reference).get().asked_person == spx.chair
    with pytest.raises(NotAllowed, match="family"):
        discuss_tie(tie, discussed_on=YESTERDAY, note="", by=spx.head, now=now)


@pytest.mark.clause("M35")
@pytest.mark.parametrize("who", ["chair", "governor"])
def test_who_is_not_staff_declares_nothing_here(spx, niece, now, who):
    with pytest.raises(NotAllowed):
        declared(spx, now, by=getattr(spx, who))

    assert not FamilyTie.objects.exists()


@pytest.mark.clause("P67")
def test_where_the_policy_asks_for_no_ties_none_is_declared(spx, niece, now):
    ProfileVersionFactory(organisation=spx.top, number=2, values={"P67": False})

    with pytest.raises(Refused, match="asks nobody"):
        declared(spx, now)


def test_days_that_have_not_come_are_refused(spx, niece, now):
    tie = declared(spx, now)
    tomorrow = now.date() + timedelta(days=1)

    with pytest.raises(Refused, match="has not come yet"):
        discuss_tie(tie, discussed_on=tomorrow, note="", by=spx.head, now=now)
    with pytest.raises(Refused, match="must not lie ahead"):
        end_tie(tie, ended_on=tomorrow, by=spx.teacher, now=now)


@pytest.mark.clause("D08")
def test_a_decision_without_fresh_proof_of_person_is_none(spx, niece, now):
    tie = declared(spx, now)
    discuss_tie(tie, discussed_on=YESTERDAY, note="", by=spx.head, now=now)
    stale = signing(spx.head, now - timedelta(minutes=16))

    for decide, words in ((acknowledge_tie, {"protocols": "News"}), (decline_tie, {"reasons": "No"})):
        with pytest.raises(Refused, match="password"):
            decide(tie, **words, signing=stale, by=spx.head, now=now)
    tie.refresh_from_db()
    assert tie.status == "discussed"


@pytest.mark.clause("J50", "C189", "D16")
def test_a_tie_is_asked_for_again_a_month_before_its_year_is_over_and_once(spx, now):
    tie = TieFactory(organisation=spx.school, adult=spx.teacher, acknowledged=True, redeclare_by=date(2026, 11, 4))
    assert ask_for_ties_again(now - timedelta(days=1)) == 0

    for _ in range(2):
        sweep_declarations(now)
    duty = owed("J50").get()
    redeclare_tie(tie, by=spx.teacher, now=now)
    sweep_declarations(now)

    assert duty.asked_person == spx.teacher
    assert not owed("J50").exists()
    assert FamilyTie.objects.get().redeclare_by == date(2027, 10, 5)
    assert ties_in_force(now, person_ids=[spx.teacher.pk]) == [tie]


@pytest.mark.clause("J50", "M35")
def test_nobody_declares_a_tie_again_for_somebody_else(spx, now):
    tie = TieFactory(organisation=spx.school, adult=spx.teacher, acknowledged=True)

    for somebody in (spx.head, spx.com):
        with pytest.raises(NotAllowed):
            redeclare_tie(tie, by=somebody, now=now)


@pytest.mark.clause("S23", "T83", "Q36", "D16")
def test_a_tie_ends_with_the_pupil_s_last_day_whether_or_not_the_sweep_has_come(spx, now):
    pupil = PupilFactory(organisation=spx.school, left_on=now.date())
    tie = TieFactory(organisation=spx.school, adult=spx.teacher, pupil=pupil, acknowledged=True)
    assert end_ties_of_leavers(now) == 0
    tomorrow = now + timedelta(days=1)
    assert ties_in_force(now, pupil_ids=[pupil.pk]) == [tie]
    assert ties_in_force(tomorrow, pupil_ids=[pupil.pk]) == []

    assert [end_ties_of_leavers(tomorrow), end_ties_of_leavers(tomorrow)] == [1, 0]

    tie.refresh_from_db()
    assert (tie.status, tie.ended_on, tie.ended_because) == ("ended", now.date(), "The pupil has left.")
    assert ties_in_force(now, pupil_ids=[pupil.pk]) == [tie]


@pytest.mark.clause("S23", "T83", "D09")
@pytest.mark.parametrize("status", ["declared", "discussed", "acknowledged", "declined"])
def test_a_tie_ends_with_the_adult_s_last_day_wherever_it_stands(spx, now, status):
    kept = {"acknowledged": {"acknowledged": True}, "declined": {"decided": True, "status": "declined"}}
    tie = TieFactory(organisation=spx.school, adult=spx.teacher, **kept.get(status, {"status": status}))
    Engagement.objects.filter(person=spx.teacher).update(ends_on=YESTERDAY)
    assert ties_in_force(now, person_ids=[spx.teacher.pk]) == []

    sweep_declarations(now)

    tie.refresh_from_db()
    assert (tie.status, tie.ended_on) == ("ended", YESTERDAY)
