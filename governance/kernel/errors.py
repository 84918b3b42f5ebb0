"""Refusals: every no the product says, carrying sentences that people read as they stand."""

from collections.abc import Iterable


class Refused(Exception):
    """The request cannot be done now; every reason at once, in words a teacher would use."""

    def __init__(self, reasons: str | Iterable[str]) -> None:
        self.reasons: list[str] = [reasons] if isinstance(reasons, str) else list(reasons)
        super().__init__(" ".join(self.reasons))


class NotAllowed(Refused):
    """This person may not do this (a missing right or a conflict of interest): answered with 403."""


class NotFoundHere(Refused):
    """Nothing of that name for this person: another school's record or a restricted one, answered with 404 (D04, D06)."""

    def __init__(self, reasons: str | Iterable[str] = "There is nothing here by that name.") -> None:
        super().__init__(reasons)


class TooLate(Refused):
    """Somebody else changed the record first: the second decision loses, kindly."""

    def __init__(
        self, reasons: str | Iterable[str] = "Someone else got there first. Look at what they decided."
    ) -> None:
        super().__init__(reasons)
