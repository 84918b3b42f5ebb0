"""Every arrow against every status, read from a machine's own table, for the tests of each app."""

from collections.abc import Iterator

from django.apps import apps

from governance.workflow.machine import Machine, Transition


def every_transition(machine: Machine) -> list[tuple[str, str, Transition | None]]:
    """Each name of an arrow with each status: the arrow that leads on from there, or None where there is none."""
    return [
        (name, status, machine.arrow(name, status)) for name in machine.by_name for status in machine.statuses.values
    ]


def wrong_pairs(machine: Machine) -> list[tuple[str, str]]:
    """The pairs that must be refused whoever asks: for `@pytest.mark.parametrize(("name", "status"), ...)`."""
    return [(name, status) for name, status, arrow in every_transition(machine) if arrow is None]


def right_pairs(machine: Machine) -> list[tuple[str, str]]:
    """The pairs that an arrow of the table allows."""
    return [(name, status) for name, status, arrow in every_transition(machine) if arrow is not None]


def declared_machines() -> Iterator[tuple[str, Machine]]:
    """Every machine of every installed model, with the app it belongs to."""
    for model in apps.get_models():
        machine = getattr(model, "MACHINE", None)
        if isinstance(machine, Machine):
            yield model._meta.app_config.name, machine
