"""What is asked about each picture of a draft."""

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.models import ImageDevice
from posts.models import Media
from posts.rules.words import PICTURES_AT_MOST
from posts.services.drafts import PictureInput

QUESTIONS = ("kind", "alt", "caption", "visible", "device", "place")


def fields_for(picture: Media, devices: tuple[ImageDevice, ...]) -> dict[str, forms.Field]:
    """The questions about one picture, by names that carry its reference."""
    offered = {str(one.pk): str(one) for one in devices}
    if picture.device:
        offered.setdefault(str(picture.device_id), str(picture.device))
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
        "place": forms.IntegerField(
            label="Place in the post", min_value=1, max_value=PICTURES_AT_MOST, initial=picture.position
        ),
    }
    for name in ("alt", "visible", "device"):
        asked[name].mark_optional = False  # type: ignore[attr-defined]
    for name in ("visible", "place"):
        asked[name].widget.attrs["class"] = "govuk-input--width-3"
    return {f"{name}_{picture.reference}": field for name, field in asked.items()}


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
    )
