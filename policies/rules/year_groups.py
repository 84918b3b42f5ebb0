"""Year groups as registers write them ("4", "Year 4", "R", "Reception"), in the order in which pupils pass through them."""

import re

BEFORE_YEAR_ONE = {"nursery": -1, "n": -1, "n1": -2, "n2": -1, "reception": 0, "r": 0, "0": 0}
WORDS_BEFORE_YEAR_ONE = {"n": "Nursery", "r": "Reception", "0": "Reception"}
LAST = 99
_NUMBER = re.compile(r"\d+")


def place_of(year_group: str) -> tuple[int, str]:
    """Where the year group stands among the others; one without a number comes last, by its name."""
    known = BEFORE_YEAR_ONE.get(year_group.strip().lower())
    number = _NUMBER.search(year_group)
    return (known if known is not None else int(number[0]) if number else LAST, year_group)


def label_of(year_group: str) -> str:
    """The year group as a page says it: "Year 4" where the register has only the number."""
    text = year_group.strip()
    if text.isascii() and text.isdigit() and int(text):
        return f"Year {int(text)}"
    return WORDS_BEFORE_YEAR_ONE.get(text.lower(), text)
