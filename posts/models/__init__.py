"""A post and everything that stands behind it."""

from posts.models.looks import OwnPostLook
from posts.models.media import Media
from posts.models.post import ChecklistTick, Post, Shown
from posts.models.record import Decision, PostVersion, Publication, ReliedOn
from posts.models.takedown import Takedown, TakedownCause
from posts.models.target import Target

__all__ = [
    "ChecklistTick",
    "Decision",
    "Media",
    "OwnPostLook",
    "Post",
    "PostVersion",
    "Publication",
    "ReliedOn",
    "Shown",
    "Takedown",
    "TakedownCause",
    "Target",
]
