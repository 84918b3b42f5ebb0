"""References: the short random names by which records are known in addresses, letters and telephone calls."""

import secrets
from typing import Any

from django.db import models

# No vowels and no 0, 1, I, L, O, U: nothing rude is spelt and nothing is misread over the telephone.
ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def new_reference(prefix: str) -> str:
    """A fresh reference such as "PO-7K3M9QXD2B": random, so that no gap in a sequence tells of a hidden record (D06)."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(LENGTH))}"


class ReferenceField(models.CharField):
    """A unique reference with the noun's two-letter prefix, set before the row is first saved."""

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        kwargs.update(max_length=len(prefix) + 1 + LENGTH, unique=True, editable=False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """What a migration needs to build the field again."""
        name, path, args, kwargs = super().deconstruct()
        for settled in ("max_length", "unique", "editable"):
            kwargs.pop(settled, None)
        return name, path, args, {**kwargs, "prefix": self.prefix}

    def get_default(self) -> str:
        """A reference of its own for every new row, bulk rows included."""
        return new_reference(self.prefix)
