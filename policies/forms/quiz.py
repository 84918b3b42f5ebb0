"""The questions before a signature: answering them, and writing them."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset
from django import forms

from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from governance.people.models import Person
from policies.forms.documents import SignForm
from policies.models import Document
from policies.rules.quiz import MOST_CHOICES, Question, wrong_answers


class QuizSignForm(SignForm):
    """The quiz, then the signature; a wrong answer is explained beside its question and can be given anew."""

    def __init__(
        self,
        questions: Sequence[Question],
        statement: str,
        person: Person,
        cancel_url: str,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(statement, person, cancel_url, *args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.reference] = forms.ChoiceField(
                label=question.words,
                required=False,
                choices=[(str(number), words) for number, words in enumerate(question.choices)],
                widget=forms.RadioSelect,
            )
        if self.questions:
            names = [question.reference for question in self.questions]
            quiz = Fieldset("A few questions first", *names)
            self.helper = helper("Sign", cancel_url, quiz, "agreed", "printed_name", "seen")

    def clean(self) -> dict[str, Any]:
        """Every question answered rightly."""
        data: dict[str, Any] = super().clean() or {}
        for reference, sentence in wrong_answers(self.questions, self.answers()).items():
            self.add_error(reference, sentence)
        return data

    def answers(self) -> dict[str, str]:
        """What was answered, by question."""
        return {question.reference: str(self.data.get(question.reference, "")) for question in self.questions}


class QuestionForm(WrittenForm):
    """A new question: its words, two to four answers, which is right and why."""

    words = forms.CharField(label="The question", max_length=300, error_messages={"required": "Write the question."})
    right = forms.ChoiceField(
        label="Which answer is right?",
        widget=forms.RadioSelect,
        choices=[(str(number), f"Answer {number + 1}") for number in range(MOST_CHOICES)],
        error_messages={"required": "Say which answer is right."},
    )
    because = forms.CharField(
        label="Why",
        max_length=300,
        help_text="Shown to whoever chooses another answer. Say where the policy tells it.",
        error_messages={"required": "Say why, for those who choose another answer."},
    )

    def __init__(self, document: Document, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [f"choice_{number}" for number in range(MOST_CHOICES)]
        for number, name in enumerate(names):
            self.fields[name] = forms.CharField(
                label=f"Answer {number + 1}",
                max_length=200,
                required=number < 2,
                error_messages={"required": "A question needs at least two answers."},
            )
        self.helper = helper("Add the question", document.get_absolute_url(), "words", *names, "right", "because")

    def clean(self) -> dict[str, Any]:
        """The answers as a list, without gaps; the right one must be among them."""
        data: dict[str, Any] = super().clean() or {}
        given = [data.pop(f"choice_{number}", "") for number in range(MOST_CHOICES)]
        right = data.get("right")
        if right and not self.errors and not given[int(right)]:
            self.add_error("right", "The right answer is empty. Choose one that you wrote.")
        if not self.errors and len(set(filter(None, given))) < len([one for one in given if one]):
            self.add_error("choice_1", "Two answers are the same.")
        if not self.errors and right:
            data["right"] = [number for number, words in enumerate(given) if words].index(int(right))
            data["choices"] = [words for words in given if words]
        return data
