"""The gate holds each picture against the device's approval on the day it was taken (T33, C074, P46)."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image
from PIL.ExifTags import IFD, Base

from accounts.services import correct_loss, find_device, report_device, withdraw_device
from governance.duties.models import Duty
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.workflow.panels import for_place
from posts.models import Media, Post
from posts.selectors.content import content_of
from posts.selectors.devices import pictures_flagged
from posts.services import media, recheck, submission
from tests.accounts.factories import DeviceFactory
from tests.fixtures import make_world
from tests.posts.desk import make_desk
from tests.posts.test_submit import reasons

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 10, 5)
DAY = timedelta(days=1)


def dated(desk, taken_on, device=None):
    """A draft whose picture says that it was taken on that day."""
    post = desk.start()
    said = desk.about(taken_on=taken_on, device_id=(device or desk.device).pk)
    shown = {"pupils": {desk.pupil.pk: []}, "pictures": {desk.picture(post).reference: said}}
    return desk.save(post, replace(desk.plain, **shown))


def a_photo(said):
    """A JPEG whose camera says when it was taken."""
    image = Image.new("RGB", (40, 30), "navy")
    exif = Image.Exif()
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = said
    held = BytesIO()
    image.save(held, "JPEG", exif=exif)
    return held.getvalue()


@pytest.mark.clause("T33", "C074")
def test_an_approval_of_today_does_not_cover_a_picture_from_before_it(desk):
    new = DeviceFactory(organisation=desk.world.school, approvals=[(MONDAY - DAY, MONDAY + 364 * DAY)])

    assert reasons(desk, dated(desk, MONDAY - 2 * DAY, new)) == [
        "Picture 1: Office camera was first approved on Sunday 4 October 2026, after this picture was taken."
    ]
    submission.submit(dated(desk, MONDAY - DAY, new), by=desk.author, now=desk.now)


@pytest.mark.clause("T33", "C074")
def test_a_device_withdrawn_since_still_covers_what_was_taken_before(desk):
    withdraw_device(desk.device, reason="Broken", by=desk.world.oso, now=desk.now - 2 * DAY)

    submission.submit(dated(desk, MONDAY - 2 * DAY), by=desk.author, now=desk.now)

    assert "was withdrawn on Saturday 3 October 2026" in reasons(desk, dated(desk, MONDAY - DAY))[0]


@pytest.mark.clause("T33", "J56")
def test_a_picture_from_a_gap_between_two_approvals_is_refused_however_it_stands_today(desk):
    approvals = [(date(2025, 9, 1), MONDAY - 10 * DAY), (MONDAY - DAY, MONDAY + 300 * DAY)]
    device = DeviceFactory(organisation=desk.world.school, approvals=approvals)

    assert "had run out on Friday 25 September 2026" in reasons(desk, dated(desk, MONDAY - 5 * DAY, device))[0]


@pytest.mark.clause("T33")
def test_a_picture_without_a_day_asks_for_one_and_a_drawing_does_not(desk):
    post = dated(desk, None)
    assert reasons(desk, post) == ["Picture 1: say on which day it was taken."]
    Media.objects.update(kind="drawing", device=None)

    submission.submit(post, by=desk.author, now=desk.now)


@pytest.mark.clause("T33")
def test_a_day_after_the_picture_was_added_is_refused(desk):
    assert "cannot have been taken on Tuesday 6 October 2026" in reasons(desk, dated(desk, MONDAY + DAY))[0]


@pytest.mark.clause("T33", "T31")
@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026:09:28 14:05:00", date(2026, 9, 28)),
        ("2026:09:28", date(2026, 9, 28)),
        ("2031:01:01 00:00:00", None),
        ("0000:00:00 00:00:00", None),
        ("yesterday", None),
    ],
)
def test_the_day_that_the_camera_gives_is_offered_and_the_file_keeps_nothing(desk, said, day):
    picture = media.add(desk.start(), data=a_photo(said), by=desk.author, now=desk.now)

    assert (picture.taken_on, picture.camera_day) == (day, day)
    with picture.file.open() as held, Image.open(held) as kept:
        assert not dict(kept.getexif())


@pytest.mark.clause("T33", "T34")
def test_a_picture_from_before_days_is_held_for_its_day_and_not_said_to_have_changed(desk):
    post = desk.approved(picture=True)
    Media.objects.filter(post=post).update(taken_on=None)
    Post.objects.filter(pk=post.pk).update(approved_hash=content_of(post).content_hash)

    recheck.recheck_queued(now=desk.now + timedelta(hours=1))

    post.refresh_from_db()
    assert (post.status, post.held_because) == ("held", ["Picture 1: say on which day it was taken."])


@pytest.mark.clause("T34")
def test_the_day_belongs_to_what_is_approved_where_there_is_one(desk):
    dated_post, plain = dated(desk, MONDAY), dated(desk, None)

    assert content_of(dated_post).snapshot["media"][0]["taken_on"] == "2026-10-05"
    assert "taken_on" not in content_of(plain).snapshot["media"][0]


@pytest.mark.clause("S21", "T33")
def test_an_approved_post_is_held_once_its_device_turns_out_to_have_been_lost(desk):
    post = desk.approved(picture=True)
    report_device(desk.device, lost_on=MONDAY, by=desk.world.teacher, now=desk.now)

    recheck.recheck_queued(now=desk.now + timedelta(hours=1))

    post.refresh_from_db()
    assert post.status == "held"
    assert "was missing" in " ".join(post.held_because)


@pytest.mark.clause("S21", "T33")
def test_pictures_from_after_a_loss_are_listed_for_whoever_withdraws_it(desk):
    before, after, undated = (dated(desk, day) for day in (MONDAY - 2 * DAY, MONDAY, None))
    assert list(pictures_flagged(desk.device)) == []

    withdraw_device(desk.device, reason="Lost", lost_on=MONDAY - DAY, by=desk.world.oso, now=desk.now)

    flagged = {one.post for one in pictures_flagged(desk.device)}
    assert flagged == {after, undated}
    assert before not in flagged
    titles = {
        who: [one.title for one in for_place("accounts.device", desk.device, getattr(desk.world, who), desk.now)]
        for who in ("oso", "teacher")
    }
    assert titles == {"oso": ["Pictures that do not count"], "teacher": []}


@pytest.mark.clause("S21", "T33", "M16")
def test_whoever_opens_takedowns_sees_the_pictures_of_their_own_schools_posts(desk):
    desk.published(picture=True)
    report_device(desk.device, lost_on=MONDAY, by=desk.world.teacher, now=desk.now)

    def panels(who):
        return [one.title for one in for_place("accounts.device", desk.device, who, desk.now)]

    assert panels(desk.world.com) == ["Pictures that do not count"]
    assert panels(desk.world.office) == panels(desk.world.stranger) == []


@pytest.mark.clause("S21", "T33")
def test_a_loss_reported_by_mistake_bars_no_picture_and_one_of_a_wrong_day_only_from_the_right_day(desk):
    early, late, oso = dated(desk, MONDAY - 3 * DAY), dated(desk, MONDAY), desk.world.oso
    undated = dated(desk, None)
    loss = report_device(desk.device, lost_on=MONDAY - 4 * DAY, by=desk.world.teacher, now=desk.now)
    with pytest.raises(NotAllowed):
        correct_loss(loss, reason="Wrong", by=desk.world.teacher, now=desk.now)
    with pytest.raises(Refused, match="reason"):
        correct_loss(loss, reason=" ", by=oso, now=desk.now)

    again = correct_loss(loss, reason="Seen on Saturday", lost_on=MONDAY - DAY, by=oso, now=desk.now)
    assert {one.post for one in pictures_flagged(desk.device)} == {late, undated}
    assert Duty.objects.filter(kind="J+device-lost", closed_at=None).exists()
    find_device(desk.device, by=oso, now=desk.now)
    assert {one.post for one in pictures_flagged(desk.device)} == {late, undated}
    correct_loss(again, reason="It lay in the office", by=oso, now=desk.now)

    assert list(pictures_flagged(desk.device)) == []
    assert not Duty.objects.filter(kind="J+device-lost", closed_at=None).exists()
    for post in (early, late):
        submission.submit(post, by=desk.author, now=desk.now)
    again.refresh_from_db()
    assert (again.settled_as, again.mistaken_because) == ("mistaken", "It lay in the office")
    with pytest.raises(TooLate):
        correct_loss(again, reason="Twice", by=oso, now=desk.now)


@pytest.mark.clause("P46")
def test_where_owning_is_enough_a_device_on_the_list_counts_before_anybody_approves_it(db, now):
    odb = make_desk(make_world("ODB", "trust"), now, "ODB")
    waiting = DeviceFactory(organisation=odb.world.school, requested=True, name="New tablet")

    submission.submit(dated(odb, MONDAY, waiting), by=odb.author, now=now)

    spx = make_desk(make_world("SPX"), now)
    asked = DeviceFactory(organisation=spx.world.school, requested=True)
    assert "not on the list of approved devices" in reasons(spx, dated(spx, MONDAY, asked))[0]


@pytest.mark.clause("C186", "P46")
def test_a_telephone_for_parents_takes_no_pictures(desk):
    phone = DeviceFactory(organisation=desk.world.school, used_for="parents", name="Trip phone")

    assert reasons(desk, dated(desk, MONDAY, phone)) == [
        "Picture 1: Trip phone is for contacting parents, not for taking pictures."
    ]
