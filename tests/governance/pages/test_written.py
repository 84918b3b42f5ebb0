"""Every box into which people write is looked at for secrets, or stands on the one list of exceptions (T42, C039)."""

from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from governance.kernel.secrets import REFUSAL
from governance.pages.written import WrittenForm, is_free_text, why_exempt
from tests.test_house import FLOORS, ROOT, modules

SECRET = "Use Qm4$vT8x to get in"
# allauth's own forms, on pages where people sign in, and the demonstration's choice of a persona: neither keeps any text.
SIGN_IN = {"governance.pages.people_sign_in.AskForLink", "demo.forms.PersonaForm"}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _under(kind: type) -> set[type]:
    return {kind}.union(*(_under(one) for one in kind.__subclasses__()))


def every_form() -> list[type[forms.BaseForm]]:
    """Every form class of the product, whatever its room."""
    for path in modules(*FLOORS):
        if "from django import forms" in path.read_text(encoding="utf-8") or "forms" in path.parts:
            import_module(_name(path))
    ours = {kind for kind in _under(forms.BaseForm) if kind.__module__.split(".")[0] in {*FLOORS, "config"}}
    return sorted(ours, key=lambda kind: (kind.__module__, kind.__qualname__))


FORMS = [pytest.param(kind, id=f"{kind.__module__}.{kind.__qualname__}") for kind in every_form()]
FIELDS = [
    pytest.param(kind, name, id=f"{kind.__module__}.{kind.__qualname__}.{name}")
    for kind in every_form()
    if issubclass(kind, WrittenForm)
    for name, field in kind.base_fields.items()
    if is_free_text(field)
]


def filled_in(kind: type[forms.BaseForm], name: str, text: str) -> forms.BaseForm:
    """The form with one box filled in, without what its page would give it."""
    alone = {
        "__init__": forms.BaseForm.__init__,
        "clean": lambda form: form.cleaned_data,
        "__module__": kind.__module__,
    }
    alone |= {f"clean_{one}": lambda form: None for one in kind.base_fields if one != name}
    probe = type(f"{kind.__name__}Probe", (kind,), alone)
    return probe({name: text})


def test_there_are_forms_to_look_at():
    assert len(FORMS) > 80
    assert len(FIELDS) > 80


@pytest.mark.clause("T42", "C039")
@pytest.mark.parametrize("kind", FORMS)
def test_every_form_is_one_whose_text_is_looked_at(kind):
    assert issubclass(kind, WrittenForm) or f"{kind.__module__}.{kind.__qualname__}" in SIGN_IN


@pytest.mark.clause("T42", "C039")
@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_each_box_refuses_a_secret_or_is_exempt(kind, name):
    longest = kind.base_fields[name].max_length or 100
    form = filled_in(kind, name, SECRET if longest >= len(SECRET) else "Qm4$vT8x")

    assert form.has_error(name, "secret") != bool(why_exempt(kind, name))


@pytest.mark.clause("T42")
@pytest.mark.parametrize(("kind", "name"), FIELDS)
def test_no_box_takes_an_honest_word_for_a_secret(kind, name):
    assert not filled_in(kind, name, "Agreed on Monday").has_error(name, "secret")


def test_what_was_typed_stays_beside_the_refusal():
    class Note(WrittenForm):
        note = forms.CharField(widget=forms.Textarea)
        made_later = forms.CharField()

    form = Note({"note": "pw: tulips", "made_later": "fine"})

    assert form.errors == {"note": [REFUSAL]}
    assert "pw: tulips" in form.as_div()


def test_boxes_added_while_a_form_is_made_are_looked_at_too():
    form = WrittenForm({"answer": "PIN 4821"})
    form.fields["answer"] = forms.CharField()

    assert form.has_error("answer", "secret")


@pytest.mark.parametrize("named", sorted(settings.FREE_TEXT_EXEMPT))
def test_each_exemption_is_of_something_that_exists_and_says_why(named):
    place, _, field = named.rpartition(".")
    kinds = [kind for kind in every_form() if place in ("*", f"{kind.__module__}.{kind.__qualname__}")]
    boxes = {name for kind in kinds for name in kind.base_fields}

    assert kinds, named
    assert "*" in field or field in boxes, named
    assert settings.FREE_TEXT_EXEMPT[named].endswith(".")


def test_addresses_choices_and_passwords_are_no_free_text():
    for field in (
        forms.EmailField(),
        forms.ChoiceField(),
        forms.CharField(widget=forms.PasswordInput),
    ):
        assert not is_free_text(field)
