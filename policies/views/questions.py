"""Questions about the policy: asked where it is read, answered by the head, shown to everybody where they help."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from governance.pages.keyset import cut
from governance.permissions.selectors import can
from governance.permissions.services import require
from policies import selectors, services
from policies.forms.questions import AnswerForm, AskForm, ShareForm
from policies.models import PolicyQuestion
from policies.views.steps import act_at_once, ask, form_view
from policies.views.versions import readable_version

ANSWER = "policies.answer_question"


@require_GET
def list_questions(request: Any) -> HttpResponse:
    """One's own questions, and those one answers."""
    rows = selectors.questions_for(request.standing)
    page = cut(rows, "created_at", asked=request.GET, newest_first=True)
    return render(request, "policies/list_questions.html", {"page": page, "me": request.person})


@form_view
def ask_question(request: Any, reference: str) -> HttpResponse:
    """Ask about the text one reads."""
    version = readable_version(request, reference)
    form = AskForm(version.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        made = services.ask_question(version, **data, by=request.person, now=request.now)
        return made.get_absolute_url()

    done = "Your question is sent. You are told when it is answered."
    return ask(request, form, act, title=f"Ask about “{version.document}”", done=done)


@require_GET
def view_question(request: Any, reference: str) -> HttpResponse:
    """A question with its answer."""
    question = _question(request, reference)
    answers = can(request.person, ANSWER, question, now=request.now)
    return render(request, "policies/view_question.html", {"question": question, "answers": answers})


@form_view
def answer_question(request: Any, reference: str) -> HttpResponse:
    """Answer it."""
    question = _to_answer(request, reference)
    form = AnswerForm(question.get_absolute_url(), request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.answer_question(question, **data, by=request.person, now=request.now)
        return question.get_absolute_url()

    page = {"title": f"Answer {question.reference}", "template": "policies/answer_question.html"}
    return ask(request, form, act, **page, done="It is answered, and whoever asked is told.", question=question)


@form_view
def share_question(request: Any, reference: str) -> HttpResponse:
    """Show it to everybody."""
    question = _to_answer(request, reference)
    form = ShareForm(question, request.POST or None)

    def act(data: dict[str, Any]) -> str:
        services.share_question(question, **data, by=request.person, now=request.now)
        return question.get_absolute_url()

    page = {"title": "Show question and answer to everybody", "template": "policies/answer_question.html"}
    return ask(request, form, act, **page, done="Everybody reads it under the policy now.", question=question)


@require_POST
def unshare_question(request: Any, reference: str) -> HttpResponse:
    """Show it to nobody else any more."""
    question = _to_answer(request, reference)
    return act_at_once(
        request,
        lambda: services.unshare_question(question, by=request.person, now=request.now),
        done="It is no longer shown under the policy.",
        goes_to=question.get_absolute_url(),
    )


def _question(request: Any, reference: str) -> PolicyQuestion:
    """The question, for whoever asked and for those who answer."""
    rows = PolicyQuestion.objects.select_related("organisation", "asked_by", "answered_by", "version__document")
    question = get_object_or_404(rows, reference=reference)
    if question.asked_by_id != request.person.pk:
        require(request.person, ANSWER, question, now=request.now)
    return question


def _to_answer(request: Any, reference: str) -> PolicyQuestion:
    question = _question(request, reference)
    require(request.person, ANSWER, question, now=request.now)
    return question
