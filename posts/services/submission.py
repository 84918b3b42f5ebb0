"""Submitting: the first time the gate is asked, and the version everything later is compared with."""

from datetime import datetime

from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed
from governance.kernel.verbs import verb
from governance.people.models import Person
from governance.workflow.services import move
from posts.models import ChecklistTick, Decision, Post, PostVersion
from posts.rules.checklist import author_checklist
from posts.rules.words import NOT_YOURS
from posts.selectors.content import content_of, fresh
from posts.selectors.gate import Gathered
from posts.services.claims import claim_pupils
from posts.services.drafts import NOT_HELD, UNAPPROVED
from posts.services.gate import open_gate
from posts.services.telling import ask_for_approval

P11 = "P11"


@verb
def submit(post: Post, *, by: Person, now: datetime) -> Post:
    """Send a draft, a held post or a change for approval, if nothing stands in the way (C058, C060, C061, C075)."""
    claim_pupils(post)
    post = fresh(post)
    if post.author_id != by.pk:
        raise NotAllowed(NOT_YOURS)
    gathered = open_gate(content_of(post), people=[by], now=now)
    number = post.version + 1
    move(
        post,
        "submit",
        by=by,
        now=now,
        facts={"version": number, "hash": gathered.facts.content_hash},
        changes={
            **UNAPPROVED,
            **NOT_HELD,
            "version": number,
            "content_hash": gathered.facts.content_hash,
            "submitted_at": now,
            "submitted_by": by,
            "profile_version": gathered.policy.version,
        },
        expect={"edition": post.edition},
    )
    version = _record(gathered, number, by, now)
    if gathered.policy.needs_approver(controversial=post.controversial):
        ask_for_approval(post, now=now)
    else:
        _let_through(post, version, gathered, now)
    return post


def _record(gathered: Gathered, number: int, by: Person, now: datetime) -> PostVersion:
    """Exactly what was submitted, and the checklist its author ticked."""
    content = gathered.content
    checklist = author_checklist(gathered.policy.criteria(has_pictures=bool(content.media)))
    ChecklistTick.objects.create(
        post=content.post,
        version=number,
        hat=ChecklistTick.Hat.AUTHOR,
        statement=checklist.statement,
        criteria=list(checklist.criteria),
        ticked_at=now,
        ticked_by=by,
    )
    version = PostVersion(
        post=content.post,
        number=number,
        snapshot=content.snapshot,
        content_hash=gathered.facts.content_hash,
        submitted_at=now,
        submitted_by=by,
    )
    version.save(force_insert=True)
    return version


def _let_through(post: Post, version: PostVersion, gathered: Gathered, now: datetime) -> None:
    """Where only controversial posts need an approver, the others go on without one, on the record and gated (P11)."""
    move(
        post,
        "approve_by_rule",
        by=SYSTEM,
        now=now,
        facts={"under": P11, "why": "approved under P11: not controversial", "version": version.number},
        changes={"approved_hash": version.content_hash, "approved_under": P11},
    )
    Decision(
        post=post,
        version=version,
        outcome=Decision.Outcome.APPROVED,
        decided_at=now,
        decided_under=P11,
        profile_version=gathered.policy.version,
    ).save(force_insert=True)
