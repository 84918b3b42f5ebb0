"""A form with one field of every kind, and a page that shows it: what the template pack is tried on."""

from crispy_forms.bootstrap import InlineRadios
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Button, ButtonHolder, Column, Div, Field, Fieldset, Layout, Reset, Row, Submit
from django import forms
from django.core.exceptions import ValidationError

from governance.pages.widgets import ClockTimeField, DatePartsField, SeveralFilesField

ANSWERS = [("given", "Given"), ("refused", "Refused")]


class EveryKind(forms.Form):
    title = forms.CharField(help_text="As people will read it", max_length=80)
    email = forms.EmailField(label="School e-mail")
    password = forms.CharField(widget=forms.PasswordInput)
    number = forms.IntegerField(label="How many pupils are shown?", min_value=1)
    text = forms.CharField(label="What the post says", widget=forms.Textarea, max_length=280)
    account = forms.ChoiceField(choices=[("", "Choose an account"), ("a", "@school")])
    accounts = forms.MultipleChoiceField(choices=[("a", "@school")])
    answer = forms.ChoiceField(widget=forms.RadioSelect, choices=ANSWERS)
    again = forms.ChoiceField(widget=forms.RadioSelect, choices=ANSWERS, help_text="Once more")
    uses = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("i", "Images"), ("v", "Videos")])
    nobody = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[])
    agreed = forms.BooleanField(label="I have checked every picture")
    signed_on = DatePartsField(help_text="For example, 27 3 2026")
    at = ClockTimeField(label="At what time?")
    both = forms.SplitDateTimeField(label="Day and time")
    register = forms.FileField()
    pictures = SeveralFilesField()
    note = forms.CharField(required=False)
    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choice_hints = {"given": "In writing, by somebody who may."}
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title",
            Row(Column("email"), Column("password")),
            Field("number", css_class="govuk-input--width-4"),
            Div("text", "account", "accounts"),
            Field("answer", label_size="m", heading=True),
            InlineRadios("again"),
            Fieldset("More", "uses", "nobody", "agreed", Field("signed_on", label_size="s"), "at", "both"),
            "register",
            "pictures",
            "note",
            "version",
            ButtonHolder(
                Submit("save", "Send"),
                Button("draft", "Save draft"),
                Reset("clear", "Clear"),
                HTML('<a class="govuk-link" href="/">Cancel</a>'),
            ),
        )

    def clean(self):
        raise ValidationError("The post is held while a consent is looked at.")


class Line(forms.Form):
    name = forms.CharField()
    day = DatePartsField()


Lines = forms.formset_factory(Line, extra=0, min_num=2, validate_min=True)
NO_LINES = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "", "form-0-day_year": "2026"}


def lines_helper(template=None):
    helper = FormHelper()
    helper.add_input(Submit("save", "Save"))
    if template:
        helper.template = template
    return helper
