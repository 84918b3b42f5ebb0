"""The things that the addresses of the access table are about, each made at the school of the crowd's world."""

from tests.access_things import accounts, consent, floor, posts, profile, register, teaching, training

__all__ = ["accounts", "consent", "floor", "posts", "profile", "register", "teaching", "training"]
