"""The wording checklist as one statement that lists every criterion and is ticked once (C061, P14, P45, section 9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NO_EXTRA_DETAIL = (
    "nothing in the words or pictures gives away more about a pupil than is meant (address, timetable, health)"
)
DRESS = "everybody shown is suitably dressed"
RIGHTS = "the school made the words and pictures, or has permission to use them"


@dataclass(frozen=True)
class Checklist:
    """What is ticked, and the sentence above the list."""

    opening: str
    criteria: tuple[str, ...]

    @property
    def opening_line(self) -> str:
        """The sentence beside the tick; the criteria stand above it."""
        return f"{self.opening} every line of the list is true of it"

    @property
    def statement(self) -> str:
        """The whole as it is signed."""
        return f"{self.opening}: " + "; ".join(self.criteria) + "."


def criteria_of(wording: Sequence[str], *, dress: bool, has_pictures: bool) -> tuple[str, ...]:
    """The school's wording criteria, and what every post with a picture has to answer besides (F7)."""
    extra: Iterable[str] = (NO_EXTRA_DETAIL, RIGHTS, *((DRESS,) if dress and has_pictures else ()))
    return (*wording, *extra)


def author_checklist(criteria: tuple[str, ...]) -> Checklist:
    """What the author ticks before submitting."""
    return Checklist("I have read this post through and", criteria)


def approver_checklist(criteria: tuple[str, ...]) -> Checklist:
    """What the approver ticks once and signs (D08)."""
    return Checklist("I approve this post as it stands here, and", criteria)
