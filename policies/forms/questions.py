"""Asking about the policy, answering, and the words in which everybody reads it."""

from typing import Any

from django import forms

from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from policies.models import PolicyQuestion


class AskForm(WrittenForm):
    """The question."""

    text = forms.CharField(
        label="Your question",
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Leave out names of pupils and families. A worry about a child goes to the safeguarding lead instead.",
        error_messages={"required": "Write your question."},
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Send the question", cancel_url, "text")


class AnswerForm(WrittenForm):
    """The answer."""

    answer = forms.CharField(
        label="Your answer",
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
        help_text="Whoever asked is told at once. You can show it to everybody afterwards, without their name.",
        error_messages={"required": "Write your answer."},
    )

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper("Answer", cancel_url, "answer")


class ShareForm(WrittenForm):
    """The question as everybody reads it."""

    shown_as = forms.CharField(
        label="The question, as everybody reads it",
        max_length=2000,
        widget=forms.Textarea({"rows": 6}),
        help_text="Take out whatever shows who asked. The name is never shown.",
        error_messages={"required": "Write the question as everybody may read it."},
    )

    def __init__(self, question: PolicyQuestion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shown_as"].initial = question.shown_as or question.text
        self.helper = helper("Show it to everybody", question.get_absolute_url(), "shown_as")
