"""The six steps from a school's register to a published post and down again, as each profile walks them.

Every step is a function of the walk; a `Route` says what a profile changes about it.
"""

import re
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import expect

from accounts.models import SocialAccount
from governance.organisations.models import Organisation
from posts.models import Post, Takedown
from pupils.models import Pupil, SchoolClass
from tests.accounts.factories import DeviceFactory
from tests.consent.factories import WordingFactory
from tests.fixtures import World, make_world
from tests.journeys.walk import PHONE, Walk
from tests.policies.factories import make_ready
from tests.posts.pictures import jpeg

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
    "Could it bring bad publicity": "A careless post could, so two people read each",
}
MOTHER, PUPIL = "Marigold Penrose", "Ottilie Penrose, the pupil"
WORDS = "Year 4 grew a marrow as long as a table."


@dataclass(frozen=True)
class Route:
    """What a profile changes about the path."""

    preset: str
    approver: str
    kind: str = Organisation.Kind.SCHOOL
    # Who signs the form (P37), and whether a picture may show a pupil whose family said yes (P36).
    signers: tuple[str, ...] = (MOTHER,)
    shows_pupils: bool = True
    unrecognised: bool = False
    refusal: str = ""
    # Only a post that somebody may find controversial is approved (P11).
    only_controversial: bool = False

    @property
    def ticks_pupils(self):
        """Whether whoever is in a picture is ticked: recognisable or not, a no is then found (Q37)."""
        return self.shows_pupils or self.unrecognised


@dataclass
class Journey:
    """One walk of one route."""

    walk: Walk
    route: Route
    world: World

    @property
    def approver(self):
        """Who approves posts here."""
        return getattr(self.world, self.route.approver)


def set_out(walk, route) -> Journey:
    """A school with trained people, its wording and a camera."""
    world = make_world(route.preset, route.kind)
    for person in (world.teacher, world.com, world.hos, world.head):
        make_ready(person, world.top)
    WordingFactory(organisation=world.top)
    DeviceFactory(organisation=world.school, asset_number="CAM-7")
    return Journey(walk, route, world)


def load_the_register(on: Journey):
    """Step 1: upload, columns, preview, commit."""
    office = on.walk.sign_in(on.world.office).follow("Pupils", exact=True).follow("Load the register")
    office.attach("register.csv", REGISTER.encode("cp1252"), "text/csv").press("Continue")
    office.heading("What the columns hold").press("Check the file")
    office.heading("Check before loading").sees("2 to add").press("Load the register")
    office.heading("The register is loaded").sees("2 added", "none of them may be shown")


def have_an_account_approved(on: Journey):
    """Step 2: the case, the authoriser's decision with reasons, the account as it was created."""
    world = on.world
    teacher = on.walk.be(world.teacher).go("/accounts/").follow("Apply for an account")
    teacher.choose("Platform", "X").fill("Name of the account", "Harbour Primary news")
    for question, answer in CASE.items():
        teacher.fill_if_asked(question, answer)
    teacher.tick_if_asked("Anybody", within="Who will see it?").tick_if_asked("Staff", within="Who may contribute?")
    teacher.choose("Lead", listed(world.teacher)).choose("Runner 2", listed(world.com))
    teacher.press("Check your answers").heading("Check your answers").sees(CASE["What is the account for?"])
    teacher.press("Hand in").heading("Application handed in")

    head = on.walk.be(world.head).go("/").follow("Harbour Primary news").follow("Consider it")
    head.fill_if_asked("Which senior leaders considered it", "The senior leadership team")
    head.date("The day it was discussed with the applicant", date(2026, 10, 2)).press("Take into consideration")
    head.follow("Decide").tick("I am satisfied of all of these").fill("Reasons", "A strong case").press("Approve")
    head.sees("Approved. The account may now be created.")

    com = on.walk.be(world.com).go("/accounts/").follow("Harbour Primary news").follow("Record that it was created")
    com.fill("The account’s name on the platform", "@harbourprimary").fill(
        "Its web address", "https://x.com/harbourprimary"
    )
    com.fill("The school e-mail address it is tied to", "news@harbour.example").tick("It is separate from anybody’s")
    com.choose("Who looks after the password", listed(world.com))
    com.choose("Where the password is kept", "On the school network, in the ICT store")
    com.tick("Nobody can comment").tick("Anybody", within="Who sees it").tick("Nobody can tag the account")
    com.choose("Moderator", listed(world.com)).choose("Deputy moderator", listed(world.teacher))
    com.press("Record it as live").sees("Live")


def have_a_poster_authorised(on: Journey):
    """Step 2: who may post is decided, with dates, and follows from what is in force."""
    account = SocialAccount.objects.get()
    teacher = on.walk.be(on.world.teacher).go(account.get_absolute_url()).sees("You may not post to this account now")
    teacher.follow("Ask for an authorisation").choose("Who", listed(on.world.teacher)).tick("Write and publish posts")
    teacher.date("First day", date(2026, 10, 5)).fill("Why they need it", "Runs the account").press("Ask for it")

    head = (
        on.walk.be(on.world.head).go(account.get_absolute_url()).follow(re.compile("publish", re.I)).follow("Decide")
    )
    head.fill("Reasons", "Trained and trusted").press("Approve")

    on.walk.be(on.world.teacher).go(account.get_absolute_url()).sees("You may post to this account")


def record_consent_from_paper(on: Journey):
    """Step 3: a form from everybody whose yes is needed here (P37)."""
    ottilie = Pupil.objects.get(given_name="Ottilie")
    for who in on.route.signers:
        office = on.walk.be(on.world.office).go(f"/consent/pupils/{ottilie.reference}/").follow("Record a signed form")
        office.tick("2026 to 2027").tick("On paper").date("Day it was received", date(2026, 10, 5))
        office.tick(who, within="Who signed the form?").tick("Yes", within="Is the declaration signed?")
        office.date("Date beside the signature", date(2026, 10, 2))
        for question in office.tab.get_by_role("group", name=re.compile("^(Images|Videos) on: ")).all():
            question.get_by_label("Yes", exact=True).check()
        office.press("Record the form").sees("The form for Ottilie Penrose is recorded.")
    images_and_videos_in_three_places = 6 if on.route.shows_pupils else 0
    yes = office.tab.get_by_role("cell", name="Yes", exact=True)
    expect(yes).to_have_count(images_and_videos_in_three_places)


def ask_who_of_the_class_may_be_shown(on: Journey):
    """Step 3: the ruling for a class: no answer is not yes, and no yes is enough where nobody may be shown."""
    group = SchoolClass.objects.get()
    teacher = on.walk.be(on.world.teacher).go("/consent/")
    teacher.choose("Class", group.name).choose("Where", "Harbour Primary news (X)").press("Show")
    if on.route.shows_pupils:
        teacher.sees("Do not use (1)", "Fergal Trewin", "May be used (1)", "Ottilie Penrose")
    else:
        teacher.sees("Do not use (2)")


def draft_and_submit(on: Journey) -> Post:
    """Step 4: words, a picture, who is shown, the checklist."""
    teacher = on.walk.be(on.world.teacher).go("/posts/").follow("Write a post")
    teacher.tick(str(on.world.school)).press("Start writing")
    teacher.fill("What the post says", WORDS).tick("Harbour Primary news")
    teacher.tick(re.compile("achievement|good news", re.I), within="What is it for?")
    teacher.attach("marrow.jpg", PICTURE, "image/jpeg").press("Add and save")
    teacher.fill("Alternative text", "A marrow").choose("Taken with", "Office camera (CAM-7)")
    teacher.date("Taken on", date(2026, 10, 5))
    if on.route.only_controversial:
        teacher.tick("Somebody may find this controversial")
    teacher.choose("What is it?", "Photograph with people in it")
    if on.route.shows_pupils:
        show_ottilie(on, teacher)
    else:
        teacher.tick("I have read this post through").press("Send for approval").sees(on.route.refusal)
        show_nobody(on, teacher)
    teacher.tick("I have read this post through").press("Send for approval").sees("Waiting for approval")
    return Post.objects.latest("pk")


def show_ottilie(on: Journey, teacher):
    """A photograph of one pupil."""
    teacher.fill("How many pupils can be seen?", 1)
    teacher.choose("Tick pupils from a class", f"4A ({on.world.school})").press("Show this class")
    teacher.tick("Ottilie Penrose")


def show_nobody(on: Journey, teacher):
    """Somebody from behind, where that is allowed; else the marrow alone."""
    if on.route.unrecognised:
        teacher.tick("No pupil can be identified in these pictures")
        show_ottilie(on, teacher)
    else:
        teacher.choose("What is it?", "Photograph with nobody in it")


def approve_on_a_phone_in_three_taps(on: Journey, post):
    """Step 6: after sign-in, on 320 pixels, without scripts: open, tick, Approve."""
    phone = on.walk.sign_in(on.approver, viewport=PHONE, scripts=False).fits()
    phone.follow(post.reference).fits().heading("Approve this post?").sees(WORDS)
    if on.route.ticks_pupils:
        phone.sees("Ottilie Penrose")
    phone.tick("I approve this post").press("Approve").sees(f"Approved. {on.world.teacher} has been told.").fits()


def approve(on: Journey, post):
    """The same on a desk."""
    on.walk.be(on.approver).go(f"/posts/{post.reference}/approve/").tick("I approve this post").press("Approve")


def publish_by_copy_pack_and_link(on: Journey, post):
    """Step 4: put out by hand; the link must be the platform's, and the account's."""
    teacher = on.walk.be(on.world.teacher).go(post.get_absolute_url()).press("Open the copy pack").sees("1. The words")
    expect(teacher.tab.get_by_label("Copy all of it")).to_have_value(WORDS)
    teacher.fill("Link to the published post", "https://x.com/somebodyelse/status/1").press("It is published here")
    teacher.sees("There is a problem")
    teacher.fill("Link to the published post", "https://x.com/harbourprimary/status/1").press("It is published here")
    teacher.sees("Published", "https://x.com/harbourprimary/status/1")


def withdraw_consent(on: Journey):
    """Step 5: the mother changes her mind; what waits is held, what is out is to come down, the officer sees the list."""
    ottilie = Pupil.objects.get(given_name="Ottilie")
    office = (
        on.walk.be(on.world.office).go(f"/consent/pupils/{ottilie.reference}/").follow("Record a withdrawal or change")
    )
    office.tick(MOTHER, within="Who asks?").tick("Stop using images or videos")
    office.date("Day it was received", date(2026, 10, 5)).fill("Time it was received", "10:30am")
    office.tick("Letter", within="How did it come?")
    office.press("See what will happen").heading("Check before recording").press("Record it now").heading("Recorded")

    dpo = on.walk.be(on.world.dpo).go("/").follow(re.compile("Consent change"))
    if on.route.ticks_pupils:
        dpo.sees("Held", "To come down", WORDS)
    else:
        dpo.does_not_see("Held", "To come down")
    dpo.press("Everybody has been told: mark as handled").sees("Handled")


def ask_for_a_takedown(on: Journey, post):
    """Step 5 where nobody is shown: what is out comes down because somebody asks."""
    com = on.walk.be(on.world.com).go(post.get_absolute_url()).follow("Take it down")
    com.tick("Harbour Primary news", within="From which account?").tick_first(within="What is wrong?")
    com.fill("Say more", "The marrow was borrowed").press("Ask for it to come down")


def take_down_and_have_it_confirmed(on: Journey, post):
    """Step 5: whoever removed it does not confirm it."""
    takedown = Takedown.objects.get(post=post)
    teacher = on.walk.be(on.world.teacher).go("/posts/takedowns/").follow(takedown.reference).press("It is removed")
    teacher.go(takedown.get_absolute_url()).sees("Removed")
    expect(teacher.tab.get_by_role("button", name="Confirm", exact=True)).to_have_count(0)

    com = on.walk.be(on.world.com).go(takedown.get_absolute_url()).tick("I opened the link and the post is gone")
    com.press("Confirm").sees("Confirmed")
    com.go(post.get_absolute_url()).sees("Removed")


def everybody_has_a_home_page(on: Journey):
    """Step 6: each role's own page, on a phone too."""
    for person in on.world.everyone().values():
        home = on.walk.be(person).go("/").heading(f"Hello, {person.given_name}").sees("Waiting for me")
        home.tab.set_viewport_size(PHONE)
        home.fits()


def listed(person):
    """A name as lists show it."""
    return f"{person.family_name}, {person.given_name}"
