"""The verbs of the audit trail: record what was done, and prove that nothing was changed since (D01, T96)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.db.models import Exists, Func, OuterRef, TextField

from governance.audit.chains import Head, insert, locked_heads, move_heads
from governance.audit.models import AuditEvent, AuditHead, Chain
from governance.audit.rules import Break, link_hash, written_facts, written_time
from governance.kernel.errors import TooLate

NAME_LENGTH = 200
# The columns in the order in which `link_hash` takes them.
_HASHED = (
    "organisation_reference",
    "chain",
    "number",
    "written_at",
    "actor_reference",
    "actor_name",
    "acting_for_reference",
    "acting_for_name",
    "action",
    "thing_type",
    "thing_reference",
    "profile_version",
    "facts",
    "previous_hash",
)


class WrittenTime(Func):
    """An instant as `rules.written_time` writes it, made by the database: no Python date for each of a million rows."""

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps the text itself and leaves out a fraction of nought."""
        padded = "(%(expressions)s || CASE LENGTH(%(expressions)s) WHEN 19 THEN '.000000' ELSE '' END)"
        return self.as_sql(compiler, connection, template=padded, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """PostgreSQL writes the instant out in UTC to the microsecond."""
        written = "TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
        return self.as_sql(compiler, connection, template=written, **context)


class Actor(Protocol):
    """A person, or the product itself."""

    @property
    def reference(self) -> str:
        """The reference by which the actor is known."""

    @property
    def name(self) -> str:
        """The name as it is kept in the trail."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing done, before it has its place in a chain; facts hold references and statuses, never restricted text."""

    organisation_reference: str
    action: str
    thing_type: str
    thing_reference: str
    by: Actor
    facts: Mapping[str, Any] = field(default_factory=dict)
    profile_version: str = ""
    sealed: bool = False
    acting_for: Actor | None = None
    written: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse an entry by nobody, or with facts that cannot be written down, before anything is touched."""
        if self.by is None:
            raise ValueError("Somebody must have done it: name a person, or SYSTEM.")
        object.__setattr__(self, "written", written_facts(self.facts))

    @property
    def chain(self) -> str:
        """Restricted cases write only to the sealed chain (D06)."""
        return Chain.SEALED.value if self.sealed else Chain.OPEN.value


def record(
    *,
    organisation_reference: str,
    action: str,
    thing_type: str,
    thing_reference: str,
    by: Actor,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    profile_version: str = "",
    sealed: bool = False,
    acting_for: Actor | None = None,
) -> AuditEvent:
    """Add one event to the organisation's chain: three statements, in the caller's transaction (D01)."""
    entry = Entry(
        organisation_reference=organisation_reference,
        action=action,
        thing_type=thing_type,
        thing_reference=thing_reference,
        by=by,
        facts=facts or {},
        profile_version=profile_version,
        sealed=sealed,
        acting_for=acting_for,
    )
    return record_many([entry], now=now)[0]


def record_many(entries: Sequence[Entry], *, now: datetime) -> list[AuditEvent]:
    """Add many events, each behind the head of its chain; the answer keeps the order of the entries."""
    if not entries:
        return []
    chains: dict[tuple[str, str], list[int]] = {}
    for place, entry in enumerate(entries):
        chains.setdefault((entry.organisation_reference, entry.chain), []).append(place)
    with transaction.atomic(savepoint=False):
        added = _append({key: [entries[place] for place in places] for key, places in chains.items()}, now)
    events: dict[int, AuditEvent] = {}
    for key, places in chains.items():
        events.update(zip(places, added[key], strict=True))
    return [events[place] for place in range(len(entries))]


def _append(chains: dict[tuple[str, str], list[Entry]], now: datetime) -> dict[tuple[str, str], list[AuditEvent]]:
    """Take the heads, add the events behind them, and move the heads on if nobody else did."""
    # Chains are always taken in the same order, so that two bulk writers wait for each other and never in a ring.
    heads = locked_heads(sorted(chains))
    added = {head.key: list(_linked(head, chains[head.key], now)) for head in heads}
    insert([event for events in added.values() for event in events])
    if not move_heads([(head, added[head.key][-1].number, added[head.key][-1].hash) for head in heads]):
        raise TooLate
    return added


def _linked(head: Head, entries: Iterable[Entry], now: datetime) -> Iterator[AuditEvent]:
    previous, at = head.hash, written_time(now)
    for number, entry in enumerate(entries, start=head.number + 1):
        event = _event(entry, head, number, now)
        event.previous_hash = previous
        event.hash = previous = link_hash(
            event.organisation_reference,
            event.chain,
            number,
            at,
            event.actor_reference,
            event.actor_name,
            event.acting_for_reference,
            event.acting_for_name,
            event.action,
            event.thing_type,
            event.thing_reference,
            event.profile_version,
            event.facts,
            event.previous_hash,
        )
        yield event


def _event(entry: Entry, head: Head, number: int, now: datetime) -> AuditEvent:
    return AuditEvent(
        organisation_reference=head.organisation_reference,
        chain=head.chain,
        number=number,
        at=now,
        actor_reference=entry.by.reference,
        actor_name=entry.by.name[:NAME_LENGTH],
        acting_for_reference=entry.acting_for.reference if entry.acting_for else "",
        acting_for_name=entry.acting_for.name[:NAME_LENGTH] if entry.acting_for else "",
        action=str(entry.action),
        thing_type=entry.thing_type,
        thing_reference=entry.thing_reference,
        profile_version=entry.profile_version,
        facts=entry.written,
    )


def verify(organisation_reference: str | None = None) -> list[Break]:
    """Walk every chain from its first event to its head and name the first link of each that does not hold."""
    scope = {} if organisation_reference is None else {"organisation_reference": organisation_reference}
    heads = {(head.organisation_reference, head.chain): head for head in AuditHead.objects.filter(**scope)}
    breaks = {(found.organisation_reference, found.chain): found for found in _broken_links(heads, scope)}
    for found in _beyond_heads(scope):
        breaks.setdefault((found.organisation_reference, found.chain), found)
    return [breaks[key] for key in sorted(breaks)]


def _broken_links(heads: dict[tuple[str, str], AuditHead], scope: dict[str, str]) -> Iterator[Break]:
    """One pass over the events in the order of their chains, up to the heads read before the pass began."""
    reached: dict[tuple[str, str], tuple[int, str]] = {}
    key, number, previous, last = ("", ""), 0, "", 0
    for row in _rows(scope):
        if row[0] != key[0] or row[1] != key[1]:
            reached[key] = number, previous
            key, number, previous = (row[0], row[1]), 0, ""
            last = heads[key].number if key in heads else 0
        if number < 0 or number >= last:
            continue
        why = _fault(row, number + 1, previous)
        if why:
            yield Break(*key, number + 1, why)
            number = -1
        else:
            number, previous = row[2], row[14]
    reached[key] = number, previous
    for key, head in heads.items():
        number, previous = reached.get(key, (0, ""))
        if 0 <= number < head.number:
            yield Break(*key, number + 1, f"the chain ends here, but {head.number} events were recorded.")
        elif number == head.number and previous != head.hash:
            yield Break(*key, number, "the head of the chain does not match its last event.")


def _fault(row: tuple[Any, ...], expected: int, previous: str) -> str:
    """What is wrong with this link, or nothing."""
    if row[2] != expected:
        return "the event is missing."
    if row[13] != previous:
        return "the event does not follow from the one before it."
    if link_hash(*row[:14]) != row[14]:
        return "the event was changed after it was recorded."
    return ""


def _rows(scope: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    """The events as plain rows, streamed; the time as the text that was hashed."""
    events = AuditEvent.objects.filter(**scope).order_by("organisation_reference", "chain", "number")
    events = events.annotate(written_at=WrittenTime("at", output_field=TextField()))
    return events.values_list(*_HASHED, "hash").iterator(chunk_size=2000)


def _beyond_heads(scope: dict[str, str]) -> Iterator[Break]:
    """Events that no head vouches for, found in one statement so that a writer at work is not mistaken for one."""
    head = AuditHead.objects.filter(
        organisation_reference=OuterRef("organisation_reference"),
        chain=OuterRef("chain"),
        number__gte=OuterRef("number"),
    )
    strays = AuditEvent.objects.filter(~Exists(head), **scope).order_by("organisation_reference", "chain", "-number")
    for found in strays.values_list("organisation_reference", "chain", "number").iterator():
        yield Break(*found, "the event stands beyond the head of its chain.")
