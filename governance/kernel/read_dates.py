"""Dates in the shapes that school systems write them, the day always before the month."""

import re
from datetime import date, datetime

SHAPES = ("%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%d/%m/%y", "%d %b %y", "%Y%m%d")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$")
_YEAR_FIRST = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")


def read_date(text: str, today: date) -> date | None:
    """The day, or nothing when the text is no date; a two-figure year is the last one that has come."""
    tidy = _tidy(text)
    for shape in SHAPES:
        try:
            day = datetime.strptime(tidy, shape).date()  # noqa: DTZ007  (a day alone)
        except ValueError:
            continue
        if "%y" in shape and day.year > today.year + 1:
            day = day.replace(year=day.year - 100)
        return day if 1900 <= day.year <= today.year + 20 else None
    return None


def _tidy(text: str) -> str:
    """One separator for figures, one space for words, no time of day, no "5th"."""
    plain = _TIME.sub("", text.strip())
    if _YEAR_FIRST.match(plain):
        return re.sub(r"[/.]", "-", plain)
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", plain, flags=re.IGNORECASE)
    if re.search(r"[A-Za-z]", plain):
        return re.sub(r"[\s,./-]+", " ", plain).replace("Sept ", "Sep ").strip()
    return re.sub(r"[.-]", "/", plain)
