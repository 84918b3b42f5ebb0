"""Who has to read a document that is neither the policy nor the terms: Prevent guidance above all (C021)."""

from collections.abc import Sequence

from django.db import models


class Readers(models.TextChoices):
    """Of whom a document has to be read."""

    EVERYBODY = "everybody", "Everybody the policies cover, paid or not"
    TEACHING = "teaching", "Teachers and teaching assistants"
    KINDS = "kinds", "Those who are here in a certain way"


# Where the box "teaches pupils" was not ticked for somebody who assists in class.
ASSISTANTS = "teaching assistant"


def as_sentence(readers: str, kinds: Sequence[str]) -> str:
    """Who has to read it, in words."""
    if readers == Readers.KINDS:
        return f"Those who are here as: {', '.join(kinds).lower()}"
    return str(Readers(readers).label)
