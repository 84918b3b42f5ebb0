"""Granting and ending roles, starting and ending work (M47, D09, T69, T88)."""

from datetime import date

import pytest

from governance.audit.models import AuditEvent
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.people.models import Deputy, Engagement, Person, RoleHeld, User
from governance.people.roles import Role
from governance.permissions.appointments.engagements import end_engagement, start_engagement
from governance.permissions.appointments.people import change_person, create_person, create_sign_in
from governance.permissions.appointments.roles import grant_role, revoke_role
from governance.permissions.selectors import standing_of
from tests.factories import EngagementFactory, OrganisationFactory, PersonFactory, RoleHeldFactory
from tests.governance.people.factories import DeputyFactory

TODAY, YESTERDAY = date(2026, 10, 5), date(2026, 10, 4)


def give(world, now, role=Role.OSO, person=None, by=None, **more):
    """The head gives the teacher a role at the school."""
    return grant_role(
        person=person or world.teacher,
        role=role,
        organisation=more.pop("organisation", world.school),
        starts_on=more.pop("starts_on", TODAY),
        by=by or world.head,
        now=now,
        **more,
    )


def roles_of(person, place, now):
    return standing_of(person, now, fresh=True).roles_at(place.pk)


@pytest.mark.clause("M47", "D01")
def test_the_head_gives_a_role_which_counts_at_once_and_is_written_down(spx, now):
    held = give(spx, now)

    assert Role.OSO in roles_of(spx.teacher, spx.school, now)
    event = AuditEvent.objects.get(thing_reference=held.reference)
    assert (event.action, event.actor_reference) == ("roles.grant", spx.head.reference)


@pytest.mark.clause("M47")
@pytest.mark.parametrize(
    ("by", "role"),
    [
        *((by, Role.OSO) for by in ("hos", "com", "teacher", "office", "dpo", "dsl", "ict")),
        *(("head", role) for role in (Role.HD, Role.CHR, Role.GOV, Role.TRU)),
    ],
)
def test_others_and_the_head_about_the_board_are_refused(spx, now, by, role):
    with pytest.raises(NotAllowed):
        give(spx, now, role, by=getattr(spx, by))

    assert not RoleHeld.objects.filter(person=spx.teacher).exists()


@pytest.mark.clause("M47")
@pytest.mark.parametrize("by", ["chair", "governor"])
def test_the_board_appoints_the_head(spx, now, by):
    held = give(spx, now, Role.HD, by=getattr(spx, by), organisation=spx.small, person=spx.com)

    assert held.granted_by == getattr(spx, by)


@pytest.mark.clause("D04")
def test_a_stranger_finds_no_such_organisation(spx, now):
    with pytest.raises(NotFoundHere):
        give(spx, now, by=spx.stranger)


@pytest.mark.clause("M47")
def test_nobody_gives_a_role_to_themselves(spx, now):
    with pytest.raises(Refused, match="Nobody gives a role to themselves"):
        give(spx, now, person=spx.head)


@pytest.mark.clause("M47")
def test_the_technical_administrator_enters_what_the_head_decided(spx, now):
    held = give(spx, now, by=spx.tech, told_by=spx.head)

    assert held.granted_by == spx.head
    assert AuditEvent.objects.get(thing_reference=held.reference).actor_reference == spx.tech.reference


@pytest.mark.clause("M47")
@pytest.mark.parametrize(
    ("person", "told_by"), [("teacher", None), ("teacher", "com"), ("tech", "head"), ("head", "head")]
)
def test_the_technical_administrator_decides_nothing_and_gives_themselves_nothing(spx, now, person, told_by):
    with pytest.raises(Refused):
        give(spx, now, by=spx.tech, person=getattr(spx, person), told_by=told_by and getattr(spx, told_by))


@pytest.mark.clause("M47")
def test_the_technical_administrator_enters_the_first_role_where_nobody_could_decide(db, now):
    place = OrganisationFactory()
    tech, head = PersonFactory(working_at=place, roles=[Role.SYS]), PersonFactory(working_at=place)

    grant_role(person=head, role=Role.HD, organisation=place, starts_on=TODAY, by=tech, now=now)

    assert Role.HD in roles_of(head, place, now)


@pytest.mark.clause("T69", "K02")
@pytest.mark.parametrize("place", ["federation", "school"])
def test_the_head_cannot_also_be_the_data_protection_officer_anywhere_in_the_tree(spx, now, place):
    with pytest.raises(Refused, match="The same person cannot be data protection officer"):
        give(spx, now, Role.DPO, person=spx.head, by=spx.governor, organisation=getattr(spx, place))


@pytest.mark.clause("T69")
def test_a_slot_that_has_ended_conflicts_no_more(spx, now):
    RoleHeldFactory(person=spx.teacher, organisation=spx.school, role=Role.DPO, ends_on=YESTERDAY)

    assert give(spx, now, Role.HD, by=spx.chair)


@pytest.mark.clause("D09")
def test_somebody_who_does_not_work_here_gets_no_role(spx, now):
    with pytest.raises(Refused, match="does not work here on that day"):
        give(spx, now, person=spx.stranger)


def test_the_same_role_is_not_given_twice(spx, now):
    give(spx, now)

    with pytest.raises(Refused, match="already is online safety officer"):
        give(spx, now)


@pytest.mark.clause("M47", "D09", "T88")
def test_a_revoked_role_counts_no_more_and_sessions_end(spx, now):
    stamp = spx.com.user.session_stamp

    revoke_role(held=spx.com.roles.get(), by=spx.head, now=now, because="Moved to another post")

    assert Role.COM not in roles_of(spx.com, spx.school, now)
    assert User.objects.get(person=spx.com).session_stamp == stamp + 1


def test_a_role_ends_with_a_reason_once(spx, now):
    held = spx.com.roles.get()
    with pytest.raises(Refused, match="Say why"):
        revoke_role(held=held, by=spx.head, now=now, because="  ")
    revoke_role(held=held, by=spx.head, now=now, because="Moved")

    with pytest.raises(TooLate):
        revoke_role(held=held, by=spx.head, now=now, because="Moved again")


@pytest.mark.clause("M47")
def test_the_last_governor_cannot_resign_the_board_into_silence(spx, now):
    with pytest.raises(NotAllowed, match="only one"):
        revoke_role(held=spx.governor.roles.get(), by=spx.governor, now=now, because="Leaving")


@pytest.mark.clause("D09", "T88", "Q36")
def test_ending_work_ends_roles_deputies_and_sessions(spx, now):
    period = DeputyFactory(principal=spx.hos, deputy=spx.slt, organisation=spx.school)

    end_engagement(engagement=spx.hos.engagements.get(), ends_on=TODAY, by=spx.head, now=now)

    assert spx.hos.roles.get().ends_on == TODAY
    assert Deputy.objects.get(pk=period.pk).ends_on == TODAY
    assert User.objects.get(person=spx.hos).session_stamp == 1
    assert Role.HOS in roles_of(spx.hos, spx.school, now)


@pytest.mark.clause("D09", "Q36")
def test_a_last_day_in_the_past_leaves_nothing_today(spx, now):
    end_engagement(engagement=spx.hos.engagements.get(), ends_on=YESTERDAY, by=spx.head, now=now)

    assert standing_of(spx.hos, now, fresh=True).is_empty


@pytest.mark.clause("D09")
def test_other_work_in_the_same_line_carries_the_role_on(spx, now):
    EngagementFactory(person=spx.hos, organisation=spx.federation)

    end_engagement(engagement=spx.hos.engagements.get(organisation=spx.school), ends_on=TODAY, by=spx.head, now=now)

    assert spx.hos.roles.get().ends_on is None


def test_work_that_has_ended_is_not_ended_later(spx, now):
    engagement = spx.hos.engagements.get()
    Engagement.objects.filter(pk=engagement.pk).update(ends_on=YESTERDAY)

    with pytest.raises(TooLate):
        end_engagement(engagement=engagement, ends_on=TODAY, by=spx.head, now=now)


def add(world, now, by="office", **more):
    details = {"given_name": "Ines", "family_name": "Marlow", "email": "ines@harbour.example", "kind": "volunteer"}
    return create_person(
        **{**details, **more}, organisation=world.school, starts_on=TODAY, by=getattr(world, by), now=now
    )


@pytest.mark.clause("C014", "T101")
@pytest.mark.parametrize("kind", Engagement.Kind.values)
def test_everyone_in_scope_can_be_written_down_with_their_kind(spx, now, kind):
    person = add(spx, now, kind=kind)

    assert person.engagements.get().kind == kind
    assert standing_of(person, now).reaches(spx.school.pk)


@pytest.mark.clause("T40")
@pytest.mark.parametrize(
    "same", [{"email": "other@harbour.example"}, {"given_name": "Jo", "email": "INES@harbour.example"}]
)
def test_one_person_is_not_written_down_twice(spx, now, same):
    add(spx, now)

    with pytest.raises(Refused):
        add(spx, now, **same)

    assert Person.objects.filter(family_name="Marlow").count() == 1


@pytest.mark.clause("T40")
def test_a_true_namesake_is_added_when_said_so(spx, now):
    first = add(spx, now)

    second = add(spx, now, email="ines.b@harbour.example", is_another=True)

    assert first != second


def test_a_teacher_adds_nobody(spx, now):
    with pytest.raises(NotAllowed):
        add(spx, now, by="teacher")


def test_a_sign_in_has_no_password_until_its_owner_chooses_one(spx, now):
    person = add(spx, now)

    user = create_sign_in(person=person, organisation=spx.school, by=spx.office, now=now)

    assert (user.email, user.has_usable_password(), user.is_staff) == ("ines@harbour.example", False, False)


@pytest.mark.parametrize("email", ["", "taken@harbour.example"])
def test_no_sign_in_without_an_address_or_for_one_who_has_one(spx, now, email):
    person = add(spx, now, email=email)
    if email:
        create_sign_in(person=person, organisation=spx.school, by=spx.office, now=now)

    with pytest.raises(Refused):
        create_sign_in(person=person, organisation=spx.school, by=spx.office, now=now)


@pytest.mark.clause("M47")
def test_the_office_cannot_move_the_sign_in_of_somebody_with_a_role(spx, now):
    with pytest.raises(NotAllowed):
        change_person(
            person=spx.hos,
            organisation=spx.school,
            given_name="Any",
            family_name="Body",
            email="office@harbour.example",
            by=spx.office,
            now=now,
        )

    assert User.objects.get(person=spx.hos).email == spx.hos.email


def test_a_corrected_address_is_the_new_sign_in_and_ends_old_sessions(spx, now):
    change_person(
        person=spx.teacher,
        organisation=spx.school,
        given_name="Talia",
        family_name="New-Name",
        email="Talia.New@harbour.example",
        by=spx.office,
        now=now,
    )

    user = User.objects.get(person=spx.teacher)
    assert (user.email, user.session_stamp, user.person.name) == ("talia.new@harbour.example", 1, "Talia New-Name")


def test_work_whose_last_day_comes_first_is_refused(spx, now):
    with pytest.raises(Refused, match="last day comes before"):
        start_engagement(
            person=spx.teacher,
            organisation=spx.school,
            kind="employed",
            starts_on=TODAY,
            ends_on=YESTERDAY,
            by=spx.head,
            now=now,
        )
