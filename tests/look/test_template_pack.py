"""The form template pack: the right markup for every kind of field, and summaries whose links lead somewhere."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import engines

from tests.look.forms import NO_LINES, EveryKind, Line, Lines, lines_helper
from tests.look.reading import Page

pytestmark = pytest.mark.urls("tests.look.addresses")

HALF_A_DATE = {"signed_on_day": "27", "signed_on_year": "2026"}


def drawn(form, helper=None):
    return render_crispy_form(form, helper or getattr(form, "helper", None), {"csrf_token": "abc"})


@pytest.fixture
def in_error():
    form = EveryKind(HALF_A_DATE, {})
    assert not form.is_valid()
    return Page(drawn(form))


def test_every_link_of_the_summary_leads_to_something_that_takes_focus(in_error):
    targets = in_error.summary_targets()

    wrong = len(EveryKind(HALF_A_DATE, {}).errors)
    assert len(targets) >= wrong
    assert [target for target in targets if not in_error.takes_focus(target)] == []


def test_no_id_is_given_twice(in_error):
    assert sorted(in_error.ids) == sorted(set(in_error.ids))


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("title", "id_title"),
        ("answer", "id_answer_0"),
        ("uses", "id_uses_0"),
        ("nobody", "id_nobody_none"),
        ("agreed", "id_agreed"),
        ("signed_on", "id_signed_on_1"),  # the month, which is the part that is missing
        ("both", "id_both_0"),
        ("register", "id_register"),
    ],
)
def test_a_link_leads_to_the_part_that_is_wrong(in_error, name, target):
    assert target in in_error.summary_targets()


def test_errors_of_the_whole_form_and_of_hidden_fields_lead_to_the_top_of_the_form(in_error):
    assert in_error.summary_targets().count("form") == 2
    assert in_error.by_id("form")[1]["tabindex"] == "-1"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title", "govuk-input--error"),
        ("email", "govuk-input--error"),
        ("password", "govuk-input--error"),
        ("number", "govuk-input--error"),
        ("text", "govuk-textarea--error"),
        ("account", "govuk-select--error"),
        ("accounts", "govuk-select--error"),
        ("at", "govuk-input--error"),
        ("register", "govuk-file-upload--error"),
        ("pictures", "govuk-file-upload--error"),
        ("signed_on_month", "govuk-input--error"),
    ],
)
def test_every_kind_of_input_looks_wrong_when_it_is(in_error, name, expected):
    (attrs,) = in_error.named(name)
    assert expected in attrs["class"].split()
    assert attrs["aria-invalid"] == "true"


def test_only_the_wrong_part_of_a_date_looks_wrong(in_error):
    (day,) = in_error.named("signed_on_day")
    assert "govuk-input--error" not in day["class"]
    assert day["inputmode"] == "numeric"
    assert ("fieldset", "group") in [(tag, attrs.get("role")) for tag, attrs in in_error.tags]


def test_inputs_are_described_by_hints_and_errors_that_exist(in_error):
    for _, attrs in in_error.tags:
        for wanted in attrs.get("aria-describedby", "").split():
            assert in_error.by_id(wanted), wanted


def test_every_label_names_an_input(in_error):
    for tag, attrs in in_error.tags:
        if tag == "label":
            assert in_error.takes_focus(attrs["for"]), attrs


def test_the_browser_leaves_checking_to_the_server(in_error):
    (form,) = [attrs for tag, attrs in in_error.tags if tag == "form"]
    assert "novalidate" in form
    assert form["enctype"] == "multipart/form-data"
    for name in ("required", "maxlength", "min", "label-size", "heading"):
        assert [attrs for _, attrs in in_error.tags if name in attrs] == [], name


def test_the_form_carries_its_token_and_its_buttons(in_error):
    assert in_error.named("csrfmiddlewaretoken")
    (send,), (draft,) = in_error.named("save"), in_error.named("draft")
    assert send["class"] == "govuk-button"
    assert draft["class"] == "govuk-button govuk-button--secondary"
    assert [attrs for _, attrs in in_error.tags if attrs.get("class") == "govuk-button-group"]


def test_an_empty_form_shows_no_error():
    html = drawn(EveryKind())
    assert "error" not in html.lower()
    assert "Note (optional)" in html
    assert "In writing, by somebody who may." in html


def test_what_was_typed_is_kept():
    html = drawn(EveryKind({"title": 'A "fête" <b>', "uses": ["v"], "answer": "given", **HALF_A_DATE}, {}))
    page = Page(html)
    assert page.named("title")[0]["value"] == 'A "fête" <b>'
    assert ["checked" in attrs for attrs in page.named("uses")] == [False, True]
    assert ["checked" in attrs for attrs in page.named("answer")] == [True, False]
    assert page.named("signed_on_year")[0]["value"] == "2026"
    assert "<b>" not in html


def test_a_missing_answer_is_named_in_the_summary():
    html = drawn(EveryKind(HALF_A_DATE, {}))
    assert "This field is required" not in html
    for sentence in (
        "Enter title",
        "Answer “How many pupils are shown?”",
        "Choose answer",
        "The date must include a month",
    ):
        assert sentence in html


@pytest.mark.parametrize("template", [None, "gatepost/table_inline_formset.html"])
def test_formsets_lead_to_their_own_inputs(template):
    page = Page(drawn(Lines(NO_LINES), lines_helper(template)))

    targets = page.summary_targets()
    assert "form-forms" in targets
    assert "id_form-0-name" in targets
    assert {"id_form-0-day_0", "id_form-0-day_1"} <= set(targets)
    assert [target for target in targets if not page.takes_focus(target)] == []
    assert page.named("form-TOTAL_FORMS")
    assert sorted(page.ids) == sorted(set(page.ids))


def test_the_filter_draws_a_form_without_its_tag():
    html = engines["django"].from_string("{% load crispy_forms_filters %}{{ form|crispy }}").render({"form": Line({})})
    assert "<form" not in html
    assert Page(html).summary_targets() == ["id_name", "id_day_0"]


def test_two_forms_with_prefixes_do_not_share_ids():
    class Held(forms.Form):
        def clean(self):
            raise forms.ValidationError("No.")

    html = "".join(drawn(Held({}, prefix=prefix)) for prefix in ("one", "two"))
    assert Page(html).summary_targets() == ["one-form", "two-form"]
