"""The things that the addresses of the access table are about, each made at the school of the crowd's world."""

from tests.access_things import (
    accounts,
    conduct,
    consent,
    declarations,
    floor,
    looking_after,
    posts,
    profile,
    register,
    set_up,
    teaching,
    training,
)

__all__ = [
    "accounts",
    "conduct",
    "consent",
    "declarations",
    "floor",
    "looking_after",
    "posts",
    "profile",
    "register",
    "set_up",
    "teaching",
    "training",
]
