"""The demonstration: made once from nothing, everybody in it can be played, and nobody in it is real."""

from datetime import timedelta
from random import Random

import pytest
from django.test import Client
from django.utils.timezone import localdate, now

from accounts.models import AccountCheck, Authorisation, SocialAccount
from accounts.services import ask_to_look_after, end_lapsed_authorisations, mend_rights
from demo import selectors
from demo.data.pending import PARENT_TOKEN
from demo.data.people import PERSONAS
from demo.data.world import TREES, pupils_wanted
from demo.management.commands.make_demo import make
from governance.audit.services import verify
from governance.calendar.rules import is_school_day
from governance.calendar.selectors import days_for
from governance.duties.models import Duty
from governance.kernel.dates import LONDON
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies.models import Acknowledgement, BoardRecord, ParentNotice, TeachingRecord, TrainingRecord
from posts.models import Post, Publication, Shown, Takedown
from posts.selectors.content import content_of
from posts.selectors.gate import gather
from pupils.models import Contact, Pupil
from tests.demo.work import without_work

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demonstration(django_db_setup, django_db_blocker):
    """The demonstration data, made once for the tests below and taken back after them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        make(Random(7), now())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def walk(demonstration):
    """A browser, while the demonstration stands."""
    return Client()


def be(client: Client, persona: str, school: str) -> Client:
    """Become somebody by the one POST."""
    answer = client.post("/demo/", {"persona": persona, "school": school})
    assert answer.status_code == 302, answer.content
    return client


@pytest.mark.clause("T111")
def test_every_address_of_a_person_is_on_a_reserved_domain(walk):
    addresses = [*Person.objects.values_list("email", flat=True), *Contact.objects.values_list("email", flat=True)]

    assert [address for address in addresses if not address.endswith(".example")] == []
    assert not Contact.objects.exclude(telephone="").exists()


@pytest.mark.clause("P01")
def test_the_federation_and_one_organisation_on_each_other_profile_are_there(walk):
    counts = {
        name: Pupil.objects.filter(organisation__short_name=name).count() for name in ("merrowdale", "little-tarn")
    }

    assert counts == {"merrowdale": 420, "little-tarn": 210}
    assert [tree.preset for tree in TREES] == ["SPX", "STB", "ODB", "ROS", "WAN"]


@pytest.mark.parametrize(
    "school", ["merrowdale", "little-tarn", "holy-lantern", "thistledown", "rookwater", "quillmere"]
)
def test_every_persona_of_a_school_finds_their_own_home(walk, school):
    played = [persona.slug for persona in PERSONAS if selectors.user_for(persona.slug, school)]

    for slug in played:
        home = be(walk, slug, school).get("/")
        assert home.status_code == 200
        assert b"Demonstration data" in home.content
    assert len(played) >= 12


def test_everybody_finds_the_work_of_their_own_job(walk):
    assert selectors.casts()
    assert without_work(now()) == []


@pytest.mark.parametrize("school", ["merrowdale", "thistledown"])
def test_a_teacher_s_home_page_has_something_waiting(walk, school):
    page = be(walk, "teacher", school).get("/").content.decode()

    assert "Look at held post" in page
    assert "Nothing is waiting for you" not in page


def test_everybody_is_listed_once(walk):
    seats = [(cast.name, seat.persona.slug) for cast in selectors.casts() for seat in cast.seats]

    assert len(seats) == len(set(seats))


@pytest.mark.clause("Q02")
def test_the_school_without_a_head_of_school_says_so_and_the_executive_headteacher_approves(walk):
    refused = walk.post("/demo/", {"persona": "head-of-school", "school": "little-tarn"})
    waiting = Post.objects.get(organisation__short_name="little-tarn", status="submitted")
    asked = Duty.objects.get(kind="J07", thing_reference=waiting.reference, closed_at=None)

    assert refused.status_code == 400
    assert (
        asked.asked_person == selectors.user_for("executive-headteacher", "little-tarn").person
        or asked.asked_role == "HD"
    )


@pytest.mark.clause("T114")
def test_one_post_shows_pupils_of_both_schools(walk):
    schools = Shown.objects.filter(post__organisation__short_name="merrowdale-federation").values_list(
        "pupil__organisation__short_name", flat=True
    )

    assert set(schools) == {"merrowdale", "little-tarn"}


def test_every_school_has_notices_sent_and_to_be_sent_and_a_fair_to_come(walk):
    told = set(ParentNotice.objects.values_list("organisation__short_name", "status"))
    fairs = set(TeachingRecord.objects.filter(kind="public").values_list("organisation__short_name", "status"))

    yearly = {"merrowdale", "little-tarn", "holy-lantern", "rookwater", "quillmere"}
    assert told == {(school, status) for school in yearly for status in ("planned", "sent")}
    assert fairs == {(school, "planned") for school in pupils_wanted()}
    assert BoardRecord.objects.count() == 6


@pytest.mark.clause("C103")
def test_the_family_that_changed_its_mind_left_a_takedown(walk):
    assert Takedown.objects.filter(status="opened").exists()


@pytest.mark.clause("D01")
def test_its_audit_trail_holds(walk):
    assert verify() == []


def test_the_parents_link_opens_without_signing_in(walk):
    page = Client().get(f"/family/{PARENT_TOKEN}/")

    assert page.status_code == 200


def test_whatever_waits_for_approval_can_be_approved(walk):
    waiting = Post.objects.filter(status="submitted")

    closed = [post.reference for post in waiting if gather(content_of(post), people=[post.author], now=now()).findings]

    assert set(waiting.values_list("organisation__short_name", flat=True)) == set(pupils_wanted())
    assert closed == []


def test_the_year_s_posts_went_out_on_school_days_by_people_who_were_allowed_to(walk):
    days = {place.pk: days_for(place) for place in Organisation.objects.filter(kind="school")}
    rows = Publication.objects.order_by("published_at").values_list("target__post__organisation", "published_at")
    out = [(days[place], moment.astimezone(LONDON)) for place, moment in rows if place in days]
    allowed = Authorisation.objects.filter(status="active").latest("decided_at").decided_at
    signed = Acknowledgement.objects.latest("signed_at").signed_at
    trained = TrainingRecord.objects.filter(status="valid").latest("attended_on").attended_on

    assert len(out) > 50
    assert [moment for known, moment in out if not is_school_day(moment.date(), known)] == []
    assert [moment for _, moment in out if not 8 <= moment.hour < 17] == []
    assert max(allowed, signed) < out[0][1]
    assert trained < out[0][1].date()


def test_looking_at_the_list_of_people_signs_nobody_in(walk):
    client = Client()

    client.get("/demo/")

    assert "_auth_user_id" not in client.session


@pytest.mark.clause("S26", "C117")
def test_every_account_was_watched_and_one_look_was_missed(demonstration):
    checks = AccountCheck.objects.filter(due_on__lt=localdate())

    assert set(checks.values_list("account", flat=True)) == set(
        SocialAccount.objects.exclude(status="approved-not-created").values_list("pk", flat=True)
    )
    assert [str(check.account.organisation) for check in checks.filter(status="missed")] == [
        "Holy Lantern Catholic Primary School"
    ]
    assert SocialAccount.objects.filter(status="needs-attention").count() == 1


def test_nothing_new_is_wrong_with_an_account_an_hour_later(demonstration):
    before = list(SocialAccount.objects.order_by("pk").values_list("status", "attention"))

    end_lapsed_authorisations(now() + timedelta(hours=1))
    ask_to_look_after(now() + timedelta(hours=1))

    assert mend_rights(now() + timedelta(hours=1)) == 0

    assert list(SocialAccount.objects.order_by("pk").values_list("status", "attention")) == before
