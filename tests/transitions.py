"""Every arrow against every status, read from a machine's own table, for the tests of each app."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.apps import apps

from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, NotFoundHere, TooLate
from governance.workflow.machine import SYSTEM_ACTION, Machine, Transition

# Makes a record in a status; follows an arrow with whatever it needs, as somebody.
Make = Callable[[str], Any]
Follow = Callable[[Any, str, Any], object]


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


def stored(thing: Any) -> str:
    """Where it stands in the database."""
    return str(type(thing).objects.values_list("status", flat=True).get(pk=thing.pk))


def assert_missing_arrows_are_refused(machine: Machine, make: Make, follow: Follow, people: Mapping[str, Any]) -> None:
    """Nobody, nor the product, moves a record along an arrow that its table does not have."""
    things = {status: make(status) for status in machine.statuses.values}
    for name, status in wrong_pairs(machine):
        for by in (*people.values(), SYSTEM):
            with pytest.raises((TooLate, NotAllowed, NotFoundHere)):
                follow(things[status], name, by)

    assert {status: stored(thing) for status, thing in things.items()} == {status: status for status in things}


def assert_followed_by(
    machine: Machine, name: str, make: Make, follow: Follow, people: Mapping[str, Any], who: str
) -> None:
    """The arrow is followed by those named and by nobody else, out of each status it leads from."""
    statuses = [status for arrow, status in right_pairs(machine) if arrow == name]
    allowed = set()
    for status in statuses:
        for called, person in people.items():
            thing = make(status)
            try:
                follow(thing, name, person)
                allowed.add((status, called))
            except (NotAllowed, NotFoundHere):
                assert stored(thing) == status

    assert allowed == {(status, called) for status in statuses for called in who.split()}


def assert_product_follows_its_own(machine: Machine, name: str, make: Make, follow: Follow) -> None:
    """The product itself follows the arrows that are its own, and no person's."""
    for arrow, status in right_pairs(machine):
        if arrow != name:
            continue
        thing, table = make(status), machine.arrow(name, status)
        assert table is not None
        if table.action == SYSTEM_ACTION or table.system_too:
            follow(thing, name, SYSTEM)
            assert stored(thing) == table.target
        else:
            with pytest.raises(NotAllowed):
                follow(thing, name, SYSTEM)
