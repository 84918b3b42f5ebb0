"""Pages for which nobody need sign in: everything else asks (DESIGN.md, "What the floor gives")."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view that anybody may open, such as the health check."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def is_public(view: Callable[..., Any]) -> bool:
    """Whether the view needs no sign-in: one so marked, or the library's own pages for signing in."""
    return getattr(view, "is_public", False) or view.__module__.startswith("allauth.")
