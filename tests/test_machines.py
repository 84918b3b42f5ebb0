"""Every transition table of the product: drawn in its app's README, asking real actions, and with no dead end."""

from pathlib import Path

import pytest

from governance.permissions.registry import ACTIONS
from governance.workflow.machine import SYSTEM_ACTION, Machine
from tests.transitions import declared_machines

ROOT = Path(__file__).resolve().parents[1]
MACHINES = [pytest.param(app, machine, id=machine.key) for app, machine in declared_machines()]


def test_there_are_machines_to_look_at():
    assert len(MACHINES) > 3


def test_no_two_machines_share_a_key():
    keys = [machine.key for _, machine in declared_machines()]

    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("app", "machine"), MACHINES)
def test_readme_draws_the_table_as_it_is(app: str, machine: Machine):
    readme = (ROOT / app / "README.md").read_text(encoding="utf-8")

    assert machine.diagram() in readme, f"Copy this into {app}/README.md:\n{machine.diagram()}"


@pytest.mark.parametrize(("app", "machine"), MACHINES)
def test_every_arrow_asks_a_declared_action(app: str, machine: Machine):
    strangers = {arrow.action for arrow in machine.transitions} - set(ACTIONS) - {SYSTEM_ACTION}

    assert strangers == set()


@pytest.mark.parametrize(("app", "machine"), MACHINES)
def test_what_has_no_way_out_is_final(app: str, machine: Machine):
    dead_ends = {status for status in machine.statuses.values if not machine.from_status(status)}

    assert dead_ends == set(machine.final)


@pytest.mark.parametrize(("app", "machine"), MACHINES)
def test_every_status_can_be_reached(app: str, machine: Machine):
    reached = {machine.initial, *(arrow.target for arrow in machine.transitions)}

    assert set(machine.statuses.values) == reached


@pytest.mark.parametrize(("app", "machine"), MACHINES)
def test_no_status_has_two_arrows_of_one_name(app: str, machine: Machine):
    pairs = [(arrow.name, source) for arrow in machine.transitions for source in arrow.sources]

    assert len(pairs) == len(set(pairs))
