"""The drawing of a deputy's period is the table the services follow (S29)."""

from pathlib import Path

import pytest
from django.conf import settings

from governance.people.models import Deputy
from governance.people.rules import PERIOD_ARROWS
from governance.workflow.machine import Machine, Transition


@pytest.mark.clause("S29")
def test_the_drawing_in_the_readme_is_the_table():
    arrows = tuple(
        Transition(verb, sources, target, "deputies.make") for verb, (sources, target) in PERIOD_ARROWS.items()
    )
    machine = Machine("S29", "deputy period", Deputy.Status, "planned", arrows, final=("ended",))

    assert machine.diagram() in (Path(settings.BASE_DIR) / "governance" / "permissions" / "README.md").read_text()
