"""What people write in forms is looked at for secrets, in one place for every form of the product (T42, C039)."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from django import forms
from django.conf import settings

from governance.kernel.secrets import REFUSAL, looks_like_secret


class WrittenForm(forms.Form):
    """A form whose free text holds no secret; what was typed stays in its box beside the refusal."""

    def full_clean(self) -> None:
        """After everything else: refuse what looks like a password, in each field that is not exempt."""
        super().full_clean()
        said: Mapping[str, Any] = getattr(self, "cleaned_data", {})
        for name, field in self.fields.items():
            text = said.get(name)
            if isinstance(text, str) and is_free_text(field) and not why_exempt(type(self), name):
                self._look_at(name, text)

    def _look_at(self, name: str, text: str) -> None:
        if looks_like_secret(text):
            self.add_error(name, forms.ValidationError(REFUSAL, code="secret"))


def is_free_text(field: forms.Field) -> bool:
    """Whether people write what they like in it: not an address, not a choice, not a password to sign in with."""
    if not isinstance(field, forms.CharField):
        return False
    return isinstance(field.widget, forms.Textarea) or getattr(field.widget, "input_type", "") == "text"


def why_exempt(form: type[forms.BaseForm], field: str) -> str:
    """Why a field is not looked at, from the one list in the settings; nothing where it is."""
    places = [
        f"{kind.__module__}.{kind.__qualname__}.{field}" for kind in form.__mro__ if issubclass(kind, forms.BaseForm)
    ]
    return next((why for named, why in settings.FREE_TEXT_EXEMPT.items() if _names(named, places)), "")


def _names(named: str, places: list[str]) -> bool:
    return any(fnmatchcase(place, named) for place in places)
