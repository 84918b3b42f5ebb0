"""Deciding: an approver's act on exactly what was submitted (C058, K05, M08)."""

from datetime import datetime

from governance.audit.models import AuditEvent
from governance.kernel.errors import Refused, TooLate
from governance.kernel.verbs import verb
from governance.people.models import Person
from governance.people.signatures.services import sign
from governance.workflow.services import move
from posts.models import ChecklistTick, Decision, Post, PostVersion
from posts.rules.checklist import Checklist, approver_checklist
from posts.rules.words import TICK_FIRST
from posts.selectors.content import content_of, fresh
from posts.selectors.policy import policy_for
from posts.services.claims import claim_pupils
from posts.services.gate import open_gate
from posts.services.telling import tell_author


@verb
def approve(post: Post, *, version: int, ticked: bool, proved_at: datetime | None, by: Person, now: datetime) -> Post:
    """Approve one version, if the gate opens once more; of two approvers at the same instant exactly one stands (C058)."""
    claim_pupils(post)
    post, submitted = _waiting(post, version)
    gathered = open_gate(content_of(post), people=[post.author], now=now, approved_hash=submitted.content_hash)
    if not ticked:
        raise Refused(TICK_FIRST)
    checklist = approver_checklist(gathered.policy.criteria(has_pictures=bool(gathered.content.media)))
    signature = sign(
        by=by,
        thing=post,
        statement=checklist.statement,
        version=f"{submitted.reference}:{submitted.content_hash[:12]}",
        now=now,
        proved_at=proved_at,
        printed_name=by.name,
    )
    event = move(
        post,
        "approve",
        by=by,
        now=now,
        facts={"version": version, "hash": submitted.content_hash, "signature": signature.reference},
        changes={
            "approved_hash": submitted.content_hash,
            "approved_at": now,
            "approved_by": by,
            "signature": signature,
            "profile_version": gathered.policy.version,
        },
        expect={"version": version, "content_hash": submitted.content_hash},
    )
    decision = _decision(Decision.Outcome.APPROVED, post, submitted, by, now, gathered.policy.version)
    decision.signature = signature
    _keep(decision, event, checklist)
    return post


@verb
def ask_changes(post: Post, *, version: int, reason: str, by: Person, now: datetime) -> Post:
    """Send the post back to its author with reasons (S04)."""
    return _say_no(post, "ask_changes", Decision.Outcome.CHANGES, version=version, reason=reason, by=by, now=now)


@verb
def reject(post: Post, *, version: int, reason: str, by: Person, now: datetime) -> Post:
    """Refuse the post for good, with reasons (S04)."""
    return _say_no(post, "reject", Decision.Outcome.REJECTED, version=version, reason=reason, by=by, now=now)


def _say_no(
    post: Post, verb: str, outcome: Decision.Outcome, *, version: int, reason: str, by: Person, now: datetime
) -> Post:
    post, submitted = _waiting(post, version)
    event = move(post, verb, by=by, now=now, reason=reason, facts={"version": version}, expect={"version": version})
    decision = _decision(outcome, post, submitted, by, now, policy_for(post.organisation, now).version)
    decision.reason = reason.strip()
    _keep(decision, event, None)
    return post


def _waiting(post: Post, version: int) -> tuple[Post, PostVersion]:
    """The post as stored, and the version the approver has read; if there is a newer one they must read that."""
    post = fresh(post)
    if post.version != version:
        raise TooLate("A newer version of this post was sent while you were reading. Read that one.")
    return post, PostVersion.objects.get(post=post, number=version)


def _decision(
    outcome: Decision.Outcome, post: Post, version: PostVersion, by: Person, now: datetime, profile_version: str
) -> Decision:
    return Decision(
        post=post, version=version, outcome=outcome, decider=by, decided_at=now, profile_version=profile_version
    )


def _keep(decision: Decision, event: AuditEvent, checklist: Checklist | None) -> None:
    """The decision with whom it was taken for, the approver's tick, and word to the author."""
    if event.acting_for_reference:
        decision.acting_for = Person.objects.get(reference=event.acting_for_reference)
    decision.save(force_insert=True)
    if checklist and decision.decider:
        ChecklistTick.objects.create(
            post=decision.post,
            version=decision.version.number,
            hat=ChecklistTick.Hat.APPROVER,
            statement=checklist.statement,
            criteria=list(checklist.criteria),
            ticked_at=decision.decided_at,
            ticked_by=decision.decider,
        )
    tell_author(decision)
