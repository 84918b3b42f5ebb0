"""What is asked about each picture of a draft."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.models import ImageDevice
from accounts.rules.devices import DeviceStatus
from governance.kernel.dates import long_date
from governance.pages.widgets import DatePartsField
from posts.models import Media
from posts.rules.words import PICTURES_AT_MOST
from posts.services.drafts import PictureInput

QUESTIONS = ("kind", "alt", "caption", "visible", "device", "taken", "place")


def fields_for(picture: Media, devices: tuple[ImageDevice, ...]) -> dict[str, forms.Field]:
    """The questions about one picture, by names that carry its reference."""
    offered = {str(one.pk): _named(one) for one in sorted(devices, key=_is_withdrawn)}
    if picture.device:
        offered.setdefault(str(picture.device_id), _named(picture.device))
    asked: dict[str, forms.Field] = {
        "kind": forms.ChoiceField(label="What is it?", choices=Media.Kind.choices, initial=picture.kind),
        "alt": forms.CharField(
            label="Alternative text",
            required=False,
            max_length=500,
            initial=picture.alternative_text,
            help_text="What somebody who cannot see it should hear. No names.",
        ),
        "caption": forms.CharField(label="Caption", required=False, max_length=300, initial=picture.caption),
        "visible": forms.IntegerField(
            label="How many pupils can be seen?",
            required=False,
            min_value=0,
            max_value=999,
            initial=picture.pupils_visible,
        ),
        "device": forms.ChoiceField(
            label="Taken with",
            required=False,
            choices=[("", "Choose a device"), *offered.items()],
            initial=str(picture.device_id or ""),
        ),
        "taken": DatePartsField(
            label="Taken on", required=False, initial=picture.taken_on, help_text=_hint_of_day(picture)
        ),
        "place": forms.IntegerField(
            label="Place in the post", min_value=1, max_value=PICTURES_AT_MOST, initial=picture.position
        ),
    }
    for name in ("alt", "visible", "device", "taken"):
        asked[name].mark_optional = False  # type: ignore[attr-defined]
    for name in ("visible", "place"):
        asked[name].widget.attrs["class"] = "govuk-input--width-3"
    return {f"{name}_{picture.reference}": field for name, field in asked.items()}


def _is_withdrawn(device: ImageDevice) -> bool:
    return device.status == DeviceStatus.WITHDRAWN


def _named(device: ImageDevice) -> str:
    """A withdrawn device may still be named: what counts is the day of the picture (T33)."""
    return f"{device}, withdrawn" if _is_withdrawn(device) else str(device)


def _hint_of_day(picture: Media) -> str:
    if picture.camera_day:
        return f"The file says {long_date(picture.camera_day)}."
    return "The file does not say. For example, 27 9 2026"


def said_of(picture: Media, said: Mapping[str, Any]) -> PictureInput:
    """What was answered about one picture."""
    answers = {name: said.get(f"{name}_{picture.reference}") for name in QUESTIONS}
    return PictureInput(
        kind=answers["kind"] or picture.kind,
        alternative_text=answers["alt"] or "",
        caption=answers["caption"] or "",
        position=answers["place"] or picture.position,
        pupils_visible=answers["visible"],
        device_id=int(answers["device"]) if answers["device"] else None,
        taken_on=answers["taken"],
    )
