"""Asking the head about the policy, answering, and showing the answer to everybody without a name (C017)."""

from datetime import datetime

from django.db import transaction

from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere, Refused
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.workflow.services import begin, move
from policies.duties import ANSWER_QUESTION
from policies.models import Document, DocumentVersion, PolicyQuestion
from policies.rules.questions import WORKING_DAYS_TO_ANSWER
from policies.selectors.people import workplaces
from policies.services.declaring import ask_whoever_decides, tell


@transaction.atomic
def ask_question(version: DocumentVersion, *, text: str, by: Person, now: datetime) -> PolicyQuestion:
    """Bring a question about the policy to the head; the head's own goes to the chair (K03)."""
    require(by, "policies.view", version, now=now)
    if version.document.kind != Document.Kind.POLICY:
        raise Refused("Questions go to the head about the policy. About other documents, ask whoever wrote them.")
    place = workplaces([by.pk], version.organisation, local_date(now)).get(by.pk)
    if place is None:
        raise NotFoundHere
    question = PolicyQuestion(version=version, organisation=place, asked_by=by, text=text)
    begin(question, by=by, now=now, action="policies.ask_question", facts={"version": version.reference})
    ask_whoever_decides(
        question,
        ANSWER_QUESTION,
        "policies.answer_question",
        order=(Role.HD, Role.CHR),
        days=WORKING_DAYS_TO_ANSWER,
        label=f"Answer question {question.reference} about the policy",
        now=now,
    )
    return question


@transaction.atomic
def answer_question(question: PolicyQuestion, *, answer: str, by: Person, now: datetime) -> None:
    """Answer it; whoever asked is told."""
    given = {"answer": answer, "answered_by": by, "answered_at": now}
    move(question, "answer", by=by, now=now, changes=given)
    tell(question, question.asked_by, "answered", now)


@transaction.atomic
def share_question(question: PolicyQuestion, *, shown_as: str, by: Person, now: datetime) -> None:
    """Show question and answer under the policy, in words that give nobody away."""
    move(question, "share", by=by, now=now, changes={"shown_as": shown_as})


@transaction.atomic
def unshare_question(question: PolicyQuestion, *, by: Person, now: datetime) -> None:
    """Show it to nobody any more but to whoever asked."""
    move(question, "unshare", by=by, now=now)
