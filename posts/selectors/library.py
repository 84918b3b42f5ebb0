"""Which posts and takedowns a person may see: every list and every single one starts here (D04, T87)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Authorisation, SocialAccount
from accounts.rules.authorisations import IN_FORCE, PUBLISHING
from governance.kernel.dates import local_date
from governance.kernel.errors import NotAllowed, NotFoundHere
from governance.permissions.selectors import can
from governance.permissions.standing import Standing
from posts.models import Media, Post, Takedown, Target
from posts.rules.states import Status
from posts.rules.takedown import UNDER_WAY

SEES = ("posts.view", "posts.edit", "posts.approve")
NOT_YOURS_TO_SEE = "Drafts are seen by their author, the people who look after the account, and approvers."


def visible_posts(standing: Standing) -> QuerySet[Post]:
    """The library: posts of the organisations whose posts one may see, one's own, and those on accounts one posts to."""
    today = local_date(standing.now)
    held = Authorisation.objects.filter(person=standing.person, status__in=IN_FORCE, scope__in=PUBLISHING)
    running = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    mine = held.filter(running).values("account")
    on_mine = Target.objects.filter(post=OuterRef("pk"), account__in=mine)
    seen = Q(organisation__in=standing.organisation_ids("posts.view")) | Q(author=standing.person) | Exists(on_mine)
    return Post.objects.filter(seen, organisation__in=standing.reachable())


def library(standing: Standing, *, words: str = "", status: str = "", account: str = "") -> QuerySet[Post]:
    """The posts that match; somebody else's unfinished drafts are in the list of drafts, not here."""
    posts = visible_posts(standing).exclude(Q(status=Status.DRAFT) & ~Q(author=standing.person))
    if words:
        posts = posts.filter(text__icontains=words)
    if status:
        posts = posts.filter(status=status)
    if account:
        posts = posts.filter(Exists(Target.objects.filter(post=OuterRef("pk"), account__reference=account)))
    return with_names(posts)


def drafts_of(standing: Standing) -> QuerySet[Post]:
    """One's own posts that still want something from one."""
    unfinished = (Status.DRAFT, Status.CHANGES_ASKED, Status.HELD, Status.EDITED_PENDING)
    return with_names(Post.objects.filter(author=standing.person, status__in=unfinished))


def drafts_of_others(standing: Standing) -> QuerySet[Post]:
    """Drafts that whoever looks after the accounts may finish or take over (ROS: staff ask)."""
    places = standing.organisation_ids("posts.take_over")
    rows = Post.objects.filter(organisation__in=places, status__in=(Status.DRAFT, Status.CHANGES_ASKED))
    return with_names(rows.exclude(author=standing.person))


def with_names(posts: QuerySet[Post]) -> QuerySet[Post]:
    """What a row of a list shows, in two statements however long the list."""
    places = Prefetch("targets", Target.objects.select_related("account__platform"))
    return posts.select_related("author", "organisation").prefetch_related(places)


def accounts_to_filter(standing: Standing) -> list[tuple[str, str]]:
    """The accounts of the schools one works with."""
    rows = SocialAccount.objects.filter(organisation__in=standing.reachable()).select_related("platform")
    return [(account.reference, str(account)) for account in rows]


def post_for(standing: Standing, reference: str, now: datetime) -> Post:
    """One post: another organisation's is not found, one that is not for this reader is refused (D04)."""
    rows = Post.objects.filter(organisation__in=standing.reachable(), reference=reference)
    post = rows.select_related("organisation", "author", "approved_by", "submitted_by", "signature").first()
    if post is None:
        raise NotFoundHere
    if not any(can(standing.person, action, post, now=now) for action in SEES):
        raise NotAllowed(NOT_YOURS_TO_SEE)
    return post


def picture_for(standing: Standing, reference: str, now: datetime) -> Media:
    """One picture, only for those who may see its post."""
    rows = Media.objects.filter(reference=reference, post__organisation__in=standing.reachable())
    picture = rows.select_related("post").first()
    if picture is None:
        raise NotFoundHere
    post_for(standing, picture.post.reference, now)
    return picture


def takedowns_for(standing: Standing, *, open_only: bool = False) -> QuerySet[Takedown]:
    """The takedowns of one's organisations, and of what one published oneself."""
    own = Q(post__author=standing.person) | Q(target__published_by=standing.person)
    seen = Q(organisation__in=standing.organisation_ids("takedowns.view")) | own
    rows = Takedown.objects.filter(seen, organisation__in=standing.reachable())
    rows = rows.filter(status__in=UNDER_WAY) if open_only else rows
    return rows.select_related("organisation", "post", "target__account__platform")


def takedown_for(standing: Standing, reference: str, now: datetime) -> Takedown:
    """One takedown, by the same rule as a post."""
    related = ("organisation", "post__author", "post__organisation", "target__account__platform")
    people = ("target__published_by", "removed_by", "confirmed_by", "decided_by")
    rows = Takedown.objects.filter(organisation__in=standing.reachable(), reference=reference)
    takedown = rows.select_related(*related, *people).first()
    if takedown is None:
        raise NotFoundHere
    if not can(standing.person, "takedowns.view", takedown, now=now):
        raise NotAllowed(
            "Takedowns are seen by those who look after the accounts, and by those who decide about them."
        )
    return takedown
