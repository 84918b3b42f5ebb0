"""The pages of posts: what a person does on them, from the first word to the last link."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from governance.kernel.dates import local_date
from governance.people.roles import Role
from posts.models import Post, Takedown, Target
from tests.consent.factories import CANARY, AnswerFactory, BarFactory, agreed
from tests.factories import EngagementFactory, RoleHeldFactory
from tests.posts.desk import make_desk
from tests.posts.factories import PostFactory, TargetFactory
from tests.posts.pictures import jpeg
from tests.pupils.factories import PupilFactory, SchoolClassFactory


@pytest.fixture
def desk(spx):
    """A desk in the present: pages read the clock."""
    return make_desk(spx, timezone.now())


def at(name, thing):
    """The address of a page of that thing."""
    return reverse(f"posts:{name}", args=[thing.reference])


def typed(desk, **changes):
    """What the page of a draft posts when nothing is wrong."""
    return {
        "edition": Post.objects.latest("pk").edition,
        "text": "Our harvest festival is on Friday at ten.",
        "category": "events",
        "accounts": [desk.account.reference],
        "checklist_ticked": "on",
        **changes,
    }


@pytest.mark.clause("C058", "M07")
def test_a_post_is_written_with_a_picture_and_sent(desk, client_for):
    school_class = SchoolClassFactory(organisation=desk.world.school, academic_year=2026)
    type(desk.pupil).objects.filter(pk=desk.pupil.pk).update(school_class=school_class)
    client = client_for(desk.author)

    # Start, choose a picture, choose a class.
    client.post(reverse("posts:start_post"), {"organisation": desk.world.school.reference})
    post = Post.objects.get()
    photo = SimpleUploadedFile("Aled Penrose.jpg", jpeg(), content_type="image/jpeg")
    client.post(
        at("edit_post", post), typed(desk, new_pictures=photo, school_class=school_class.reference, press="class")
    )
    page = client.get(f"{at('edit_post', post)}?class={school_class.reference}").content.decode()
    assert "May be shown." in page
    # Say what it is, tick who is shown, send.
    ref = post.media.get().reference
    said = {
        f"kind_{ref}": "photo",
        f"alt_{ref}": "A child with a marrow",
        f"visible_{ref}": "1",
        f"device_{ref}": desk.device.pk,
        **taken(desk, ref),
        f"place_{ref}": "1",
        "pupils": [desk.pupil.reference],
    }
    address = f"{at('edit_post', post)}?class={school_class.reference}"
    answer = client.post(address, typed(desk, **said, press="submit"), follow=True)

    assert "Sent for approval." in answer.content.decode()
    assert Post.objects.get().status == "submitted"


@pytest.mark.clause("C058", "C061")
def test_everything_missing_is_shown_beside_its_question_at_once(desk, client_for):
    post = desk.start()

    answer = client_for(desk.author).post(at("edit_post", post), {"edition": 1, "press": "submit"})

    page = answer.content.decode()
    for field in ("id_text", "id_category", "id_accounts", "id_checklist_ticked"):
        assert f'href="#{field}' in page
    assert page.count("govuk-error-message") >= 4


@pytest.mark.clause("D04", "Hostile1")
@pytest.mark.parametrize("name", ["view_post", "edit_post", "approve_post", "view_copy_pack", "open_takedown"])
def test_another_schools_post_is_not_found(desk, client_for, name):
    post = desk.submitted()

    assert client_for(desk.world.stranger).get(at(name, post)).status_code == 404


@pytest.mark.clause("C058", "D08")
def test_an_approver_needs_three_taps_from_the_home_page(desk, client_for):
    post = desk.submitted(picture=True)
    client = client_for(desk.approver)

    home = client.get("/").content.decode()
    page = client.get(at("approve_post", post)).content.decode()
    answer = client.post(at("approve_post", post), {"version": 1, "ticked": "on"})

    assert f'href="{at("approve_post", post)}"' in home
    assert page.count('type="checkbox"') == 1
    assert answer.status_code == 302
    assert Post.objects.get().status == "approved"


@pytest.mark.clause("C058")
def test_the_approvers_page_holds_all_that_is_needed(desk, client_for):
    post = desk.submitted(picture=True)

    page = client_for(desk.approver).get(at("approve_post", post)).content.decode()

    picture = post.media.get()
    for part in (
        post.text,
        str(desk.author),
        str(desk.account),
        at("view_picture", picture),
        picture.alternative_text,
        "Aled Penrose",
        "Reminders about upcoming events",
        "it takes no side in politics",
        "Everything was checked just now",
    ):
        assert part.replace("'", "&#x27;") in page, part


@pytest.mark.clause("C075", "T17")
def test_the_approver_sees_that_it_cannot_be_approved_and_not_why(desk, client_for):
    post = desk.submitted(picture=True)
    BarFactory(pupil=desk.pupil)

    page = client_for(desk.approver).get(at("approve_post", post)).content.decode()

    assert "Aled Penrose may not be shown in this post." in page
    assert 'name="ticked"' not in page
    assert CANARY not in page
    assert "DSL" not in page


@pytest.mark.clause("D02", "K03")
def test_an_author_who_may_approve_is_told_why_not_theirs(desk, client_for):
    post = desk.submitted(by=desk.world.hos)
    client = client_for(desk.world.hos)

    assert client.get(at("approve_post", post)).status_code == 403
    assert "You wrote this, so someone else must decide it." in client.get(at("view_post", post)).content.decode()


@pytest.mark.clause("C058")
@pytest.mark.parametrize(("name", "status"), [("ask_changes", "changes-asked"), ("reject_post", "rejected")])
def test_a_no_without_a_reason_is_asked_again_and_with_one_is_kept(desk, client_for, name, status):
    post = desk.submitted()
    client = client_for(desk.approver)

    empty = client.post(at(name, post), {"version": 1, "reason": ""})
    client.post(at(name, post), {"version": 1, "reason": "Which Friday?"})

    assert "Say why, so that the author knows" in empty.content.decode()
    assert Post.objects.get().status == status
    assert "Which Friday?" in client_for(desk.author).get(at("view_post", post)).content.decode()


@pytest.mark.clause("C058")
def test_the_second_approver_is_told_kindly(desk, client_for):
    post = desk.submitted()
    desk.approve(post)

    answer = client_for(desk.world.head).post(at("approve_post", post), {"version": 1, "ticked": "on"}, follow=True)

    assert "does not wait for approval any more" in answer.content.decode()


@pytest.mark.clause("C058", "D18")
def test_a_post_is_published_by_hand_from_the_copy_pack(desk, client_for):
    post = desk.approved(picture=True)
    client = client_for(desk.author)

    pack = client.post(at("open_copy_pack", post), follow=True).content.decode()
    wrong = client.post(at("publish_post", post), {"account": desk.account.reference, "link": "https://example.org/1"})
    client.post(at("publish_post", post), {"account": desk.account.reference, "link": desk.link()})

    assert post.text in pack
    assert at("download_picture", post.media.get()) in pack
    assert "not an address on" in wrong.content.decode()
    assert Target.objects.get().link == desk.link()
    assert Post.objects.get().status == "published"


@pytest.mark.clause("C037", "D05")
def test_a_shut_gate_is_told_in_full_and_hands_nothing_out(desk, client_for):
    post = desk.approved(picture=True)
    BarFactory(pupil=desk.pupil)

    answer = client_for(desk.author).post(at("open_copy_pack", post))

    assert answer.status_code == 409
    assert "Aled Penrose may not be shown in this post." in answer.content.decode()
    assert Post.objects.get().status == "approved"


@pytest.mark.clause("C103", "S06")
def test_a_takedown_is_done_and_confirmed_on_its_page(desk, client_for):
    post = desk.published()
    author, com = client_for(desk.author), client_for(desk.world.com)

    com.post(at("open_takedown", post), {"account": desk.account.reference, "cause": "mistake", "because": "Date"})
    takedown = Takedown.objects.get()
    author.post(at("remove_takedown", takedown), {"note": ""})
    own = author.get(at("view_takedown", takedown)).content.decode()
    com.post(at("confirm_takedown", takedown), {"gone": "on", "copies_elsewhere": ""})

    assert "You took this down, so someone else must confirm it." in own
    assert Takedown.objects.get().status == "confirmed"
    assert Post.objects.get().status == "removed"


@pytest.mark.clause("C103", "M16")
def test_not_practicable_is_decided_on_the_page_by_the_officer(desk, client_for):
    takedown = desk.takedown()
    said = {"reason": "Printed", "what_remains": "A cutting", "parent_told": "on"}
    client_for(desk.author).post(at("ask_not_practicable", takedown), said)

    client_for(desk.world.dpo).post(at("decide_takedown", takedown), {"accept": "yes", "reason": "Agreed"})

    assert Takedown.objects.get().status == "not-practicable"


@pytest.mark.clause("C101", "C103")
def test_the_officer_sees_what_a_change_set_in_motion(desk, client_for):
    from consent.services import WishEntry, withdraw

    queued, live = desk.approved(picture=True), desk.published(picture=True)
    mother = desk.pupil.responsibilities.get().contact
    wish = WishEntry(received_at=desk.now, contact=mother)
    request = withdraw(pupil=desk.pupil, wish=wish, by=desk.world.office, now=desk.now)

    page = client_for(desk.world.dpo).get(reverse("posts:view_change", args=[request.reference])).content.decode()

    assert queued.reference in page
    assert live.reference in page
    assert (
        client_for(desk.world.stranger).get(reverse("posts:view_change", args=[request.reference])).status_code == 404
    )


def test_a_held_post_says_why_and_what_to_do(desk, client_for):
    post = desk.approved()

    client_for(desk.world.com).post(at("hold_post", post), {"reason": "The date is wrong"})

    page = client_for(desk.author).get(at("view_post", post)).content.decode()
    assert "The date is wrong" in page
    assert at("edit_post", post) in page


def test_a_time_is_chosen_on_its_page(desk, client_for):
    post = desk.approved()
    said = {"day_day": "4", "day_month": "5", "day_year": "2027", "clock": "2:30pm"}
    names = {"day_0": said["day_day"], "day_1": said["day_month"], "day_2": said["day_year"], **said}

    client_for(desk.author).post(at("schedule_post", post), names)

    assert Post.objects.get().planned_for == datetime(2027, 5, 4, 13, 30, tzinfo=UTC)


def test_a_draft_is_taken_over_and_another_abandoned(desk, client_for):
    taken, given_up = desk.draft(), desk.draft()

    client_for(desk.world.com).post(at("take_over_post", taken))
    client_for(desk.author).post(at("abandon_post", given_up))

    assert Post.objects.get(pk=taken.pk).author == desk.world.com
    assert Post.objects.get(pk=given_up.pk).status == "abandoned"


@pytest.mark.clause("T87", "D06")
def test_the_library_shows_what_one_may_see_and_no_more(desk, client_for):
    seen = PostFactory(organisation=desk.world.school, published=True, text="Seen by the head")
    draft = PostFactory(organisation=desk.world.school, text="Somebody's unfinished words")
    elsewhere = PostFactory(organisation=desk.world.elsewhere, published=True, text="Moorland fair")

    page = client_for(desk.world.head).get(reverse("posts:list_posts")).content.decode()
    searched = client_for(desk.world.head).get(reverse("posts:list_posts"), {"words": "Moorland"}).content.decode()
    office = client_for(desk.world.office).get(reverse("posts:list_posts")).content.decode()

    assert seen.reference in page
    assert draft.reference not in page
    assert elsewhere.reference not in page + searched
    assert seen.reference not in office


def test_the_library_is_filtered_and_paged(desk, client_for):
    for number in range(30):
        post = PostFactory(organisation=desk.world.school, published=True, text=f"Post number {number}")
        TargetFactory(post=post, account=desk.account, published=True)
    held = PostFactory(organisation=desk.world.school, held=True)
    client = client_for(desk.world.head)

    first = client.get(reverse("posts:list_posts"))
    by_status = client.get(reverse("posts:list_posts"), {"status": "held"}).content.decode()
    by_account = client.get(reverse("posts:list_posts"), {"account": desk.account.reference}).content.decode()

    assert len(first.context["page"].rows) == 25
    assert first.context["page"].next_url
    assert held.reference in by_status
    assert held.reference not in by_account


@pytest.mark.parametrize(("name", "budget"), [("list_posts", 16), ("list_drafts", 18), ("list_takedowns", 16)])
def test_lists_cost_the_same_however_long(desk, client_for, django_assert_max_num_queries, name, budget):
    client = client_for(desk.author)
    for _ in range(3):
        TargetFactory(post=PostFactory(organisation=desk.world.school, author=desk.author), account=desk.account)
    client.get(reverse(f"posts:{name}"))

    with django_assert_max_num_queries(budget):
        client.get(reverse(f"posts:{name}"))
    for _ in range(12):
        TargetFactory(post=PostFactory(organisation=desk.world.school, author=desk.author), account=desk.account)
    with django_assert_max_num_queries(budget):
        client.get(reverse(f"posts:{name}"))


@pytest.mark.clause("M10", "T17")
def test_a_draft_shows_yes_and_no_without_a_why(desk, client_for):
    school_class = SchoolClassFactory(organisation=desk.world.school, academic_year=2026)
    yes, no = PupilFactory.create_batch(2, organisation=desk.world.school, mother=True, school_class=school_class)
    agreed(yes, desk.account)
    agreed(no, desk.account)
    BarFactory(pupil=no)
    post = desk.draft()

    page = client_for(desk.author).get(f"{at('edit_post', post)}?class={school_class.reference}").content.decode()

    assert page.count("May be shown.") == 1
    assert page.count("May not be shown.") == 1
    assert not any(word in page for word in (CANARY, "barred", "DSL", "withdrawn"))


def test_nothing_is_changed_by_looking(desk, client_for):
    post = desk.approved(picture=True)
    before = Post.objects.filter(pk=post.pk).values().get()
    client = client_for(desk.author)

    for name in ("view_post", "edit_post", "view_copy_pack", "schedule_post", "hold_post", "abandon_post"):
        client.get(at(name, post))

    assert Post.objects.filter(pk=post.pk).values().get() == before
    assert client.get(at("open_copy_pack", post)).status_code == 405


@pytest.mark.clause("C037", "D05", "T01")
def test_an_open_copy_pack_shuts_as_soon_as_something_stands_in_the_way(desk, client_for):
    post = desk.publishing(picture=True)
    client = client_for(desk.author)
    assert post.text in client.get(at("view_copy_pack", post)).content.decode()

    BarFactory(pupil=desk.pupil)
    page = client.get(at("view_copy_pack", post)).content.decode()

    assert "Aled Penrose may not be shown in this post." in page
    assert post.text not in page
    assert at("download_picture", post.media.get()) not in page


@pytest.mark.clause("C103", "D18")
def test_a_link_pasted_without_its_beginning_still_leads_to_the_platform(desk, client_for):
    post = desk.publishing()
    link = desk.link().removeprefix("https://")

    client_for(desk.author).post(at("publish_post", post), {"account": desk.account.reference, "link": link})

    assert Target.objects.get().link == desk.link()
    assert post.versions.get().publications.get().link == desk.link()


@pytest.mark.clause("C094", "C100", "T16")
def test_a_condition_that_changed_is_never_ticked_by_the_page(desk, client_for):
    answer = AnswerFactory(
        pupil=PupilFactory(organisation=desk.world.school, mother=True),
        account=desk.account, value="conditions", conditions="No close-ups",
    )  # fmt: skip
    AnswerFactory(pupil=answer.pupil, account=desk.account, by_pupil=True)
    post = desk.draft(picture=True, pupils={answer.pupil_id: ["No close-ups"]}, conditions_met=[answer.pupil_id])
    client = client_for(desk.author)
    shown = re.findall(r'<input[^>]*name="kept"[^>]*>', client.get(at("edit_post", post)).content.decode())
    assert len(shown) == 1
    assert "checked" in shown[0]
    read = re.search(r'value="([^"]+)"', shown[0]).group(1)

    type(answer).objects.filter(pk=answer.pk).update(conditions="Only from behind")
    again = re.findall(r'<input[^>]*name="kept"[^>]*>', client.get(at("edit_post", post)).content.decode())
    sent = client.post(at("edit_post", post), typed(desk, pupils=[answer.pupil.reference], kept=[read], press="save"))

    assert "checked" not in again[0]
    assert "The conditions have changed." in sent.content.decode()
    assert list(post.shown.get().conditions_seen) == ["No close-ups"]


@pytest.mark.clause("M10", "D04")
def test_pupils_are_offered_only_from_schools_where_one_may_ask_about_them(desk, client_for):
    """A teacher of one school who is a governor of another has no business with that one's pupils."""
    here = SchoolClassFactory(organisation=desk.world.school, academic_year=2026, name="Oak")
    there = SchoolClassFactory(organisation=desk.world.small, academic_year=2026, name="Elm")
    theirs = PupilFactory(organisation=desk.world.small, school_class=there)
    EngagementFactory(person=desk.author, organisation=desk.world.small, kind="governor")
    RoleHeldFactory(person=desk.author, organisation=desk.world.small, role=Role.GOV)
    post = desk.draft()
    client = client_for(desk.author)

    page = client.get(f"{at('edit_post', post)}?class={there.reference}").content.decode()
    desk.save(post, replace(desk.plain, pupils={theirs.pk: []}))

    assert here.reference in page
    assert there.reference not in page
    assert theirs.name not in page
    assert not post.shown.exists()


@pytest.mark.clause("C075")
@pytest.mark.parametrize("regime", ["opt-in", "no-people-images"])
def test_the_sentence_about_pupils_leads_to_its_place_even_where_no_pupil_is_offered(spx, client_for, regime):
    desk = make_desk(spx, timezone.now(), "STB" if regime == "no-people-images" else "SPX")
    post = desk.draft(picture=True, pupils={})

    page = client_for(desk.author).post(
        at("edit_post", post), typed(desk, press="submit", **_pictures(desk, post))
    ).content.decode()  # fmt: skip

    for target in re.findall(r"error-summary.*?</div>", page, re.S):
        for where in re.findall(r'href="#([^"]+)"', target):
            assert f'id="{where}"' in page, where


def taken(desk, ref):
    """The day of the picture, in three boxes."""
    day = local_date(desk.now)
    return {f"taken_{ref}_day": day.day, f"taken_{ref}_month": day.month, f"taken_{ref}_year": day.year}


def _pictures(desk, post):
    """What the page posts about the one picture."""
    ref = post.media.get().reference
    return {
        f"kind_{ref}": "photo",
        f"alt_{ref}": "A child",
        f"visible_{ref}": 1,
        f"device_{ref}": desk.device.pk,
        **taken(desk, ref),
        f"place_{ref}": 1,
    }
