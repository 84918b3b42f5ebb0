"""The colour of a status, by what it asks of the reader: blue waits, yellow is held, red has to go, grey is over."""

from collections.abc import Mapping

POST: Mapping[str, str] = {
    "draft": "grey",
    "submitted": "blue",
    "changes-asked": "blue",
    "approved": "green",
    "scheduled": "blue",
    "held": "yellow",
    "publishing": "blue",
    "published": "green",
    "edited-pending": "yellow",
    "takedown-open": "red",
    "removed": "grey",
    "rejected": "red",
    "abandoned": "grey",
}
TARGET: Mapping[str, str] = {"waiting": "grey", "publishing": "blue", "published": "green", "removed": "grey"}
TAKEDOWN: Mapping[str, str] = {
    "opened": "red",
    "in-progress": "red",
    "removed": "blue",
    "confirmed": "green",
    "not-practicable-asked": "yellow",
    "not-practicable": "grey",
    "reopened": "red",
}
