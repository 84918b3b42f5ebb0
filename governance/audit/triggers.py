"""What the database itself refuses: no audit event changed or removed, no head moved back, no approved profile edited.

Flushing a test database empties every table, which these triggers refuse too; tests take them off for that moment
with `remove` and put them back with `install`. Nothing in the product calls `remove`.
"""

from typing import Protocol

EVENTS = "governance_auditevent"
HEADS = "governance_audithead"
VERSIONS = "governance_profileversion"

KEPT = "An audit event is never changed or removed."
FORWARD = "The head of an audit chain only moves forward."
SETTLED = "An approved profile version is never edited; make another."


class Cursor(Protocol):
    """What runs a statement."""

    def execute(self, sql: str) -> object:
        """Run it."""


HEAD_GOES_BACK = (
    "NEW.number <= OLD.number OR NEW.organisation_reference <> OLD.organisation_reference OR NEW.chain <> OLD.chain"
)
VERSION_EDITED = "OLD.approved_at IS NOT NULL"

# (name, moment, table, condition, sentence)
_RULES = (
    ("audit_event_update", "UPDATE", EVENTS, "", KEPT),
    ("audit_event_delete", "DELETE", EVENTS, "", KEPT),
    ("audit_head_update", "UPDATE", HEADS, HEAD_GOES_BACK, FORWARD),
    ("audit_head_delete", "DELETE", HEADS, "", FORWARD),
    ("profile_version_update", "UPDATE", VERSIONS, VERSION_EDITED, SETTLED),
    ("profile_version_delete", "DELETE", VERSIONS, VERSION_EDITED, SETTLED),
)
_TRUNCATED = (
    ("audit_event_truncate", EVENTS, KEPT),
    ("audit_head_truncate", HEADS, FORWARD),
    ("profile_version_truncate", VERSIONS, SETTLED),
)


def install(cursor: Cursor, vendor: str) -> None:
    """Put every trigger in its place."""
    for statement in _installing(vendor):
        cursor.execute(statement)


def remove(cursor: Cursor, vendor: str) -> None:
    """Take every trigger off: for a migration going back, and for emptying a test database."""
    names = [(name, table) for name, _, table, _, _ in _RULES]
    if vendor == "postgresql":
        names += [(name, table) for name, table, _ in _TRUNCATED]
    for name, table in names:
        on_table = f" ON {table}" if vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def _installing(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [_refusing_function(), *(_on_postgresql(*rule) for rule in _RULES), *map(_on_truncate, range(3))]
    return [_on_sqlite(*rule) for rule in _RULES]


def _on_sqlite(name: str, moment: str, table: str, condition: str, sentence: str) -> str:
    when = f" WHEN {condition}" if condition else ""
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {moment} ON {table}{when} "
        f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _refusing_function() -> str:
    return (
        "CREATE OR REPLACE FUNCTION gatepost_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )


def _on_postgresql(name: str, moment: str, table: str, condition: str, sentence: str) -> str:
    when = f" WHEN ({condition})" if condition else ""
    return (
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW{when} "
        f"EXECUTE FUNCTION gatepost_refuse('{sentence}')"
    )


def _on_truncate(place: int) -> str:
    name, table, sentence = _TRUNCATED[place]
    return (
        f"CREATE OR REPLACE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
        f"EXECUTE FUNCTION gatepost_refuse('{sentence}')"
    )
