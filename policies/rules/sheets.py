"""What one school asks of its staff on one sheet, as it is shown, signed and kept (C011, C015, C052, C203)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import models

from policies.rules.conduct import ABOUT_OWN, OWN, STATED, USUAL, Expectation

NO_CHANNEL = "No channel is agreed yet, so none may be used."
CHANNELS = "Channels agreed for contact"
CHANGED = "What is asked of you has changed while you were reading. Read it again before you sign."
THERE_ALREADY = "That channel is agreed already for the same people. Take the old one off the list first."


class With(models.TextChoices):
    """With whom a channel may be used."""

    PUPILS = "pupils", "Pupils"
    PARENTS = "parents", "Parents"
    BOTH = "both", "Pupils and parents"


@dataclass(frozen=True)
class Channel:
    """One agreed way to contact pupils or parents, with what was agreed about its use."""

    name: str
    audience: str
    protocol: str

    def __str__(self) -> str:
        return f"{self.name} ({self.audience}): {self.protocol}"


@dataclass(frozen=True)
class Sheet:
    """Everything one place asks: from its policy, from its own settings, and by which channels people are contacted."""

    place: str
    expectations: Sequence[Expectation]
    channels: Sequence[Channel]

    @property
    def stated(self) -> list[Expectation]:
        """What the policy itself says."""
        return [one for one in self.expectations if one.stated]

    @property
    def own(self) -> list[Expectation]:
        """What the school has set where its policy says nothing, or something else."""
        return [one for one in self.expectations if not one.stated and not one.usual]

    @property
    def usual(self) -> list[Expectation]:
        """What holds as it usually does, since neither the policy nor the school has said anything."""
        return [one for one in self.expectations if one.usual]

    @property
    def text(self) -> str:
        """The sheet in words, as a signature holds it."""
        lines = [f"What {self.place} asks of you"]
        for title, several in ((STATED, self.stated), (f"{OWN}. {ABOUT_OWN}", self.own), (USUAL, self.usual)):
            lines += ["", title, *(_line(one) for one in several)] if several else []
        lines += ["", CHANNELS, *([f"- {one}" for one in self.channels] or [f"- {NO_CHANNEL}"])]
        return "\n".join(lines)

    @property
    def digest(self) -> str:
        """The fingerprint of the sheet's words."""
        return sha256(self.text.encode()).hexdigest()


def _line(one: Expectation) -> str:
    return f"- {one.topic}. {one.strength}: {one.sentence} ({one.source})"


def mark_of(shown: Iterable[tuple[str, str]]) -> str:
    """What somebody had before them: a fingerprint over each sheet and the notice of monitoring shown with it."""
    return sha256("\n".join(f"{digest} {notice}" for digest, notice in shown).encode()).hexdigest()[:32]
