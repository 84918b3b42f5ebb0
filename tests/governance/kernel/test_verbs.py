"""A verb reads once what it asks several times, and never longer than it lasts (law 1, D05)."""

import pytest
from django.db import connection, transaction

from governance.kernel.verbs import one_reading, read_again, read_once, verb

pytestmark = pytest.mark.django_db


class Register:
    """Something that counts how often it was read."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self) -> int:
        self.reads += 1
        return self.reads


@pytest.mark.clause("D05")
def test_within_a_verb_a_thing_is_read_once_and_the_next_verb_reads_it_again() -> None:
    register = Register()

    @verb
    def ask_twice() -> tuple[int, int]:
        return read_once("x", register.read), read_once("x", register.read)

    assert ask_twice() == (1, 1)
    assert ask_twice() == (2, 2)


def test_outside_a_verb_nothing_is_remembered() -> None:
    register = Register()
    assert (read_once("x", register.read), read_once("x", register.read)) == (1, 2)


def test_a_verb_within_a_verb_shares_its_reading() -> None:
    register = Register()

    @verb
    def inner() -> int:
        return read_once("x", register.read)

    @verb
    def outer() -> tuple[int, int]:
        return read_once("x", register.read), inner()

    assert outer() == (1, 1)


@pytest.mark.clause("D05")
def test_after_waiting_for_somebody_else_everything_is_read_again() -> None:
    register = Register()
    with one_reading():
        assert read_once("x", register.read) == 1
        read_again()
        assert read_once("x", register.read) == 2


def test_a_verb_that_fails_leaves_neither_rows_nor_a_reading() -> None:
    register = Register()

    @verb
    def fail() -> None:
        read_once("x", register.read)
        assert connection.in_atomic_block
        raise ValueError

    with transaction.atomic(), pytest.raises(ValueError):
        fail()
    assert read_once("x", register.read) == 2
