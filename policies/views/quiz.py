"""The quiz of a document: its questions, a new one, taking one out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from governance.permissions.services import require
from policies import services
from policies.forms.quiz import QuestionForm
from policies.models import Document, QuizQuestion
from policies.views.steps import act_at_once, ask, form_view


@form_view
def edit_quiz(request: Any, reference: str) -> HttpResponse:
    """The questions as they are asked, and a new one."""
    document = get_object_or_404(Document.objects.select_related("organisation"), reference=reference)
    require(request.person, "policies.publish", document.organisation, now=request.now)
    form = QuestionForm(document, request.POST or None)
    here = reverse("policies:edit_quiz", args=[document.reference])

    def act(data: dict[str, Any]) -> str:
        services.add_question(document=document, **data, by=request.person, now=request.now)
        return here

    asked = QuizQuestion.objects.filter(document=document, retired_at__isnull=True)
    title, done = "Questions before signing", "The question is asked from now on."
    template = "policies/edit_quiz.html"
    return ask(request, form, act, title=title, done=done, template=template, document=document, asked=asked)


@require_POST
def retire_question(request: Any, reference: str) -> HttpResponse:
    """Take a question out."""
    question = get_object_or_404(QuizQuestion.objects.select_related("document__organisation"), reference=reference)
    require(request.person, "policies.publish", question.organisation, now=request.now)
    return act_at_once(
        request,
        lambda: services.retire_question(question, by=request.person, now=request.now),
        done="The question is no longer asked.",
        goes_to=reverse("policies:edit_quiz", args=[question.document.reference]),
    )
