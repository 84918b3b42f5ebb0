"""A year of posts, and what is waiting for each role today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from accounts.models import SocialAccount
from consent.rules.facts import Use
from consent.rules.states import Channel, Kind
from consent.selectors import rulings
from demo.data import pictures
from demo.data.accounts import Estate
from demo.data.people import Cast
from demo.data.register import Register
from demo.data.when import clock, lately, school_day_to
from demo.data.world import preset_of
from governance.calendar.selectors import days_for
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.profile.selectors import profile_for
from posts.models import Media, Post, PostVersion, Publication, Target
from posts.selectors.content import content_of
from posts.services import decisions, drafts, media, publication, queue, submission
from posts.services.drafts import DraftInput, PictureInput

PAST_TEXTS = (
    "The bulb planters have been busy: two hundred crocuses are asleep under the front lawn until spring.",
    "Thank you to everyone who came to the open morning. The next one is on the first Thursday of the month.",
    "Our library corner has forty new books, chosen by the pupils' council.",
    "Harvest boxes have gone to the food bank. Thank you to every family who gave.",
    "Sports day is moved to Friday because of the weather. Gates open at 1pm.",
    "The choir sang at the market hall on Saturday and was asked back for an encore.",
    "Year groups are painting the houses of our town. Here is the first of the gallery.",
    "A reminder that school closes at 2pm on the last day of term.",
    "The eco club counted forty-one kinds of insect by the pond this week.",
    "Well done to the chess club, who brought the county shield home.",
)
WAITING_TEXT = "What a morning at the pond. We found newts, two kinds of dragonfly and a great deal of mud."
# Where only what may be controversial needs an approver (P11).
DISPUTED_TEXT = (
    "Houses may be built on the field by our pond. Our pupils counted what lives there and told the council."
)
READY_TEXT = "The new climbing wall is open. Thank you to the friends of the school, who raised every penny."
JOINT_TEXT = "Pupils of both our schools planted a hedge together today. Come and see it grow."
HELD_TEXT = "The uniform stall is open after school on Friday. Everything costs a pound."
HELD_BECAUSE = "The stall has moved to Monday. Please change the day and send the post again."
DRAFT_TEXT = "Next week is book week. On Thursday"
SHOWN = 6
ALTERNATIVE = "Pupils in school jumpers stand in two rows in front of a green hill."
WORK_ALTERNATIVE = "A painting of a row of houses under a yellow sun."


@dataclass
class Desk:
    """What the making of one school's posts needs at hand."""

    register: Register
    accounts: list[SocialAccount]
    cast: Cast
    estate: Estate
    random: Random
    now: datetime

    @property
    def school(self) -> Organisation:
        """The school."""
        return self.register.school

    def who(self, slug: str) -> Person:
        """A persona of the school, else of the top of its tree."""
        places = [self.school.short_name]
        if self.school.parent:
            places.append(self.school.parent.short_name)
        return next(self.cast[place, slug] for place in places if (place, slug) in self.cast)

    def approver(self) -> Person:
        """Who approves the posts of teachers here."""
        by_preset = {"SPX": "head-of-school", "ODB": "senior-leader", "ROS": "communications-officer"}
        slug = by_preset.get(preset_of(self.school.short_name), "executive-headteacher")
        try:
            return self.who(slug)
        except StopIteration:
            return self.who("executive-headteacher")


def make_posts(
    registers: Iterable[Register], cast: Cast, estate: Estate, random: Random, now: datetime
) -> dict[str, Register]:
    """Every school's year, and the post that shows pupils of both schools of the federation."""
    desks = [Desk(register, estate.accounts[register.school.pk], cast, estate, random, now) for register in registers]
    for desk in desks:
        _history(desk, weeks=41 if len(desk.register.pupils) > 100 else 12)
        _today(desk)
    _joint(desks[0], desks[1])
    return {desk.school.short_name: desk.register for desk in desks}


def _history(desk: Desk, weeks: int) -> None:
    """One published post for each week of school, without pupils: a painting with every third."""
    category = profile_for(desk.school, desk.now)["P13"][0]
    author, approver, officer = desk.who("teacher"), desk.approver(), desk.who("communications-officer")
    known, today = days_for(desk.school), local_date(desk.now)
    for week in range(weeks, 0, -1):
        day = school_day_to(today - timedelta(days=7 * week), known)
        if day is None:
            continue
        written = clock(day, hour=desk.random.randint(8, 12))
        post = Post.objects.create(
            organisation=desk.school,
            author=author,
            created_at=written,
            text=desk.random.choice(PAST_TEXTS),
            category=category,
            no_identifiable=True,
            checklist_ticked=True,
        )
        if week % 3 == 0:
            _paint(post, author, desk.random, written)
        account = desk.accounts[0]
        target = Target.objects.create(post=post, account=account)
        _went_out(post, target, approver, officer, written + timedelta(hours=3), number=1_000 + week)


def _paint(post: Post, author: Person, random: Random, at: datetime) -> None:
    painting = media.add(post, data=pictures.work_picture(random), by=author, now=at, kind=Media.Kind.PUPIL_WORK)
    Media.objects.filter(pk=painting.pk).update(alternative_text=WORK_ALTERNATIVE)


def _went_out(post: Post, target: Target, approver: Person, officer: Person, at: datetime, number: int) -> None:
    """Mark a post of the past as approved and published, with the records that publication leaves."""
    link = link_of(target.account, number)
    content = content_of(post)
    version = PostVersion.objects.create(
        post=post,
        number=1,
        snapshot=content.snapshot,
        content_hash=content.content_hash,
        submitted_at=post.created_at,
        submitted_by=post.author,
    )
    Post.objects.filter(pk=post.pk).update(
        status="published",
        version=1,
        content_hash=version.content_hash,
        submitted_at=post.created_at,
        submitted_by=post.author,
        approved_hash=version.content_hash,
        approved_at=at,
        approved_by=approver,
        published_at=at,
    )
    Target.objects.filter(pk=target.pk).update(status="published", link=link, published_at=at, published_by=officer)
    Publication.objects.create(target=target, version=version, link=link, published_at=at, published_by=officer)


def link_of(account: SocialAccount, number: int) -> str:
    """The address a post of that account might have."""
    shape = {"x": "https://x.com/{}/status/{}", "facebook": "https://www.facebook.com/{}/posts/{}"}
    return shape[account.platform.slug].format(account.handle, 1_700_000_000_000_000_000 + number)


def _today(desk: Desk) -> None:
    """A draft half written, one waiting for approval, one approved and waiting to go out, and one held."""
    author = desk.who("teacher")
    begun = lately(desk.now, hours=2)
    draft = drafts.start(organisation=desk.school, by=author, now=begun)
    drafts.save(draft, draft=DraftInput(text=DRAFT_TEXT), edition=draft.edition, by=author, now=begun)
    _waiting(desk, lately(desk.now, hours=1))
    ready = _written(desk, READY_TEXT, desk.accounts[:1], [desk], lately(desk.now, hours=6), people=False)
    _approved(desk, ready, lately(desk.now, hours=5))
    _held(desk)


def _waiting(desk: Desk, at: datetime) -> None:
    """A post that an approver must look at, whatever the profile lets through."""
    disputed = profile_for(desk.school, at)["P11"] == "controversial"
    text = DISPUTED_TEXT if disputed else WAITING_TEXT
    post = _written(desk, text, desk.accounts[:1], [desk], at, people=True, disputed=disputed)
    submission.submit(post, by=post.author, now=at)


def _held(desk: Desk) -> None:
    """An approved post that the communications officer has stopped; its author is asked to look at it (J08)."""
    post = _written(desk, HELD_TEXT, desk.accounts[:1], [desk], lately(desk.now, hours=8), people=False)
    post = _approved(desk, post, lately(desk.now, hours=7))
    officer = desk.who("communications-officer")
    queue.hold(post, reasons=[HELD_BECAUSE], by=officer, now=lately(desk.now, hours=3))


def _joint(first: Desk, second: Desk) -> None:
    """One post on the federation's account that shows pupils of both schools (T114)."""
    shared, now = first.accounts[-1], first.now
    officer, place = first.who("communications-officer"), shared.organisation
    post = _written(
        first, JOINT_TEXT, [shared], [first, second], lately(now, hours=24), people=True, author=officer, place=place
    )
    post = _approved(first, post, lately(now, hours=23), approver=first.who("executive-headteacher"))
    post = publication.open_copy_pack(post, by=officer, now=lately(now, hours=22))
    published_at = lately(now, hours=21)
    publication.publish(post, account=shared.reference, link=link_of(shared, 77), by=officer, now=published_at)


def _approved(desk: Desk, post: Post, at: datetime, approver: Person | None = None) -> Post:
    """Submit and approve, unless the profile let it through."""
    post = submission.submit(post, by=post.author, now=at)
    if post.status != "submitted":
        return post
    approver = approver or desk.approver()
    return decisions.approve(post, version=post.version, ticked=True, proved_at=at, by=approver, now=at)


def _written(
    desk: Desk,
    text: str,
    accounts: list[SocialAccount],
    shown_from: list[Desk],
    at: datetime,
    *,
    people: bool,
    author: Person | None = None,
    place: Organisation | None = None,
    disputed: bool = False,
) -> Post:
    """A finished draft, the teacher's unless another is named: a class picture where the policy allows one."""
    author = author or desk.who("teacher")
    regime = profile_for(desk.school, at)["P36"]
    shows = people and regime not in ("no-people-images", "no-identifiable")
    post = drafts.start(organisation=place or desk.school, by=author, now=at)
    # Other pupils in the shared picture than in the school's own: a withdrawal of one leaves the other to be approved.
    several = len(shown_from) > 1
    allowed = [_may_be_shown(other, accounts, at) for other in shown_from] if shows else []
    pupils = [pk for keys in allowed for pk in (keys[SHOWN : 2 * SHOWN] if several else keys[:SHOWN])]
    drawn = pictures.class_picture(desk.random, len(pupils)) if pupils else pictures.work_picture(desk.random)
    kind = Media.Kind.PHOTO if pupils else Media.Kind.PUPIL_WORK
    picture = media.add(post, data=drawn, by=author, now=at, kind=kind)
    post.refresh_from_db()
    said = PictureInput(
        kind=kind,
        alternative_text=ALTERNATIVE if pupils else WORK_ALTERNATIVE,
        pupils_visible=len(pupils) if pupils else None,
        device_id=desk.estate.devices[desk.school.pk].pk,
        taken_on=local_date(at),
    )
    draft = DraftInput(
        text=text,
        category=_good_news(profile_for(desk.school, at)["P13"]),
        controversial=disputed,
        no_identifiable=not pupils,
        checklist_ticked=True,
        account_ids=[account.pk for account in accounts],
        pupils=dict.fromkeys(pupils, ()),
        pictures={picture.reference: said},
    )
    return drafts.save(post, draft=draft, edition=post.edition, by=author, now=at)


def _good_news(categories: Sequence[str]) -> str:
    """What the texts are for, in the words of the school's own list."""
    return next((one for one in ("school-success", "achievements", "pupil-work") if one in categories), categories[0])


def _may_be_shown(desk: Desk, accounts: list[SocialAccount], at: datetime) -> list[int]:
    """Those of one class whom the consent register allows on all of these accounts."""
    uses = [Use(Kind.IMAGE, Channel.ACCOUNT, account.pk) for account in accounts]
    keys = [pupil.pk for pupil in desk.register.pupils[:30]]
    found = rulings(keys, uses, on=local_date(at), now=at)
    return [pk for pk in keys if all(found[pk, use].may_use and not found[pk, use].conditions for use in uses)]
