"""The tree of organisations as pure functions: who stands above whom (D04)."""

from collections.abc import Iterator, Mapping

Parents = Mapping[int, int | None]


def line_up(organisation_id: int, parents: Parents) -> Iterator[int]:
    """The organisation itself, then what stands above it, nearest first."""
    at: int | None = organisation_id
    while at is not None:
        yield at
        at = parents.get(at)


def is_within(organisation_id: int, top_id: int, parents: Parents) -> bool:
    """Whether the organisation is the top or stands below it: a role reaches down, never up or sideways (D04)."""
    return top_id in line_up(organisation_id, parents)


def in_line(one_id: int, other_id: int, parents: Parents) -> bool:
    """Whether one of the two stands above the other, or they are the same."""
    return is_within(one_id, other_id, parents) or is_within(other_id, one_id, parents)
