"""Going live: signed, once, with every reason why not at once; and what comes undone afterwards."""

from datetime import timedelta

import pytest

from governance.audit.models import AuditEvent
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, NotFoundHere, Refused, TooLate
from governance.organisations.models import EmailDomain, Organisation
from governance.people.models import Deputy, RoleHeld, Signature
from governance.people.roles import Role
from governance.people.signatures.rules import STALE
from governance.profile.models import ProfileVersion
from governance.profile.services import apply_preset
from governance.set_up.duties import UNDONE
from governance.set_up.models import GoneLive
from governance.set_up.services import add_school, agree_profile, change_organisation, go_live, look_again
from tests.factories import OrganisationFactory, PersonFactory


def press(world, now, by=None, proved_at="now"):
    """The head goes live, having just proved who they are."""
    at = now if proved_at == "now" else proved_at
    return go_live(organisation=world.top, by=by or world.head, now=now, proved_at=at)


@pytest.mark.clause("K02", "Q16", "D08")
def test_the_head_goes_live_by_signature_and_the_trail_says_so(ready, now):
    row = press(ready, now)

    assert Organisation.objects.get(pk=ready.top.pk).is_live
    assert row.signature.person == ready.head
    assert AuditEvent.objects.filter(action="organisation.go_live", actor_reference=ready.head.reference).count() == 1


@pytest.mark.clause("K02", "T70")
def test_every_reason_is_told_at_once_and_nobody_skips_the_person_for_concerns_about_the_head(ready, now):
    RoleHeld.objects.filter(role=Role.CHR).delete()
    EmailDomain.objects.all().delete()

    with pytest.raises(Refused) as refused:
        press(ready, now)

    said = " ".join(refused.value.reasons)
    assert "The person for concerns about the head" in said
    assert "e-mail domains" in said
    assert not Organisation.objects.get(pk=ready.top.pk).is_live
    assert not Signature.objects.exists()


def test_it_cannot_be_pressed_twice(ready, now):
    press(ready, now)
    ready.top.is_live = False

    with pytest.raises(TooLate):
        press(ready, now)

    assert GoneLive.objects.count() == 1


@pytest.mark.clause("D08")
@pytest.mark.parametrize("proof", [None, timedelta(minutes=16)])
def test_without_fresh_proof_of_person_nobody_goes_live(ready, now, proof):
    with pytest.raises(Refused, match=STALE[:30]):
        press(ready, now, proved_at=proof and now - proof)

    assert not Organisation.objects.get(pk=ready.top.pk).is_live


@pytest.mark.parametrize(("who", "refusal"), [("com", NotAllowed), ("tech", NotAllowed), ("stranger", NotFoundHere)])
def test_only_the_head_or_a_trust_officer_goes_live(ready, now, who, refusal):
    with pytest.raises(refusal):
        press(ready, now, by=getattr(ready, who))


@pytest.mark.clause("K02", "Q16")
def test_what_comes_undone_is_shown_in_red_and_asked_of_the_head_until_it_is_mended(ready, now, client_for):
    press(ready, now)
    # J58 and J60 ask for a deputy and for term dates, so nobody is asked twice.
    Deputy.objects.all().delete()
    ready.top.calendar.terms.all().delete()
    assert look_again(now) == 0
    chair = RoleHeld.objects.get(role=Role.CHR)
    RoleHeld.objects.filter(pk=chair.pk).update(revoked_at=now, revoked_by=ready.governor)

    assert look_again(now) == 1
    assert look_again(now) == 0

    assert Duty.objects.get(kind=UNDONE, closed_at=None).asked_role == Role.HD
    home = client_for(ready.head).get("/").content.decode()
    assert "went live with this and has lost it" in home
    assert "The person for concerns about the head" in home
    assert "has lost it" not in client_for(ready.com).get("/").content.decode()
    RoleHeld.objects.filter(pk=chair.pk).update(revoked_at=None, revoked_by=None)
    look_again(now)
    assert not Duty.objects.filter(kind=UNDONE, closed_at=None).exists()
    assert "has lost it" not in client_for(ready.head).get("/").content.decode()


def test_what_never_went_live_through_the_list_is_not_looked_at(spx, now):
    assert look_again(now) == 0
    assert not Duty.objects.filter(kind=UNDONE).exists()


@pytest.mark.clause("M48", "K03")
def test_whoever_chose_the_policy_does_not_look_it_through_nor_does_somebody_of_their_side(db, now):
    school = OrganisationFactory(is_live=False)
    head, second_head = (PersonFactory(working_at=school, roles=[Role.HD]) for _ in range(2))
    governor = PersonFactory(working_at=school, roles=[Role.GOV])
    version = apply_preset(organisation=school, preset="STB", by=head, now=now)

    def agree(by, seen=version.reference):
        return agree_profile(version=version, seen=seen, by=by, now=now, proved_at=now)

    for person in (head, second_head):
        with pytest.raises(NotAllowed):
            agree(person)
    with pytest.raises(TooLate):
        agree(governor, seen="PV-ANOTHER234")
    assert agree(governor).thing_reference == version.reference
    with pytest.raises(Refused, match="already"):
        agree(governor)


@pytest.mark.clause("D04")
def test_a_trust_adds_its_schools_and_each_is_set_up_by_itself(spx, now):
    school = add_school(above=spx.top, name="  Pebble   Infants ", by=spx.head, now=now)

    assert (school.name, school.parent, school.root_id, school.is_live) == (
        "Pebble Infants",
        spx.top,
        spx.top.pk,
        False,
    )
    assert AuditEvent.objects.filter(action="organisation.create", thing_reference=school.reference).exists()
    with pytest.raises(Refused, match="already has a school"):
        add_school(above=spx.top, name="pebble infants", by=spx.head, now=now)
    with pytest.raises(Refused, match="is a school"):
        add_school(above=school, name="Another", by=spx.head, now=now)
    with pytest.raises(NotAllowed):
        add_school(above=spx.top, name="Another", by=spx.com, now=now)


@pytest.mark.clause("C033")
def test_the_domains_are_kept_tidy_and_no_nonsense_among_them(spx, now):
    def say(*domains):
        change_organisation(organisation=spx.top, name="Harbour", domains=domains, by=spx.com, now=now)

    say("@New.Example", "new.example", "", "other.example")

    assert set(spx.top.email_domains.values_list("domain", flat=True)) == {"new.example", "other.example"}
    with pytest.raises(Refused, match="is not an e-mail domain"):
        say("not a domain")
    assert spx.top.email_domains.count() == 2
    assert ProfileVersion.objects.filter(organisation=spx.top).count() == 1
