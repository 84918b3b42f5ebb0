"""The links of the audit chain: how an event is written down for hashing, and what a broken link is called (D01)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

# Where an event belongs to no organisation: sign-ins, sweeps, the installation's own settings.
INSTALLATION = "installation"


@dataclass(frozen=True)
class Break:
    """The first link of a chain that does not hold, and why."""

    organisation_reference: str
    chain: str
    number: int
    why: str

    def __str__(self) -> str:
        return f"{self.organisation_reference}, {self.chain} chain, event {self.number}: {self.why}"


def written_time(at: datetime) -> str:
    """The instant in UTC to the microsecond, without an offset: the text both databases can give back for it."""
    if at.tzinfo is None:
        raise ValueError("An audit event needs a time with its time zone.")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def written_facts(facts: Mapping[str, Any] | None) -> str:
    """The facts as canonical JSON: dates as ISO text, keys in order; anything else that is not JSON is refused."""
    return json.dumps(
        dict(facts or {}), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False, default=_plain
    )


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A fact of an audit event must be plain text, numbers, dates or lists of them, not {value!r}.")


def link_hash(
    organisation_reference: str,
    chain: str,
    number: int,
    at: str,
    actor_reference: str,
    actor_name: str,
    acting_for_reference: str,
    acting_for_name: str,
    action: str,
    thing_type: str,
    thing_reference: str,
    profile_version: str,
    facts: str,
    previous_hash: str,
) -> str:
    """The hash of one event and of the hash before it; every field carries its length, so none can lend to the next."""
    return sha256(
        (
            f"{len(organisation_reference)}:{organisation_reference}{len(chain)}:{chain}{number}:{len(at)}:{at}"
            f"{len(actor_reference)}:{actor_reference}{len(actor_name)}:{actor_name}"
            f"{len(acting_for_reference)}:{acting_for_reference}{len(acting_for_name)}:{acting_for_name}"
            f"{len(action)}:{action}{len(thing_type)}:{thing_type}{len(thing_reference)}:{thing_reference}"
            f"{len(profile_version)}:{profile_version}{len(facts)}:{facts}{previous_hash}"
        ).encode()
    ).hexdigest()
