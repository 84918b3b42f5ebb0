"""Writing: starting, saving, taking over and abandoning a draft; any change of content voids an approval."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import F

from accounts.models import SocialAccount
from governance.audit.services import record
from governance.kernel.errors import NotAllowed, Refused, TooLate
from governance.kernel.verbs import verb
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.permissions.selectors import standing_of
from governance.permissions.services import require
from governance.workflow.services import begin, move
from posts.models import Media, Post, Shown, Target
from posts.rules.content import changed
from posts.rules.states import EDITABLE, Status, TargetStatus
from posts.rules.words import CHANGED_MEANWHILE, NOT_EDITABLE, NOT_YOURS_TO_ABANDON
from posts.selectors.content import Content, content_of, fresh
from posts.selectors.editing import pupils_offered_from
from pupils.models import Pupil

# What an approval leaves on a post, and what any change takes away again (C058, T34).
UNAPPROVED: Mapping[str, Any] = {
    "approved_hash": "",
    "approved_at": None,
    "approved_by": None,
    "approved_under": "",
    "signature": None,
}
OWN_FIELDS = (
    "text",
    "category",
    "controversial",
    "no_identifiable",
    "checklist_ticked",
    "names_explained",
    "sensitive",
    "extra_consent",
    "planned_for",
)
SAID_OF_PICTURES = ("kind", "alternative_text", "caption", "position", "pupils_visible", "device", "taken_on")
NOT_HELD: Mapping[str, Any] = {"held_at": None, "held_because": [], "held_for": ""}
VOIDED_BY_EDIT = (Status.CHANGES_ASKED, Status.APPROVED, Status.SCHEDULED)


@dataclass(frozen=True)
class PictureInput:
    """What the author says about one picture."""

    kind: str
    alternative_text: str = ""
    caption: str = ""
    position: int = 1
    pupils_visible: int | None = None
    device_id: int | None = None
    taken_on: date | None = None


@dataclass(frozen=True)
class DraftInput:
    """A draft as it was typed: nothing here has been checked, a draft may be unfinished."""

    text: str = ""
    category: str = ""
    controversial: bool = False
    no_identifiable: bool = False
    checklist_ticked: bool = False
    names_explained: str = ""
    sensitive: bool = False
    extra_consent: str = ""
    planned_for: datetime | None = None
    account_ids: Collection[int] = ()
    # The pupils ticked, and the conditions that were read and ticked with each.
    pupils: Mapping[int, Collection[str]] = field(default_factory=dict)
    conditions_met: Collection[int] = ()
    pictures: Mapping[str, PictureInput] = field(default_factory=dict)

    @property
    def own_fields(self) -> dict[str, Any]:
        """What is kept on the post itself."""
        return {name: getattr(self, name) for name in OWN_FIELDS}


@verb
def start(*, organisation: Organisation, by: Person, now: datetime) -> Post:
    """Begin an empty draft for a school (M07)."""
    post = Post(organisation=organisation, author=by, created_at=now, status=Status.DRAFT)
    begin(post, by=by, now=now, action="posts.draft")
    return post


@verb
def save(post: Post, *, draft: DraftInput, edition: int, by: Person, now: datetime) -> Post:
    """Keep what was typed; if it differs from what was approved, the approval is void (C058, T34)."""
    stored = fresh(post)
    content = content_of(stored)
    before = content.snapshot
    _claim(stored, edition, by, now, draft.own_fields)
    parts = (
        _keep_targets(content, draft.account_ids),
        _keep_shown(content, draft, pupils_offered_from(stored, standing_of(by, now))),
        _keep_pictures(content, draft.pictures),
    )
    saved = fresh(stored)
    return _settle(content_of(saved) if any(parts) else replace(content, post=saved), before, by=by, now=now)


def open_for_change(post: Post, *, by: Person, now: datetime) -> tuple[Post, dict[str, Any]]:
    """The post, claimed for a change of its pictures, and its content as it was."""
    stored = fresh(post)
    before = content_of(stored).snapshot
    _claim(stored, stored.edition, by, now, {})
    return stored, before


def after_change(post: Post, before: Mapping[str, Any], *, by: Person, now: datetime) -> Post:
    """Void the approval if the content is no longer the same, and remember who changed it (K03)."""
    return _settle(content_of(fresh(post)), before, by=by, now=now)


def _settle(content: Content, before: Mapping[str, Any], *, by: Person, now: datetime) -> Post:
    post, parts = content.post, changed(before, content.snapshot)
    # Asked for changes, the author may also answer that there is nothing to change: saving opens the draft again.
    if not parts and post.status != Status.CHANGES_ASKED:
        return post
    if parts and by.pk != post.author_id:
        post.editors.add(by)
    if post.status in VOIDED_BY_EDIT:
        move(post, "edit", by=by, now=now, facts={"changed": parts}, changes={**UNAPPROVED, "content_hash": ""})
    elif post.status != Status.DRAFT:
        Post.objects.filter(pk=post.pk).update(**UNAPPROVED, content_hash="")
        _note(post, "post.change", by=by, now=now, facts={"changed": parts})
        return fresh(post)
    return post


@verb
def take_over(post: Post, *, by: Person, now: datetime) -> Post:
    """The communications officer takes over a draft of somebody who may not post; its first author stays an editor (ROS)."""
    stored = fresh(post)
    verdict = require(by, "posts.take_over", stored, now=now)
    if stored.status not in (Status.DRAFT, Status.CHANGES_ASKED) or stored.author_id == by.pk:
        raise Refused("Only somebody else's draft can be taken over.")
    earlier = stored.author
    rows = Post.objects.filter(pk=stored.pk, status=stored.status, edition=stored.edition)
    if not rows.update(author=by, edition=F("edition") + 1):
        raise TooLate(CHANGED_MEANWHILE)
    stored.editors.add(earlier)
    _note(stored, "post.take_over", by=by, now=now, facts={"from": earlier.reference}, acting_for=verdict.acting_for)
    return fresh(stored)


@verb
def abandon(post: Post, *, by: Person, now: datetime) -> Post:
    """Give one's own draft up; it stays in the record and goes nowhere (S04)."""
    _only_the_author(post, by)
    move(post, "abandon", by=by, now=now)
    return fresh(post)


def _only_the_author(post: Post, by: Person) -> None:
    """Whoever posts to the same account may finish a draft, or take it over, but not throw it away."""
    if fresh(post).author_id != by.pk:
        raise NotAllowed(NOT_YOURS_TO_ABANDON)


@verb
def amend(post: Post, *, by: Person, now: datetime) -> Post:
    """Open a published post for a change, which goes back to the approver (S04)."""
    move(post, "amend", by=by, now=now, changes={**UNAPPROVED, "content_hash": ""})
    return fresh(post)


def _claim(post: Post, edition: int, by: Person, now: datetime, fields: Mapping[str, Any]) -> None:
    """Permission, then the post's own fields in one conditional statement: of two editors the second is told."""
    require(by, "posts.edit", post, now=now)
    if post.status not in EDITABLE:
        raise Refused(NOT_EDITABLE)
    rows = Post.objects.filter(pk=post.pk, status=post.status, edition=edition)
    if not rows.update(edition=F("edition") + 1, **fields):
        raise TooLate(CHANGED_MEANWHILE)


def _keep_targets(content: Content, account_ids: Collection[int]) -> bool:
    """Accounts of the same tree; one where the post is already out stays. Whether anything had to be written."""
    post, there = content.post, {target.account_id for target in content.targets}
    if set(account_ids) == there:
        return False
    tree = SocialAccount.objects.filter(organisation__root=post.organisation.root_id)
    wanted = set(tree.filter(pk__in=account_ids).values_list("pk", flat=True))
    rows = Target.objects.filter(post=post)
    rows.filter(status=TargetStatus.WAITING, published_at=None).exclude(account__in=wanted).delete()
    missing = wanted - set(rows.values_list("account_id", flat=True))
    Target.objects.bulk_create([Target(post=post, account_id=pk) for pk in sorted(missing)])
    return True


def _keep_shown(content: Content, draft: DraftInput, schools: Collection[int]) -> bool:
    """The pupils ticked: those of schools whose pupils the author may ask about, and those ticked before."""
    post, already = content.post, {row.pupil_id for row in content.shown}
    new = set(draft.pupils) - already
    may = Pupil.objects.filter(pk__in=new, organisation__in=schools).values_list("pk", flat=True) if new else ()
    kept = {pk: _conditions(draft, pk) for pk in sorted({*may, *(already & set(draft.pupils))})}
    if kept == {row.pupil_id: (row.conditions_met, row.conditions_seen) for row in content.shown}:
        return False
    Shown.objects.filter(post=post).delete()
    Shown.objects.bulk_create(
        [Shown(post=post, pupil_id=pk, conditions_met=met, conditions_seen=seen) for pk, (met, seen) in kept.items()]
    )
    return True


def _conditions(draft: DraftInput, pupil_id: int) -> tuple[bool, list[str]]:
    """Whether the conditions of this pupil were ticked, and as they read then."""
    met = pupil_id in draft.conditions_met
    return met, sorted(draft.pupils[pupil_id]) if met else []


def _keep_pictures(content: Content, pictures: Mapping[str, PictureInput]) -> bool:
    """What is said about each picture that is still in the post."""
    rows = []
    for row in content.media:
        said = pictures.get(row.reference)
        if said is None or said == _said(row):
            continue
        row.kind, row.alternative_text, row.caption = said.kind, said.alternative_text, said.caption
        row.position, row.pupils_visible = said.position, said.pupils_visible
        row.device_id, row.taken_on = said.device_id, said.taken_on
        rows.append(row)
    Media.objects.bulk_update(rows, SAID_OF_PICTURES)
    return bool(rows)


def _said(row: Media) -> PictureInput:
    """What is kept about a picture, as the form would say it."""
    return PictureInput(
        row.kind, row.alternative_text, row.caption, row.position, row.pupils_visible, row.device_id, row.taken_on
    )


def _note(
    post: Post, action: str, *, by: Person, now: datetime, facts: Mapping[str, Any], acting_for: Person | None = None
) -> None:
    """An audit event for a change that is no move."""
    record(
        organisation_reference=post.organisation.reference,
        action=action,
        thing_type=post.thing_type,
        thing_reference=post.reference,
        by=by,
        now=now,
        facts=dict(facts),
        acting_for=acting_for,
    )
