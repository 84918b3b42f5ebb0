"""The one page of roles and actions, written from the table (`docs/roles.md`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from governance.people.roles import DERIVED, Role
from governance.permissions.table import Action, Row

INTRODUCTION = """# Roles and actions

Made by `manage.py roles_page` from what each app declares in its `access.py`; a test compares this page with the table,
and the table with the acceptance list. Nothing else decides who may do what.

A approve or decide. D do or create. V see. v see a limited part. O own records only. N told. X must not learn that it
exists. A dot, no access. Where a policy profile names the deciders, the action says by which setting.
"""

WHO: Mapping[Role, str] = {
    Role.HD: "Heads the school, federation or trust; decides what nobody else is named for.",
    Role.HOS: "Heads one school of a federation.",
    Role.SLT: "Considers applications and controversial content.",
    Role.COM: "Runs the accounts day by day; titles differ by school.",
    Role.PST: "May post to an account: by an authorisation, never by a grant.",
    Role.STF: "Every adult at work here but governors: by an engagement in force, never by a grant.",
    Role.ICT: "Looks after computers and the filter.",
    Role.OSO: "Watches over safety online and approves devices.",
    Role.DSL: "Leads on safeguarding.",
    Role.DPO: "Keeps and audits consent; handles breaches.",
    Role.CHR: "Chairs the governors; decides what the head may not.",
    Role.GOV: "Sits on the governing board.",
    Role.TRU: "Acts for the trust.",
    Role.HR: "The trust's human resources.",
    Role.MED: "Speaks to journalists.",
    Role.OFF: "Enters what paper brings; sees no cases.",
    Role.PAR: "A parent or carer: by a child at the school.",
    Role.PUP: "A pupil.",
    Role.SYS: "Runs the server; opens no case and no register.",
}


@dataclass(frozen=True)
class Chapter:
    """What one app declares."""

    name: str
    rows: tuple[Row, ...]
    actions: tuple[Action, ...]


def page(chapters: Iterable[Chapter]) -> str:
    """The whole page: the roles, then a chapter an app."""
    return "\n".join([INTRODUCTION, *_roles(), *(line for chapter in chapters for line in _chapter(chapter))]) + "\n"


def _roles() -> Iterator[str]:
    yield from ("## Roles", "", "| Code | Role | Who | Granted |", "| --- | --- | --- | --- |")
    for role in Role:
        yield f"| {role} | {role.label} | {WHO[role]} | {'never by hand' if role in DERIVED else 'by M47'} |"
    yield ""


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from (f"## {chapter.name}", "")
    yield f"| Row | What | {' | '.join(Role)} |"
    yield f"| --- | --- |{' --- |' * len(Role)}"
    for row in chapter.rows:
        yield f"| {row.key} | {row.name} | {' | '.join(row.text(role) for role in Role)} |"
    yield from (
        "",
        "| Action | What it is | Row | Needs | Who decides | May not |",
        "| --- | --- | --- | --- | --- | --- |",
    )
    for action in chapter.actions:
        yield f"| `{action.key}` | {action.description} | {action.row} | {action.needs} | {_deciders(action)} | {_bars(action)} |"
    yield ""


def _deciders(action: Action) -> str:
    words = [f"profile {action.decider_setting}"] if action.decider_setting else []
    words += [f"also {', '.join(action.fallback)}"] if action.fallback else []
    words += [f"if nobody else can, {', '.join(action.last_resort)}"] if action.last_resort else []
    words += [f"{', '.join(action.own_only_roles)} only their own"] if action.own_only_roles else []
    words += ["schools below too"] if action.reaches_up else []
    return "; ".join(words)


def _bars(action: Action) -> str:
    return ", ".join(action.bars)
