"""Inputs that more than one app needs: a date in three parts, a time as people write it, several files at once."""

from calendar import month_abbr, month_name
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

MONTHS = {name.lower(): number for names in (month_name, month_abbr) for number, name in enumerate(names) if name}
MONTHS["sept"] = 9
TIME_SHAPES = ("%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p")


class DateParts(forms.MultiWidget):
    """Day, month and year, each typed; a calendar to point at is slower for a date that one knows."""

    labels = ("Day", "Month", "Year")
    template_name = "gatepost/widgets/date_parts.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        widths = {"day": 2, "month": 2, "year": 4}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput({"inputmode": "numeric", "class": f"govuk-input--width-{width}"})
            for name, width in widths.items()
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return [None, None, None]
        if isinstance(value, date):
            return [value.day, value.month, value.year]
        return [None, None, None]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class DatePartsField(forms.Field):
    """A day in three inputs. Its errors say which part is wrong, so that the summary can lead there."""

    widget = DateParts
    default_error_messages: ClassVar = {
        "required": "Enter a date, such as 27 3 2027",
        "no_day": "The date must include a day",
        "no_month": "The date must include a month",
        "no_year": "The date must include a year",
        "bad_day": "The day must be a number from 1 to 31",
        "bad_month": "The month must be a number from 1 to 12, or its name",
        "bad_year": "The year must have four numbers",
        "unreal": "The date must be a real one",
    }
    PART_OF: ClassVar = {
        "no_day": 0,
        "no_month": 1,
        "no_year": 2,
        "bad_day": 0,
        "bad_month": 1,
        "bad_year": 2,
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str):
            value = DateParts().decompress(value)
        return self._from_parts([str(part or "").strip() for part in value])

    def _from_parts(self, parts: Sequence[str]) -> date | None:
        if not any(parts):
            return None
        wrong = [
            self._error(f"no_{name}") for name, part in zip(("day", "month", "year"), parts, strict=True) if not part
        ]
        if wrong:
            raise ValidationError(wrong)
        day, month, year = self._numbers(parts)
        try:
            return date(year, month, day)
        except ValueError:
            raise self._error("unreal") from None

    def _numbers(self, parts: Sequence[str]) -> tuple[int, int, int]:
        day, month, year = parts
        numbers = (_number(day), MONTHS.get(month.lower()) or _number(month), _number(year))
        limits = {"bad_day": (1, 31), "bad_month": (1, 12), "bad_year": (1000, 9999)}
        wrong = [
            self._error(code)
            for number, (code, (low, high)) in zip(numbers, limits.items(), strict=True)
            if not low <= number <= high
        ]
        if wrong:
            raise ValidationError(wrong)
        return numbers

    def _error(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0


class ClockTimeField(forms.TimeField):
    """A time as people write it: "2:30pm", "2pm", "14:30", "midday"."""

    widget = forms.TextInput
    default_error_messages: ClassVar = {
        "required": "Enter a time, such as 2:30pm",
        "invalid": "Enter a time, such as 2:30pm",
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"class": "govuk-input--width-5"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return value or None
        text = "".join(str(value).lower().split())
        if text in ("midday", "noon", "midnight"):
            return time(0 if text == "midnight" else 12)
        for shape in TIME_SHAPES:
            try:
                return datetime.strptime(text, shape).time()  # noqa: DTZ007  (a time of day alone)
            except ValueError:
                continue
        raise ValidationError(self.error_messages["invalid"], code="invalid")

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, time):
            return value
        return f"{value.hour % 12 or 12}:{value.minute:02d}{'pm' if value.hour >= 12 else 'am'}"


class SeveralFiles(forms.FileInput):
    """A file input that takes more than one."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Mapping[str, Any], name: str) -> list[Any]:
        if isinstance(files, MultiValueDict):
            return files.getlist(name)
        given = files.get(name)
        return [] if given is None else list(given) if isinstance(given, list | tuple) else [given]


class SeveralFilesField(forms.FileField):
    """Cleans to a list of uploaded files; each is checked as one file would be, and every error is told."""

    widget = SeveralFiles
    default_error_messages: ClassVar = {
        "required": "Choose at least one file",
        "too_many": "Choose at most %(limit)d files",
    }

    def __init__(self, *, limit: int | None = None, **options: Any) -> None:
        self.limit = limit
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = list(data or [])
        if not files:
            if self.required and not initial:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        if self.limit and len(files) > self.limit:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"limit": self.limit})
        return self._each(files)

    def _each(self, files: list[Any]) -> list[Any]:
        cleaned, wrong = [], []
        for file in files:
            try:
                cleaned.append(super().clean(file))
            except ValidationError as error:
                wrong += error.error_list
        if wrong:
            raise ValidationError(wrong)
        return cleaned

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and bool(data)
