"""What the gate looks at, read at one instant."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that stands in the way: the field beside which it is shown, and a sentence a teacher would use."""

    field: str
    sentence: str


@dataclass(frozen=True)
class TargetFacts:
    """What is known of one account at this moment."""

    key: int
    name: str
    obstacles: tuple[str, ...] = ()


@dataclass(frozen=True)
class MediaFacts:
    """What is known of one picture."""

    reference: str
    position: int
    shows_people: bool
    needs_device: bool
    alternative_text: str
    pupils_visible: int | None = None
    device_obstacles: tuple[str, ...] = ()
    # What is wrong with the day on which it is said to be taken.
    day_obstacle: str = ""


@dataclass(frozen=True)
class PupilFacts:
    """What is known of one pupil ticked as shown: on which accounts the ruling says no, and the conditions of a yes."""

    reference: str
    name: str
    refused_on: tuple[int, ...] = ()
    conditions: tuple[str, ...] = ()
    conditions_met: bool = False


@dataclass(frozen=True)
class Facts:
    """Everything the gate looks at, read at one instant."""

    text: str
    category: str
    categories: Mapping[str, str]
    checklist_ticked: bool
    regime: str
    no_identifiable: bool
    targets: tuple[TargetFacts, ...] = ()
    media: tuple[MediaFacts, ...] = ()
    pupils: tuple[PupilFacts, ...] = ()
    naming: tuple[tuple[str, str], ...] = ()
    content_hash: str = ""
    # What was approved; empty until somebody has approved it.
    approved_hash: str = ""
    # Something sensitive about a pupil: whether the post says any, what was agreed, and whether the school posts such (P48).
    sensitive: bool = False
    extra_consent: str = ""
    sensitive_allowed: bool = False
