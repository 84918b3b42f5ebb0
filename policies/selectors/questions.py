"""Questions about the policy: one's own and those one answers; and what is shown to everybody under it (C017)."""

from django.db.models import Q, QuerySet

from governance.permissions.standing import Standing
from policies.models import DocumentVersion, PolicyQuestion
from policies.rules.questions import QuestionStatus

# Under a text a few are read; all of them are on a page of their own.
SHOWN = 20


def questions_for(standing: Standing) -> QuerySet[PolicyQuestion]:
    """One's own, and those of every place where one answers."""
    mine = Q(asked_by=standing.person)
    theirs = Q(organisation__in=standing.organisation_ids("policies.answer_question"))
    return PolicyQuestion.objects.filter(mine | theirs).select_related(
        "organisation", "asked_by", "answered_by", "version__document"
    )


def shared_questions(version: DocumentVersion, standing: Standing) -> list[PolicyQuestion]:
    """What was found useful to everybody where the reader is: the newest first, and never whose it was."""
    rows = PolicyQuestion.objects.filter(
        version__document=version.document_id,
        status=QuestionStatus.SHARED,
        organisation__in=standing.organisation_ids("policies.view"),
    )
    return list(rows.only("reference", "shown_as", "answer", "answered_at").order_by("-answered_at", "-pk")[:SHOWN])
