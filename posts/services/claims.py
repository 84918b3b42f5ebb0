"""Waiting for consent changes under way: whoever lets a post through claims its pupils before reading (law 1)."""

from consent.services import claim_revisions
from posts.models import Post, Shown


def claim_pupils(post: Post) -> dict[int, int]:
    """Count up the revision of every pupil shown and hold it until the end; what is read next is what has been committed."""
    return claim_revisions(sorted(Shown.objects.filter(post=post).values_list("pupil_id", flat=True)))
