"""What the crispy template pack "gatepost" asks about a form; pages have no need to load it."""

import copy
from typing import Any, NamedTuple

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString, mark_safe

from governance.pages.widget_kinds import CLASSES, ERROR_CLASSES, KINDS
from governance.pages.widgets import ClockTimeField, DatePartsField

register = template.Library()

# Read by the pack from `Field("name", label_size="m")` and the like; never written into the page.
OWN_ATTRIBUTES = ("label-size", "heading", "choice-class", "inline")


class Link(NamedTuple):
    """One line of an error summary: the id that takes focus, and the message."""

    target: str
    message: str


class Part(NamedTuple):
    """One input of a field in several parts."""

    id: str
    label: str
    html: SafeString


@register.filter
def kind(field: BoundField) -> str:
    """Which component draws this field."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    return next((name for class_, name in KINDS if isinstance(widget, class_)), "input")


@register.filter
def own(field: BoundField, name: str) -> Any:
    """An option for the pack itself: `Field("name", label_size="m", heading=True, choice_class="govuk-radios--small")`."""
    # Crispy-forms gives the attributes of a layout field to each part of a widget in several parts.
    widgets = [field.field.widget, *getattr(field.field.widget, "widgets", [])]
    return next((widget.attrs[name] for widget in widgets if name in widget.attrs), "")


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether the label says "(optional)"; a form says no with `self.fields["x"].mark_optional = False`."""
    wanted = getattr(field.field, "mark_optional", True)
    return (
        wanted and not field.field.required and not field.field.disabled and "optional" not in str(field.label).lower()
    )


@register.filter
def max_length(field: BoundField) -> int | None:
    return getattr(field.field, "max_length", None)


@register.filter
def describes(field: BoundField) -> str:
    """The ids of what is said about the field as a whole: its hint, its error."""
    parts = []
    if field.help_text:
        parts.append(f"{field.auto_id}_helptext")
    if field.errors:
        parts.append(f"{field.auto_id}_error")
    return " ".join(parts)


def _plain(widget: forms.Widget) -> forms.Widget:
    """A copy to draw from: the server alone says what is wrong, so the browser's own checks are left out."""
    drawn = copy.deepcopy(widget)
    for each in (drawn, *getattr(drawn, "widgets", [])):
        for name in (*OWN_ATTRIBUTES, "maxlength", "minlength", "placeholder"):
            each.attrs.pop(name, None)
    if isinstance(drawn, forms.NumberInput):
        drawn.attrs["inputmode"] = "decimal" if drawn.attrs.get("step") == "any" else "numeric"
        for name in ("min", "max", "step"):
            drawn.attrs.pop(name, None)
        drawn.input_type = "text"
    drawn.use_required_attribute = lambda initial: False  # type: ignore[method-assign]
    return drawn


def _classes(field: BoundField, which: str) -> str:
    classes = [CLASSES.get(which, "govuk-input")]
    if which == "textarea" and max_length(field):
        classes.append("govuk-js-character-count")
    if extra := field.field.widget.attrs.get("class"):
        classes.append(extra)
    if field.errors:
        classes.append(ERROR_CLASSES.get(which, "govuk-input--error"))
    return " ".join(filter(None, classes))


GENERAL = {str(class_.default_error_messages["required"]) for class_ in (forms.Field, DatePartsField, ClockTimeField)}


@register.filter
def error_messages(field: BoundField) -> list[str]:
    """The field's errors; one that would read the same for any field says which it means, so that a summary is of use."""
    return [_missing(field) if str(message) in GENERAL else str(message) for message in field.errors]


def _missing(field: BoundField) -> str:
    label = str(field.label).rstrip(":. ")
    which = kind(field)
    if which == "hidden":
        return f"The page has lost something it needs ({label}). Reload it and try again."
    if which == "checkbox":
        return f"Tick “{label}”"
    if label.endswith("?"):
        return f"Answer “{label}”"
    if which == "date":
        return f"{label}: enter a date, such as 27 3 2027"
    words = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"{'Choose' if which in ('radios', 'checkboxes', 'select', 'file') else 'Enter'} {words}"


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input itself, with the right classes, description and none of the browser's own validation."""
    which = kind(field)
    described = [describes(field)]
    if which == "textarea" and max_length(field):
        described.append(f"{field.auto_id}-info")
    widget = _plain(field.field.widget)
    if isinstance(widget, forms.ClearableFileInput):
        widget.template_name = "django/forms/widgets/input.html"
    attrs: dict[str, Any] = {"class": _classes(field, which)}
    if text := " ".join(part for part in described if part):
        attrs["aria-describedby"] = text
    if which == "password":
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    return field.as_widget(widget=widget, attrs=attrs)


@register.simple_tag
def parts(field: BoundField) -> list[Part]:
    """The inputs of a field in several parts, with ids, names and values, ready for the template."""
    widget = _plain(field.field.widget)
    drawn = widget.get_context(field.html_name, field.value(), {"id": field.auto_id})["widget"]["subwidgets"]
    labels = _labels_of_parts(widget, drawn)
    wrong = _wrong_parts(field)
    return [
        _part(field, part, labels[index], bool(field.errors) and (not wrong or index in wrong))
        for index, part in enumerate(drawn)
    ]


def _labels_of_parts(widget: forms.Widget, drawn: list[dict[str, Any]]) -> list[str]:
    if isinstance(widget, forms.SplitDateTimeWidget):
        return ["Day", "Time"]
    names = [part["name"].rpartition("_")[2] for part in drawn]
    return list(getattr(widget, "labels", ())) or [
        name.capitalize() if name.isalpha() else f"Part {number}" for number, name in enumerate(names, 1)
    ]


def _part(field: BoundField, part: dict[str, Any], label: str, is_wrong: bool) -> Part:
    attrs = part["attrs"]
    base = "govuk-select" if part.get("optgroups") is not None else "govuk-input govuk-date-input__input"
    error = f"{base.split()[0]}--error" if is_wrong else ""
    attrs["class"] = " ".join(name for name in (base, attrs.get("class", ""), error) if name)
    if is_wrong:
        attrs["aria-invalid"] = "true"
    html = field.form.renderer.render(part["template_name"], {"widget": part})
    return Part(attrs["id"], label, mark_safe(html))


def _wrong_parts(field: BoundField) -> set[int]:
    """Which of day, month and year the errors are about; none named means all of them."""
    codes = {error.code for error in field.errors.as_data()}
    return {DatePartsField.PART_OF[code] for code in codes if code in DatePartsField.PART_OF}


class Choice(NamedTuple):
    """One radio button or checkbox, as its template draws it."""

    id: str
    name: str
    value: str
    label: str
    hint: str
    selected: bool
    attrs: dict[str, Any]
    group: str
    first_of_group: bool


@register.simple_tag
def choices(field: BoundField) -> list[Choice]:
    """The choices of radio buttons or checkboxes, each with its hint from the field's `choice_hints`."""
    hints = getattr(field.field, "choice_hints", {})
    widget: Any = _plain(field.field.widget)  # one that offers choices
    drawn = []
    values = widget.format_value(field.value())
    for group, options, _ in widget.optgroups(field.html_name, values, {"id": field.auto_id}):
        for position, option in enumerate(options):
            value = str(option["value"])
            extra = {k: v for k, v in option["attrs"].items() if k not in ("id", "class", "checked")}
            drawn.append(
                Choice(
                    id=option["attrs"]["id"],
                    name=option["name"],
                    value=value,
                    label=option["label"],
                    hint=hints.get(option["value"], hints.get(value, "")),
                    selected=option["selected"],
                    attrs=extra,
                    group=group or "",
                    first_of_group=bool(group) and position == 0,
                )
            )
    return drawn


def _targets(field: BoundField) -> list[str]:
    """For each error of this field, the id of the thing that takes focus."""
    which = kind(field)
    if which == "hidden":
        return [form_top(field.form)] * len(field.errors)
    if which == "date":
        part_of = DatePartsField.PART_OF
        return [f"{field.auto_id}_{part_of.get(error.code or '', 0)}" for error in field.errors.as_data()]
    return [_first_id(field, which)] * len(field.errors)


def _first_id(field: BoundField, which: str) -> str:
    if which in ("radios", "checkboxes"):
        drawn = choices(field)
        return drawn[0].id if drawn else f"{field.auto_id}_none"
    return parts(field)[0].id if which == "several" else field.id_for_label


@register.filter
def form_top(form: forms.BaseForm) -> str:
    """The id of the place above the first field, where errors about the whole form are said."""
    return f"{form.prefix}-form" if form.prefix else "form"


@register.filter
def error_links(form: forms.BaseForm) -> list[Link]:
    """Every error of a form in the order of its fields, each with the id its link goes to."""
    links = [Link(form_top(form), str(message)) for message in form.non_field_errors()]
    for field in form:
        links += map(Link, _targets(field), error_messages(field))
    return links


@register.filter
def formset_error_links(formset: forms.BaseFormSet) -> list[Link]:
    """The same for every form of a formset, and what is wrong with them together."""
    links = [Link(f"{formset.prefix}-forms", str(message)) for message in formset.non_form_errors()]
    return links + [link for form in formset.forms for link in error_links(form)]


@register.filter
def top_errors(form: forms.BaseForm) -> list[str]:
    """What is said above the first field: errors of the whole form, and of fields that cannot be seen."""
    hidden = [message for field in form.hidden_fields() for message in error_messages(field)]
    return [*(str(message) for message in form.non_field_errors()), *hidden]


@register.filter
def button_classes(classes: str) -> str:
    """Button classes without those that crispy-forms gives every button for another framework."""
    kept = [name for name in str(classes).split() if not name.startswith("btn")]
    if "btn-inverse" in str(classes) or classes.split() == ["btn"]:
        kept.append("govuk-button--secondary")
    return " ".join(["govuk-button", *kept])
