"""When a step comes, in words."""

from datetime import timedelta


def span(days: int, hours: int, sort: str = "") -> str:
    """So many days or hours."""
    count, noun = (days, "day") if days else (hours, "hour")
    return f"{count} {sort}{noun}{'' if count == 1 else 's'}"


def then(every: timedelta | None) -> str:
    """How often it comes again, if it does."""
    return f", then every {span(every.days, every.seconds // 3600).removeprefix('1 ')}" if every else ""
