"""The pages of what staff declare, used as a person uses them (F8, F10, S23, S24)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from governance.pages.proof import SESSION_KEY
from policies.models import FamilyTie, HeadPermission, PrivacyReview
from policies.services.declaration_sweeps import sweep_declarations
from tests.factories import ProfileVersionFactory
from tests.policies.declarations import PermissionFactory, ReviewFactory, TieFactory
from tests.pupils.factories import PupilFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
LATER = TODAY + timedelta(days=90)


@pytest.fixture
def proved(client_for):
    """A browser whose person has just proved who they are."""

    def sign_in(person):
        client = client_for(person)
        session = client.session
        session[SESSION_KEY] = timezone.now().isoformat()
        session.save()
        return client

    return sign_in


def page(client, name, *args, answers=200, **query):
    """The page as text."""
    answer = client.get(reverse(f"policies:{name}", args=args), query)
    assert answer.status_code == answers, answer.status_code
    return answer.content.decode()


def send(client, page_name, *args, **data):
    """Post a form."""
    return client.post(reverse(f"policies:{page_name}", args=args), data)


def day(name, value):
    """A day as its three fields send it."""
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def tie_of(world, name="Perdita Quince"):
    """What the form sends."""
    typed = {"relationship": "Niece", "platforms": "WhatsApp"}
    return {"organisation": world.school.reference, "pupil_name": name, **typed}


def wish_of(world, **changed):
    """What the form sends."""
    typed = {"scope": "A charity page", "reason": "To raise money", "kind": "private-use"}
    return {
        "organisation": world.school.reference,
        **typed,
        **day("starts_on", TODAY),
        **day("ends_on", LATER),
        **changed,
    }


@pytest.mark.clause("F8", "S23", "C189", "M35")
def test_a_tie_from_the_form_to_the_register(spx, proved):
    PupilFactory(organisation=spx.school, given_name="Perdita", family_name="Quince")
    teacher, head = proved(spx.teacher), proved(spx.head)
    page(teacher, "declare_tie")
    send(teacher, "declare_tie", **tie_of(spx))
    tie = FamilyTie.objects.get()
    assert "not excused yet" in page(teacher, "view_tie", tie.reference)
    assert f"Talk through family tie {tie.reference}" in page(head, "list_declarations")

    page(head, "discuss_tie", tie.reference)
    send(head, "discuss_tie", tie.reference, **day("discussed_on", TODAY), note="We talked at length")
    page(head, "acknowledge_tie", tie.reference)
    send(head, "acknowledge_tie", tie.reference, protocols="News only", printed_name=spx.head.name)

    shown = page(teacher, "view_tie", tie.reference)
    assert "News only" in shown
    assert "Declare again" in shown
    assert "at length" not in shown
    assert "at length" in page(proved(spx.dsl), "view_tie", tie.reference)
    assert str(spx.teacher) in page(proved(spx.dsl), "list_ties")


@pytest.mark.clause("C189", "D04")
@pytest.mark.parametrize("name", ["Perdita Quince", "Nobody Here"])
def test_the_adult_learns_nothing_of_the_register_from_a_declaration(spx, client_for, name):
    PupilFactory(organisation=spx.school, given_name="Perdita", family_name="Quince")
    teacher, head = client_for(spx.teacher), client_for(spx.head)
    answer = teacher.post(reverse("policies:declare_tie"), tie_of(spx, name), follow=True)
    tie = FamilyTie.objects.get()

    seen = answer.content.decode() + page(teacher, "list_declarations") + page(teacher, "view_tie", tie.reference)
    assert bool(tie.pupil) is (name == "Perdita Quince")
    assert "register" not in seen.lower().replace("register of permissions", "")
    assert "atched" not in seen
    assert "Pupil on the register" in page(head, "view_tie", tie.reference)
    page(teacher, "match_tie", tie.reference, answers=403)


@pytest.mark.clause("C189")
def test_a_name_that_fits_several_is_matched_on_a_page(spx, client_for):
    twins = [PupilFactory(organisation=spx.school, given_name=name, family_name="Quince") for name in ("Ivo", "Ivor")]
    PupilFactory(organisation=spx.small, given_name="Iva", family_name="Quince")
    tie = TieFactory(organisation=spx.school, adult=spx.teacher, pupil=None, pupil_name="Little Quince")
    head = client_for(spx.head)

    shown = page(head, "match_tie", tie.reference)
    assert [twin.reference in shown for twin in twins] == [True, True]
    assert "Iva" not in shown
    assert "No pupil of that name" in page(head, "match_tie", tie.reference, q="Nobody")
    assert "Choose the pupil." in send(head, "match_tie", tie.reference, pupil="").content.decode()
    send(head, "match_tie", tie.reference, pupil=twins[1].reference)

    tie.refresh_from_db()
    assert tie.pupil == twins[1]


@pytest.mark.clause("S23", "D08")
def test_a_tie_is_declined_with_reasons_and_nothing_typed_is_lost(spx, proved):
    tie = TieFactory(organisation=spx.school, adult=spx.teacher, discussed=True)
    head = proved(spx.head)

    wrong = send(head, "decline_tie", tie.reference, reasons="They are strangers", printed_name="Somebody Else")
    assert "Print your name as it stands here" in wrong.content.decode()
    assert "They are strangers" in wrong.content.decode()
    send(head, "decline_tie", tie.reference, reasons="They are strangers", printed_name=spx.head.name)

    assert "They are strangers" in page(proved(spx.teacher), "view_tie", tie.reference)


@pytest.mark.clause("K03", "M35")
def test_the_head_sees_their_own_tie_without_its_controls_and_the_chair_with_them(spx, client_for):
    tie = TieFactory(organisation=spx.school, adult=spx.head)
    other = TieFactory(organisation=spx.school, adult=spx.teacher)

    assert "Record that you talked" not in page(client_for(spx.head), "view_tie", tie.reference)
    assert "Record that you talked" in page(client_for(spx.chair), "view_tie", tie.reference)
    page(client_for(spx.chair), "view_tie", other.reference, answers=403)


@pytest.mark.clause("J50", "S23")
def test_a_tie_is_declared_again_and_ended_by_its_adult(spx, client_for):
    tie = TieFactory(organisation=spx.school, adult=spx.teacher, acknowledged=True)
    teacher = client_for(spx.teacher)
    send(teacher, "redeclare_tie", tie.reference)
    tie.refresh_from_db()
    assert tie.redeclare_by > TODAY + timedelta(days=300)

    page(teacher, "end_tie", tie.reference)
    ahead = send(teacher, "end_tie", tie.reference, **day("day", LATER))
    assert "must not lie ahead" in ahead.content.decode()
    send(teacher, "end_tie", tie.reference, **day("day", TODAY))

    assert "The tie has ended." in page(teacher, "view_tie", tie.reference)


@pytest.mark.clause("P67")
def test_where_ties_are_not_declared_the_form_says_so(spx, client_for):
    ProfileVersionFactory(organisation=spx.top, number=2, values={"P67": False})

    assert "asks nobody" in send(client_for(spx.teacher), "declare_tie", **tie_of(spx)).content.decode()


@pytest.mark.clause("F10", "S24", "M36", "C196")
def test_a_permission_from_the_form_to_in_force(spx, proved):
    teacher, head = proved(spx.teacher), proved(spx.head)
    asking = page(teacher, "ask_permission")
    assert "Personal accounts are never used on school devices" in asking
    assert 'value="school-device"' not in asking
    send(teacher, "ask_permission", **wish_of(spx))
    permission = HeadPermission.objects.get()
    assert "Do not do it yet" in page(teacher, "view_permission", permission.reference)

    page(head, "grant_permission", permission.reference)
    signed = {"reasons": "It helps", "printed_name": spx.head.name, **day("ends_on", LATER)}
    send(head, "grant_permission", permission.reference, **signed)

    shown = page(teacher, "view_permission", permission.reference)
    assert "In force" in shown
    assert "Ask for this again" in shown
    assert "Take it away" not in shown
    assert "Take it away" in page(head, "view_permission", permission.reference)


@pytest.mark.clause("F10", "P62")
def test_what_one_school_lets_people_ask_another_may_not_and_says_so_beside_the_kind(spx, client_for):
    ProfileVersionFactory(organisation=spx.small, number=1, preset="", values={"P62": "with-permission"})
    teacher = client_for(spx.teacher)
    spx.teacher.engagements.create(organisation=spx.small, kind="employed", starts_on=TODAY - timedelta(days=9))

    refused = send(teacher, "ask_permission", **wish_of(spx, kind="school-device"))
    assert "Personal accounts are never used on school devices" in refused.content.decode()
    assert "To raise money" in refused.content.decode()
    send(teacher, "ask_permission", **wish_of(spx, kind="school-device", organisation=spx.small.reference))

    assert HeadPermission.objects.get().organisation == spx.small


@pytest.mark.clause("F10", "S24", "M36")
def test_pupils_on_the_wifi_go_by_the_head_of_school_and_the_technician(spx, proved):
    teacher, hos, ict = proved(spx.teacher), proved(spx.hos), proved(spx.ict)
    send(teacher, "ask_permission", **wish_of(spx, kind="pupil-wifi"))
    permission = HeadPermission.objects.get()
    assert "Decide permission" in page(hos, "list_declarations")
    send(hos, "grant_permission", permission.reference, reasons="For a project", printed_name=spx.hos.name,
         **day("ends_on", LATER))  # fmt: skip
    assert "once the controls are set up" in page(teacher, "view_permission", permission.reference)
    assert "Confirm the controls" in page(ict, "list_declarations")
    page(ict, "confirm_permission", permission.reference)
    send(ict, "confirm_permission", permission.reference, controls="Only the class network")

    assert "Only the class network" in page(teacher, "view_permission", permission.reference)
    assert "In force" in page(ict, "list_permissions")


@pytest.mark.clause("S24", "D08")
def test_a_refusal_and_a_taking_away_are_told_on_the_page(spx, proved):
    asked = PermissionFactory(organisation=spx.school, holder=spx.teacher, ends_on=LATER)
    running = PermissionFactory(organisation=spx.school, holder=spx.teacher, running=True, ends_on=LATER)
    head, teacher = proved(spx.head), proved(spx.teacher)
    page(head, "refuse_permission", asked.reference)
    send(head, "refuse_permission", asked.reference, reasons="There is no need", printed_name=spx.head.name)
    page(head, "revoke_permission", running.reference)
    send(head, "revoke_permission", running.reference, reason="It was misused")

    assert "There is no need" in page(teacher, "view_permission", asked.reference)
    assert "It was misused" in page(teacher, "view_permission", running.reference)


@pytest.mark.clause("J51")
def test_the_holder_asks_again_on_a_page(spx, client_for):
    running = PermissionFactory(organisation=spx.school, holder=spx.teacher, running=True, ends_on=LATER)
    teacher = client_for(spx.teacher)
    page(teacher, "renew_permission", running.reference)

    again = {"reason": "Another year", **day("starts_on", TODAY), **day("ends_on", LATER)}
    send(teacher, "renew_permission", running.reference, **again)

    made = HeadPermission.objects.get(renews=running)
    assert "The permission before this one" in page(teacher, "view_permission", made.reference)


@pytest.mark.clause("F10", "M36")
def test_the_register_is_searched_and_narrowed(spx, client_for):
    PermissionFactory(organisation=spx.school, holder=spx.teacher, ends_on=LATER)
    PermissionFactory(organisation=spx.small, holder=spx.com, kind="pupil-wifi", ends_on=LATER)
    head = client_for(spx.head)

    def found(client=head, **query):
        shown = page(client, "list_permissions", **query).partition("<tbody")[2]
        return [who for who in ("teacher", "com") if str(getattr(spx, who)) in shown]

    assert found() == ["teacher", "com"]
    assert found(q=spx.com.family_name) == ["com"]
    assert found(kind="private-use") == ["teacher"]
    assert found(status="refused") == []
    assert found(school=spx.small.reference) == ["com"]
    assert found(status="nonsense") == ["teacher", "com"]
    assert found(client_for(spx.hos)) == []
    assert found(client_for(spx.dsl)) == ["teacher"]
    assert found(client_for(spx.ict)) == ["com"]


@pytest.mark.clause("M36", "D06")
def test_a_head_of_school_sees_of_others_permissions_only_pupils_on_the_wifi(spx, client_for):
    private = PermissionFactory(organisation=spx.school, holder=spx.teacher, ends_on=LATER)
    wifi = PermissionFactory(organisation=spx.school, holder=spx.teacher, kind="pupil-wifi", ends_on=LATER)
    hos = client_for(spx.hos)

    page(hos, "view_permission", private.reference, answers=403)
    assert "Grant" in page(hos, "view_permission", wifi.reference)


@pytest.mark.clause("M35")
def test_the_register_of_ties_is_searched_by_the_adult_and_narrowed(spx, client_for):
    TieFactory(organisation=spx.school, adult=spx.teacher, acknowledged=True)
    TieFactory(organisation=spx.school, adult=spx.com)
    head = client_for(spx.head)

    assert str(spx.com) not in page(head, "list_ties", q=spx.teacher.family_name).partition("<tbody")[2]
    assert str(spx.com) not in page(head, "list_ties", status="acknowledged").partition("<tbody")[2]
    assert "No tie matches" in page(head, "list_ties", q="Nobody")


@pytest.mark.clause("C022", "C193")
def test_settings_looked_over_with_one_press_and_the_head_sees_numbers(spx, client_for):
    sweep_declarations(timezone.now() - timedelta(days=40))
    teacher = client_for(spx.teacher)
    assert "Late" in page(teacher, "list_declarations")
    send(teacher, "record_review")
    ReviewFactory(person=spx.hos, organisation=spx.school, reviewed_at=timezone.now())

    shown = page(teacher, "list_declarations")
    assert "You last did on" in shown
    assert "Late" not in shown
    assert PrivacyReview.objects.filter(person=spx.teacher).count() == 1
    counted = page(client_for(spx.head), "list_reviews")
    assert "2 of 5 adults" in counted
    assert str(spx.office) in counted
    assert str(spx.teacher) not in counted


@pytest.mark.clause("M35", "M36")
def test_a_governor_finds_only_what_is_theirs(spx, client_for):
    shown = page(client_for(spx.governor), "list_declarations")

    assert "I have looked over my settings" in shown
    assert "Declare a family tie" not in shown
    assert "Ask for permission<" not in shown
