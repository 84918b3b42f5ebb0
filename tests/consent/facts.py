"""Short ways of writing facts, answers and wishes in tests of the rules."""

from datetime import UTC, date, datetime
from itertools import count

from consent.rules.facts import Facts, Said, Use, Wish

MON = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
START = datetime(2026, 8, 31, 23, 0, tzinfo=UTC)  # midnight in London on 1 September
TODAY = date(2026, 10, 5)
IMAGE = Use("image", "account", 1)
VIDEO = Use("video", "account", 1)
_ids = count(1)


def said(value="given", use=IMAGE, **changes):
    """An answer of a mother with parental responsibility, in force since the year began."""
    basic = {
        "id": next(_ids),
        "kind": use.kind,
        "channel": use.channel,
        "account_id": use.account_id,
        "value": value,
        "conditions": "No close-ups" if value == "conditions" else "",
        "person_key": "contact:1",
        "standing": "responsible",
        "regime": "opt-in",
        "received_at": START,
        "effective_from": START,
        "status": value,
        "ended_at": None,
    }
    return Said(**{**basic, **changes})


def pupil_said(value="given", use=IMAGE, **changes):
    """The pupil's own answer."""
    return said(value, use, person_key="pupil", standing="pupil", **changes)


def wish(**changes):
    """The mother's letter of Friday, covering everything."""
    basic = {
        "person_key": "contact:1",
        "standing": "responsible",
        "kinds": (),
        "channels": (),
        "account_ids": (),
        "conditions": "",
        "academic_year": 2026,
        "this_year_only": False,
        "received_at": datetime(2026, 10, 2, 14, 0, tzinfo=UTC),
        "settled_at": None,
    }
    return Wish(**{**basic, **changes})


def facts(*answers, **changes):
    """A pupil on roll in the year 2026 to 2027 at a school that asks parents."""
    return Facts(**{"pupil_id": 1, "academic_year": 2026, "answers": answers, **changes})
