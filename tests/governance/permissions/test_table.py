"""The table in the code is section 4b, cell by cell, and the page of roles is made from it."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from governance.people.roles import Role
from governance.permissions import conflicts, registry
from governance.permissions.table import Row

CLAUSES = Path(settings.BASE_DIR).parent / "shared" / "policies" / "CLAUSES.md"
# Section 4b has no column for the school office or the media lead.
PRINTED_ROLES = [role for role in Role if role not in (Role.OFF, Role.MED)]


def printed_rows():
    """Every row of section 4b as printed: its key, and the cell of each role."""
    text = CLAUSES.read_text().split("### 4b.")[1].split("### 4c.")[0]
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    heading = next(line for line in lines if line[0] == "#")
    for line in lines:
        if re.fullmatch(r"M\d\d", line[0]):
            cells = dict(zip(heading, line, strict=True))
            yield (
                line[0],
                line[1],
                {role: cells["HR/TRU" if role in ("HR", "TRU") else role] for role in PRINTED_ROLES},
            )


@pytest.mark.clause(*(f"M{number:02}" for number in range(1, 51)))
@pytest.mark.skipif(not CLAUSES.exists(), reason="the acceptance list is not beside this copy")
def test_every_cell_is_as_printed_and_every_row_declared_once():
    printed = {key: (name, cells) for key, name, cells in printed_rows()}

    declared = {
        key: (row.name, {role: row.text(role) for role in PRINTED_ROLES})
        for key, row in registry.ROWS.items()
        if "+" not in key
    }

    assert len(printed) == 50
    assert declared == printed


def test_every_action_reads_a_row_that_exists():
    assert {action.row for action in registry.ACTIONS.values()} <= set(registry.ROWS)


def test_every_printed_row_is_read_by_an_action():
    read = {action.row for action in registry.ACTIONS.values()}

    assert {key for key in registry.ROWS if "+" not in key} - read == set()


def test_every_bar_has_its_sentence():
    bars = {kind for action in registry.ACTIONS.values() for kind in action.bars}

    assert bars <= set(conflicts.SENTENCES)


def test_every_action_says_in_words_what_it_is():
    assert not [key for key, action in registry.ACTIONS.items() if not action.description]


def test_a_second_different_row_of_the_same_key_is_refused():
    with pytest.raises(ValueError, match="M47 is declared twice"):
        registry.declare([Row("M47", "Something else", HD="A")], [])


def test_the_page_of_roles_is_the_one_made_from_the_table():
    kept = (Path(settings.BASE_DIR) / "docs" / "roles.md").read_text()

    made = call_command("roles_page", "--print", stdout=StringIO())

    assert made == kept
