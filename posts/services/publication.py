"""Publishing by hand: the copy pack, then the link; every condition again, inside the transaction (law 1, D18)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef

from accounts.rules.addresses import as_link, check_post_address
from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.kernel.verbs import verb
from governance.people.models import Person
from governance.permissions.services import require
from governance.workflow.services import move
from posts.models import Post, PostVersion, Publication, ReliedOn, Takedown, Target
from posts.rules.states import QUEUED, Status, TargetStatus
from posts.rules.takedown import UNDER_WAY
from posts.rules.words import ALREADY_OUT, BEING_TAKEN_DOWN, NOT_APPROVED_NOW, NOT_IN_PACK, NOT_OUT
from posts.selectors.content import Content, content_of, fresh
from posts.selectors.gate import Gathered, use_of
from posts.services.claims import claim_pupils
from posts.services.gate import open_gate


@verb
def open_copy_pack(post: Post, *, by: Person, now: datetime) -> Post:
    """Hand out text and pictures for publishing, if every gate opens for author and publisher at this moment (C037, C075)."""
    post = fresh(post)
    if post.status not in QUEUED:
        raise Refused(NOT_APPROVED_NOW)
    # The move asks for permission and is undone with everything else if the gate stays shut.
    if post.status == Status.PUBLISHING:
        require(by, "posts.publish", post, now=now)
    else:
        move(post, "open_copy_pack", by=by, now=now, expect={"approved_hash": post.approved_hash})
        # A changed post goes out again where it is out already.
        Target.objects.filter(post=post).exclude(status=TargetStatus.REMOVED).update(status=TargetStatus.PUBLISHING)
    _everything_again(content_of(post), by, now)
    return post


@verb
def publish(post: Post, *, account: str, link: str, by: Person, now: datetime) -> Post:
    """Record that the post is out on one account; the last account makes it published (C058, C104).

    The pupils' revision rows are claimed first, so that a withdrawal and a publication wait for one another.
    """
    # 1. Wait for any consent change under way; what it changed is read below.
    revisions = claim_pupils(post)
    # 2. Everything again, as it stands now.
    post = fresh(post)
    if post.status != Status.PUBLISHING:
        raise TooLate(NOT_IN_PACK)
    content = content_of(post)
    target = _target(content, account)
    _finish(post, content, target, by, now)
    gathered = _everything_again(content, by, now)
    if wrong := check_post_address(target.account.platform.facts, target.account.handle, link):
        raise Refused(wrong)
    link = as_link(link)
    # 3. The record.
    if not _mark(target, link, by, now):
        raise TooLate(BEING_TAKEN_DOWN if _comes_down(target) else ALREADY_OUT)
    _write_down(gathered, target, link, revisions, by, now)
    return post


@verb
def check_live(target: Target, *, by: Person, now: datetime) -> None:
    """A second person says that the live post is what was approved (T34); it is their statement (D18)."""
    post = fresh(target.post)
    require(by, "posts.check_live", post, now=now)
    rows = Target.objects.filter(pk=target.pk, status=TargetStatus.PUBLISHED, checked_at=None)
    if not rows.exclude(published_by=by).update(checked_at=now, checked_by=by):
        raise Refused("Somebody other than the person who published it checks a live post, once.")
    _note(post, "post.check_live", target, by, now)


def _everything_again(content: Content, by: Person, now: datetime) -> Gathered:
    """The gate for today, for author and publisher, on exactly what was approved."""
    post = content.post
    people = list({person.pk: person for person in (post.author, by)}.values())
    return open_gate(content, people=people, now=now, on=local_date(now), approved_hash=post.approved_hash)


def _target(content: Content, account: str) -> Target:
    """The place of the post on that account."""
    found = [target for target in content.targets if target.account.reference == account]
    if not found:
        raise Refused(NOT_OUT)
    return found[0]


def _mark(target: Target, link: str, by: Person, now: datetime) -> int:
    """Of two people who paste a link for one account the first is kept, and none where it is to come down (S06)."""
    under_way = Takedown.objects.filter(target=OuterRef("pk"), status__in=UNDER_WAY)
    rows = Target.objects.filter(~Exists(under_way), pk=target.pk, status=TargetStatus.PUBLISHING)
    return rows.update(
        status=TargetStatus.PUBLISHED,
        link=link,
        published_at=now,
        published_by=by,
        checked_at=None,
        checked_by=None,
    )


def _comes_down(target: Target) -> bool:
    """Whether somebody has asked for the post to come down from that account."""
    return Takedown.objects.filter(target=target, status__in=UNDER_WAY).exists()


def _write_down(
    gathered: Gathered, target: Target, link: str, revisions: dict[int, int], by: Person, now: datetime
) -> None:
    """The publication, and what each pupil's yes rested on at this instant (C104)."""
    post = gathered.content.post
    version = PostVersion.objects.get(post=post, number=post.version)
    publication = Publication(
        target=target,
        version=version,
        link=link,
        published_at=now,
        published_by=by,
        profile_version=gathered.policy.version,
    )
    publication.save(force_insert=True)
    ReliedOn.objects.bulk_create(_relied_on(gathered, target, publication, revisions))


def _relied_on(
    gathered: Gathered, target: Target, publication: Publication, revisions: dict[int, int]
) -> Sequence[ReliedOn]:
    use = use_of(target, gathered.content.post)
    ruled = {pupil: ruling for (pupil, of), ruling in gathered.rulings.items() if of == use and ruling.may_use}
    return [
        ReliedOn(
            publication=publication,
            pupil_id=pupil_id,
            kind=use.kind,
            revision=revisions[pupil_id],
            answers=list(ruling.relied_on),
            conditions="; ".join(ruling.conditions),
        )
        for pupil_id, ruling in sorted(ruled.items())
    ]


def _finish(post: Post, content: Content, target: Target, by: Person, now: datetime) -> None:
    """The last account makes the post published; until then the link alone is noted. Either asks for permission."""
    left = [one for one in content.targets if one.pk != target.pk and one.status == TargetStatus.PUBLISHING]
    if left:
        require(by, "posts.publish", post, now=now)
        _note(post, "post.publish_one", target, by, now)
    else:
        facts = {"account": target.account.reference}
        move(post, "publish", by=by, now=now, facts=facts, changes={"published_at": now})


def _note(post: Post, action: str, target: Target, by: Person, now: datetime) -> None:
    record(
        organisation_reference=post.organisation.reference,
        action=action,
        thing_type=post.thing_type,
        thing_reference=post.reference,
        by=by,
        now=now,
        facts={"account": target.account.reference},
    )
