"""The life of a post (S04) and the state of each of its places."""

from django.db import models

from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition


class Status(models.TextChoices):
    """The states of S04."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for approval"
    CHANGES_ASKED = "changes-asked", "Changes asked for"
    APPROVED = "approved", "Approved"
    SCHEDULED = "scheduled", "Scheduled"
    HELD = "held", "Held"
    PUBLISHING = "publishing", "Being published"
    PUBLISHED = "published", "Published"
    EDITED_PENDING = "edited-pending", "Published, being edited"
    TAKEDOWN_OPEN = "takedown-open", "Being taken down"
    REMOVED = "removed", "Removed"
    REJECTED = "rejected", "Rejected"
    ABANDONED = "abandoned", "Abandoned"


class TargetStatus(models.TextChoices):
    """Where a post stands on one account."""

    WAITING = "waiting", "Not yet published"
    PUBLISHING = "publishing", "Copy pack opened"
    PUBLISHED = "published", "Published"
    REMOVED = "removed", "Removed"


EDITABLE = (Status.DRAFT, Status.CHANGES_ASKED, Status.APPROVED, Status.SCHEDULED, Status.HELD, Status.EDITED_PENDING)
SUBMITTABLE = (Status.DRAFT, Status.HELD, Status.EDITED_PENDING)
# Approved and not yet out: what a consent change holds at once (C102).
QUEUED = (Status.APPROVED, Status.SCHEDULED, Status.PUBLISHING)
# What may be on a platform now, whatever the post's own status.
LIVE_TARGETS = (TargetStatus.PUBLISHED, TargetStatus.PUBLISHING)

# Three arrows stand here beside those printed: a post whose copy pack is open can still be held (T01), one changed after
# publication goes back to the approver, and one that stays up somewhere after a takedown is published again by the
# record (T48). A post that leaves the table never returns.
MACHINE = Machine(
    key="S04",
    noun="post",
    statuses=Status,
    initial=Status.DRAFT,
    final=(Status.REMOVED, Status.REJECTED, Status.ABANDONED),
    transitions=(
        Transition("submit", SUBMITTABLE, Status.SUBMITTED, "posts.submit", closes=("J08",), clauses=("C058", "C075")),
        Transition(
            "ask_changes",
            (Status.SUBMITTED,),
            Status.CHANGES_ASKED,
            "posts.approve",
            reason_required=True,
            closes=("J07",),
            clauses=("C058",),
        ),
        Transition(
            "approve", (Status.SUBMITTED,), Status.APPROVED, "posts.approve", closes=("J07",), clauses=("C058", "K05")
        ),
        Transition(
            "approve_by_rule", (Status.SUBMITTED,), Status.APPROVED, SYSTEM_ACTION, closes=("J07",), clauses=("P11",)
        ),
        Transition(
            "reject",
            (Status.SUBMITTED,),
            Status.REJECTED,
            "posts.approve",
            reason_required=True,
            closes=("J07",),
            clauses=("C058",),
        ),
        Transition("schedule", (Status.APPROVED,), Status.SCHEDULED, "posts.schedule", clauses=("T06",)),
        Transition(
            "edit",
            (Status.CHANGES_ASKED, Status.APPROVED, Status.SCHEDULED),
            Status.DRAFT,
            "posts.edit",
            clauses=("C058", "T34"),
        ),
        Transition(
            "hold",
            (Status.APPROVED, Status.SCHEDULED, Status.PUBLISHING),
            Status.HELD,
            "posts.hold",
            reason_required=True,
            clauses=("C102", "T01"),
            system_too=True,
        ),
        Transition(
            "open_copy_pack",
            (Status.APPROVED, Status.SCHEDULED),
            Status.PUBLISHING,
            "posts.publish",
            clauses=("C075", "C037", "D05"),
        ),
        Transition("publish", (Status.PUBLISHING,), Status.PUBLISHED, "posts.publish", clauses=("C104", "D18")),
        Transition("amend", (Status.PUBLISHED,), Status.EDITED_PENDING, "posts.amend", clauses=("C058",)),
        Transition(
            "open_takedown",
            (Status.PUBLISHED, Status.EDITED_PENDING),
            Status.TAKEDOWN_OPEN,
            "takedowns.open",
            clauses=("C103",),
            system_too=True,
        ),
        Transition("remove", (Status.TAKEDOWN_OPEN,), Status.REMOVED, SYSTEM_ACTION, clauses=("C103",)),
        Transition("stay_up", (Status.TAKEDOWN_OPEN,), Status.PUBLISHED, SYSTEM_ACTION, clauses=("C103", "T48")),
        Transition("abandon", (Status.DRAFT,), Status.ABANDONED, "posts.submit"),
    ),
)
