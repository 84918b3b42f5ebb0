"""Bringing a version as a file, and checking the text that was read in it."""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, ButtonHolder, Layout, Submit
from django import forms
from django.utils.html import format_html

from governance.kernel.errors import Refused
from governance.pages.people_forms import helper
from governance.pages.written import WrittenForm
from policies.forms.documents import WIDE
from policies.rules.file_words import EMPTY, MOST_BYTES, MOST_CHARACTERS, TOO_LARGE
from policies.rules.files import Received


class FileForm(WrittenForm):
    """One file, what changes with it, and whether the meaning does."""

    file = forms.FileField(
        label="PDF or Word document",
        help_text="Up to 10 MB and 200 pages. It is kept exactly as it is. Its text is read so that people can search "
        "it and sign on a phone; you check that text next.",
        widget=forms.FileInput({"accept": ".pdf,.docx"}),
        error_messages={"required": "Choose a file.", "empty": EMPTY},
    )
    changes = forms.CharField(
        label="What changes",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="In a sentence or two. Everybody who is asked to sign reads this first.",
    )
    material = forms.BooleanField(
        label="The meaning changes, so everybody has to sign again",
        required=False,
        help_text="Leave this empty if only spelling or layout was mended.",
    )

    def __init__(self, read: Callable[[bytes, str], Received], cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.read = read
        self.helper = helper("Read the file", cancel_url, "file", "changes", "material")

    def clean_file(self) -> Received:
        """The file with its text; whatever is wrong with it is told beside it."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        try:
            return self.read(file.read(), file.name)
        except Refused as refusal:
            raise forms.ValidationError(refusal.reasons) from refusal


class CheckForm(WrittenForm):
    """The text that was read in the file, to be mended and found right."""

    text = forms.CharField(
        label="The text, as it was read",
        widget=forms.Textarea(WIDE),
        max_length=MOST_CHARACTERS,
        help_text="Mend what was read wrongly; change nothing else. Begin a heading with ## and each point of a list "
        "with a dash.",
        error_messages={"required": "Leave the text in, or remove the file and write a text."},
    )
    reads_right = forms.BooleanField(
        label="I have compared this text with the file, and it reads right",
        error_messages={"required": "Compare the text with the file, then tick this."},
    )
    # Which file and which text the person had before them.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, cancel_url: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cancel = HTML(format_html('<a class="govuk-link" href="{}">Cancel</a>', cancel_url))
        look = Submit("look", "See how it reads", css_class="govuk-button--secondary")
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "text", "reads_right", "seen", ButtonHolder(Submit("save", "Save the text"), look, cancel)
        )
