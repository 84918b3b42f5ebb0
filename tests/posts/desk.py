"""A school ready to post: accounts, people who may post, a device, a pupil who may be shown; and a post at any stage."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from accounts.models import ImageDevice, SocialAccount
from governance.kernel.dates import local_date
from governance.people.models import Person
from posts.models import Media, Post, Takedown, Target
from posts.services import decisions, drafts, media, publication, submission, takedowns
from posts.services.drafts import DraftInput, PictureInput
from pupils.models import Pupil
from tests.accounts.factories import AccountFactory, AuthorisationFactory, DeviceFactory
from tests.consent.factories import WordingFactory, agreed
from tests.fixtures import World
from tests.policies.factories import make_ready
from tests.posts.pictures import jpeg
from tests.pupils.factories import PupilFactory

APPROVERS = {"SPX": "hos", "STB": "head", "ODB": "slt", "ROS": "com", "WAN": "head"}
CATEGORIES = {"ROS": "pupil-work", "WAN": "events"}
REGIMES = {
    "SPX": "opt-in",
    "STB": "no-people-images",
    "ODB": "permission-and-list",
    "ROS": "no-identifiable",
    "WAN": "opt-in-and-list",
}


@dataclass
class Desk:
    """The author's desk: `author` writes, `approver` approves, `com` publishes too."""

    world: World
    now: datetime
    account: SocialAccount
    device: ImageDevice
    author: Person
    approver: Person
    pupil: Pupil
    preset: str = "SPX"
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def plain(self) -> DraftInput:
        """Words only, nothing wrong with them."""
        return DraftInput(
            text="Our harvest festival is on Friday at ten.",
            category=CATEGORIES.get(self.preset, "events"),
            checklist_ticked=True,
            controversial=self.preset == "ODB",
            account_ids=[self.account.pk],
        )

    def about(self, **changes: Any) -> PictureInput:
        """What is said about a good picture of one pupil."""
        said = PictureInput("photo", "A child holding a marrow", "", 1, 1, self.device.pk, local_date(self.now))
        return replace(said, **changes)

    def start(self, by: Person | None = None) -> Post:
        """An empty draft."""
        return drafts.start(organisation=self.world.school, by=by or self.author, now=self.now)

    def save(self, post: Post, draft: DraftInput, by: Person | None = None) -> Post:
        """Save what was typed."""
        edition = Post.objects.get(pk=post.pk).edition
        return drafts.save(post, draft=draft, edition=edition, by=by or self.author, now=self.now)

    def draft(self, picture: bool = False, by: Person | None = None, **changes: Any) -> Post:
        """A draft that could be submitted; `picture=True` shows the pupil."""
        post = self.start(by)
        typed = replace(self.plain, **changes)
        if picture:
            added = self.picture(post, by)
            shown = {"pupils": {self.pupil.pk: []}, "pictures": {added.reference: self.about()}}
            typed = replace(typed, **{**shown, **changes})
        return self.save(post, typed, by)

    def picture(self, post: Post, by: Person | None = None) -> Media:
        """A picture in the draft, about which nothing was said yet."""
        return media.add(post, data=jpeg(), by=by or self.author, now=self.now)

    def submitted(self, **options: Any) -> Post:
        """A post that waits for its approver."""
        post = self.draft(**options)
        return submission.submit(post, by=options.get("by") or self.author, now=self.now)

    def approve(self, post: Post, by: Person | None = None) -> Post:
        """Approved as it stands."""
        return decisions.approve(
            post, version=post.version, ticked=True, proved_at=self.now, by=by or self.approver, now=self.now
        )

    def approved(self, **options: Any) -> Post:
        """A post that may go out."""
        return self.approve(self.submitted(**options))

    def publishing(self, **options: Any) -> Post:
        """A post whose copy pack is open."""
        post = self.approved(**options)
        return publication.open_copy_pack(post, by=self.author, now=self.now)

    def link(self, account: SocialAccount | None = None) -> str:
        """A link to a post of that account."""
        return f"https://x.com/{(account or self.account).handle}/status/1"

    def publish(self, post: Post, account: SocialAccount | None = None, by: Person | None = None) -> Post:
        """The link of one account."""
        place = account or self.account
        return publication.publish(
            post, account=place.reference, link=self.link(place), by=by or self.author, now=self.now
        )

    def published(self, **options: Any) -> Post:
        """A post that is out."""
        return self.publish(self.publishing(**options))

    def takedown(self, post: Post | None = None) -> Takedown:
        """Something that has to come down because of a mistake."""
        target = Target.objects.filter(post=post or self.published()).first()
        assert target
        return takedowns.open_takedown(target, cause="mistake", because="Wrong date", by=self.world.com, now=self.now)

    def another_account(self, **options: Any) -> SocialAccount:
        """A second account on which author and communications officer may post."""
        account = AccountFactory(organisation=self.world.school, **options)
        for person in (self.author, self.world.com):
            AuthorisationFactory(
                account=account, person=person, requested_by=self.world.office, decided_by=self.world.head
            )
        return account


def make_desk(world: World, now: datetime, preset: str = "SPX") -> Desk:
    """Everything in place, in the way that the preset asks for."""
    for person in {world.teacher, world.com, world.hos, world.head, world.slt}:
        make_ready(person, world.top)
    WordingFactory(organisation=world.top)
    account = AccountFactory(organisation=world.school)
    for person in (world.teacher, world.com, world.hos, world.head):
        AuthorisationFactory(account=account, person=person, requested_by=world.office, decided_by=world.chair)
    pupil = PupilFactory(
        organisation=world.school,
        given_name="Aled",
        family_name="Penrose",
        mother=True,
        mother__contact__family_name="Penrose",
    )
    agreed(pupil, account, form__regime=REGIMES[preset])
    return Desk(
        world=world,
        now=now,
        account=account,
        device=DeviceFactory(organisation=world.school),
        author=world.teacher,
        approver=getattr(world, APPROVERS[preset]),
        pupil=pupil,
        preset=preset,
    )
