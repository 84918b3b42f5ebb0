"""The whole path on the SPX profile: from a school's register to a published post, and down again (issue 2, steps 1 to 6)."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from accounts.models import SocialAccount
from posts.models import Post, Takedown
from pupils.models import Pupil, SchoolClass
from tests.accounts.factories import DeviceFactory
from tests.consent.factories import WordingFactory
from tests.fixtures import make_world
from tests.journeys.walk import PHONE
from tests.policies.factories import make_ready
from tests.posts.pictures import jpeg

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

COLUMNS = """UPN,Legal Forename,Legal Surname,DOB,NC Year,Reg Group
Parent 1 Name,Parent 1 Email,Parent 1 Relationship,Parent 1 Parental Responsibility"""
REGISTER = f"""{COLUMNS.replace(chr(10), ",")}
H001,Ottilie,Penrose,27/03/2017,4,4A,Marigold Penrose,marigold@home.example,Mother,Yes
H002,Fergal,Trewin,02/11/2016,4,4A,Conan Trewin,conan@home.example,Father,Yes
"""
PICTURE = jpeg((640, 480))
CASE = {
    "What is the account for?": "To celebrate what pupils do",
    "Who is it for?": "Families of the school",
    "How will people hear of it?": "In the newsletter",
    "What is the teaching or business reason?": "Families asked to see more of the school day",
    "Is the aim worth the time and money?": "An hour a week, and it saves a newsletter",
    "How much will people be able to reply?": "Not at all",
    "How much staff time will it take?": "An hour a week of two people",
    "How will you know that it works, and when?": "Families read it, by Easter",
}
MOTHER, PUPIL = "Marigold Penrose", "Ottilie Penrose, the pupil"
WORDS = "Year 4 grew a marrow as long as a table."


@pytest.mark.clause("C023", "C036", "C037", "C058", "C089", "C097", "C099", "C103", "J58")
def test_from_the_register_to_a_published_post_and_down_again(walk):
    world = make_world("SPX")
    for person in (world.teacher, world.com, world.hos, world.head):
        make_ready(person, world.top)
    WordingFactory(organisation=world.top)
    DeviceFactory(organisation=world.school, asset_number="CAM-7")

    load_the_register(walk, world)
    have_an_account_approved(walk, world)
    have_a_poster_authorised(walk, world)
    record_consent_from_paper(walk, world)
    ask_who_of_the_class_may_be_shown(walk, world)
    post = draft_and_submit(walk, world)
    approve_on_a_phone_in_three_taps(walk, world, post)
    publish_by_copy_pack_and_link(walk, world, post)
    waiting = draft_and_submit(walk, world)
    approve(walk, world, waiting)
    withdraw_consent(walk, world)
    take_down_and_have_it_confirmed(walk, world, post)
    everybody_has_a_home_page(walk, world)


def load_the_register(walk, world):
    """Step 1: upload, columns, preview, commit."""
    office = walk.sign_in(world.office).follow("Pupils", exact=True).follow("Load the register")
    office.attach("register.csv", REGISTER.encode("cp1252"), "text/csv").press("Continue")
    office.heading("What the columns hold").press("Check the file")
    office.heading("Check before loading").sees("2 to add").press("Load the register")
    office.heading("The register is loaded").sees("2 added", "none of them may be shown")


def have_an_account_approved(walk, world):
    """Step 2: the case, the authoriser's decision with reasons, the account as it was created."""
    teacher = walk.be(world.teacher).go("/accounts/").follow("Apply for an account")
    teacher.choose("Platform", "X").fill("Name of the account", "Harbour Primary news")
    for question, answer in CASE.items():
        teacher.fill(question, answer)
    teacher.tick("Anybody", within="Who will see it?").tick("Staff", within="Who may contribute?")
    teacher.choose("Lead", listed(world.teacher)).choose("Runner 2", listed(world.com))
    teacher.press("Check your answers").heading("Check your answers").sees(CASE["What is the account for?"])
    teacher.press("Hand in").heading("Application handed in")

    head = walk.be(world.head).go("/").follow("Harbour Primary news").follow("Consider it")
    head.fill("Which senior leaders considered it", "The senior leadership team")
    head.date("The day it was discussed with the applicant", date(2026, 10, 2)).press("Take into consideration")
    head.follow("Decide").tick("I am satisfied of all of these").fill("Reasons", "A strong case").press("Approve")
    head.sees("Approved. The account may now be created.")

    com = walk.be(world.com).go("/accounts/").follow("Harbour Primary news").follow("Record that it was created")
    com.fill("The account’s name on the platform", "@harbourprimary").fill(
        "Its web address", "https://x.com/harbourprimary"
    )
    com.fill("The school e-mail address it is tied to", "news@harbour.example").tick("It is separate from anybody’s")
    com.choose("Who looks after the password", listed(world.com))
    com.tick("Nobody can comment").tick("Anybody", within="Who sees it").tick("Nobody can tag the account")
    com.choose("Moderator", listed(world.com)).choose("Deputy moderator", listed(world.teacher))
    com.press("Record it as live").sees("Live")


def have_a_poster_authorised(walk, world):
    """Step 2: who may post is decided, with dates, and follows from what is in force."""
    account = SocialAccount.objects.get()
    teacher = walk.be(world.teacher).go(account.get_absolute_url()).sees("You may not post to this account now")
    teacher.follow("Ask for an authorisation").choose("Who", listed(world.teacher)).tick("Write and publish posts")
    teacher.date("First day", date(2026, 10, 5)).fill("Why they need it", "Runs the account").press("Ask for it")

    head = walk.be(world.head).go(account.get_absolute_url()).follow(re.compile("publish", re.I)).follow("Decide")
    head.fill("Reasons", "Trained and trusted").press("Approve")

    walk.be(world.teacher).go(account.get_absolute_url()).sees("You may post to this account")


def record_consent_from_paper(walk, world):
    """Step 3: the mother's form and the pupil's; SPX asks both (P37)."""
    ottilie = Pupil.objects.get(given_name="Ottilie")
    images_and_videos_in_three_places = 6
    for who, yes in ((MOTHER, 0), (PUPIL, images_and_videos_in_three_places)):
        office = walk.be(world.office).go(f"/consent/pupils/{ottilie.reference}/").follow("Record a signed form")
        office.tick("2026 to 2027").tick("On paper").date("Day it was received", date(2026, 10, 5))
        office.tick(who, within="Who signed the form?").tick("Yes", within="Is the declaration signed?")
        office.date("Date beside the signature", date(2026, 10, 2))
        for question in office.tab.get_by_role("group", name=re.compile("^(Images|Videos) on: ")).all():
            question.get_by_label("Yes", exact=True).check()
        office.press("Record the form").sees("The form for Ottilie Penrose is recorded.")
        expect(office.tab.get_by_role("cell", name="Yes", exact=True)).to_have_count(yes)


def ask_who_of_the_class_may_be_shown(walk, world):
    """Step 3: the ruling for a class: no answer is not yes."""
    group = SchoolClass.objects.get()
    teacher = (
        walk.be(world.teacher).go("/consent/").choose("Class", group.name).choose("Where", "Harbour Primary news (X)")
    )
    teacher.press("Show").sees("Do not use (1)", "Fergal Trewin", "May be used (1)", "Ottilie Penrose")


def draft_and_submit(walk, world):
    """Step 4: words, a picture, who is shown, the checklist."""
    teacher = (
        walk.be(world.teacher).go("/posts/").follow("Write a post").tick("Harbour Primary").press("Start writing")
    )
    teacher.fill("What the post says", WORDS).tick("Good news about the school").tick("Harbour Primary news")
    teacher.attach("marrow.jpg", PICTURE, "image/jpeg").press("Add and save")
    teacher.choose("What is it?", "Photograph with people in it").fill("Alternative text", "A girl holding a marrow")
    teacher.fill("How many pupils can be seen?", 1).choose("Taken with", "Office camera (CAM-7)")
    teacher.choose("Tick pupils from a class", "4A (Harbour Primary)").press("Show this class")
    teacher.tick("Ottilie Penrose").tick("I have read this post through").press("Send for approval")
    teacher.sees("Waiting for approval")
    return Post.objects.latest("pk")


def approve_on_a_phone_in_three_taps(walk, world, post):
    """Step 6: after sign-in, on 320 pixels, without scripts: open, tick, Approve."""
    phone = walk.sign_in(world.hos, viewport=PHONE, scripts=False).fits()
    phone.follow(post.reference).fits().heading("Approve this post?").sees(WORDS, "Ottilie Penrose")
    phone.tick("I approve this post").press("Approve").sees(f"Approved. {world.teacher} has been told.").fits()


def approve(walk, world, post):
    """The same on a desk."""
    walk.be(world.hos).go(f"/posts/{post.reference}/approve/").tick("I approve this post").press("Approve")


def publish_by_copy_pack_and_link(walk, world, post):
    """Step 4: put out by hand; the link must be the platform's, and the account's."""
    teacher = walk.be(world.teacher).go(post.get_absolute_url()).press("Open the copy pack").sees("1. The words")
    expect(teacher.tab.get_by_label("Copy all of it")).to_have_value(WORDS)
    teacher.fill("Link to the published post", "https://x.com/somebodyelse/status/1").press("It is published here")
    teacher.sees("There is a problem")
    teacher.fill("Link to the published post", "https://x.com/harbourprimary/status/1").press("It is published here")
    teacher.sees("Published", "https://x.com/harbourprimary/status/1")


def withdraw_consent(walk, world):
    """Step 5: the mother changes her mind; what waits is held, what is out is to come down, and the officer sees the list."""
    ottilie = Pupil.objects.get(given_name="Ottilie")
    office = walk.be(world.office).go(f"/consent/pupils/{ottilie.reference}/").follow("Record a withdrawal or change")
    office.tick(MOTHER, within="Who asks?").tick("Stop using images or videos")
    office.date("Day it was received", date(2026, 10, 5)).fill("Time it was received", "10:30am")
    office.tick("Letter", within="How did it come?")
    office.press("See what will happen").heading("Check before recording").press("Record it now").heading("Recorded")

    dpo = walk.be(world.dpo).go("/").follow(re.compile("Consent change")).sees("Held", "To come down", WORDS)
    dpo.press("Everybody has been told: mark as handled").sees("Handled")


def take_down_and_have_it_confirmed(walk, world, post):
    """Step 5: whoever removed it does not confirm it."""
    takedown = Takedown.objects.get(post=post)
    teacher = walk.be(world.teacher).go("/posts/takedowns/").follow(takedown.reference).press("It is removed")
    teacher.go(takedown.get_absolute_url()).sees("Removed")
    expect(teacher.tab.get_by_role("button", name="Confirm", exact=True)).to_have_count(0)

    com = walk.be(world.com).go(takedown.get_absolute_url()).tick("I opened the link and the post is gone")
    com.press("Confirm").sees("Confirmed")
    com.go(post.get_absolute_url()).sees("Removed")


def everybody_has_a_home_page(walk, world):
    """Step 6: each role's own page, on a phone too."""
    for person in world.everyone().values():
        home = walk.be(person).go("/").heading(f"Hello, {person.given_name}").sees("Waiting for me")
        home.tab.set_viewport_size(PHONE)
        home.fits()


def listed(person):
    """A name as lists show it."""
    return f"{person.family_name}, {person.given_name}"
