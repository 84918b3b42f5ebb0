"""A post with everything in it, in three statements, and its canonical snapshot."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from governance.kernel.dates import local_date
from posts.models import Media, Post, Shown, Target
from posts.rules.content import content_hash
from posts.rules.states import TargetStatus


@dataclass(frozen=True)
class Content:
    """The post as it stands in the database at this moment."""

    post: Post
    targets: tuple[Target, ...]
    media: tuple[Media, ...]
    shown: tuple[Shown, ...]

    @property
    def pupil_ids(self) -> list[int]:
        """The pupils ticked, in the order in which their revisions are claimed everywhere."""
        return sorted(row.pupil_id for row in self.shown)

    @cached_property
    def snapshot(self) -> dict[str, Any]:
        """Everything that is approved, in one canonical form (T34)."""
        post = self.post
        return {
            "text": post.text,
            "category": post.category,
            "controversial": post.controversial,
            "no_identifiable": post.no_identifiable,
            "checklist_ticked": post.checklist_ticked,
            "names_explained": post.names_explained,
            "sensitive": post.sensitive,
            "extra_consent": post.extra_consent,
            "targets": sorted(target.account.reference for target in self.targets),
            "media": [_picture(picture) for picture in self.media],
            "shown": sorted(
                [row.pupil.reference, row.conditions_met, sorted(row.conditions_seen)] for row in self.shown
            ),
        }

    @property
    def content_hash(self) -> str:
        """The fingerprint an approval binds to."""
        return content_hash(self.snapshot)

    @property
    def words(self) -> dict[str, str]:
        """Every part of the post in which a name could stand (C065)."""
        parts = {"text": self.post.text}
        for picture in self.media:
            parts[f"alt_{picture.reference}"] = picture.alternative_text
            parts[f"caption_{picture.reference}"] = picture.caption
        return parts


def _picture(picture: Media) -> dict[str, Any]:
    """What is approved of a picture; its day only where it has one, so that one from before days is not said to have changed.

    The gate asks for the day all the same, so a post queued without one is held until it is given (T33, T34).
    """
    taken = {"taken_on": picture.taken_on.isoformat()} if picture.taken_on else {}
    return {
        "reference": picture.reference,
        "sha256": picture.sha256,
        "kind": picture.kind,
        "alternative_text": picture.alternative_text,
        "caption": picture.caption,
        "position": picture.position,
        "pupils_visible": picture.pupils_visible,
        "device": picture.device.reference if picture.device else None,
        **taken,
    }


def content_of(post: Post) -> Content:
    """Read what belongs to the post: accounts, pictures still in it, pupils shown."""
    out = Target.objects.filter(post=post).exclude(status=TargetStatus.REMOVED)
    targets = out.select_related("account__platform", "account__organisation")
    media = Media.objects.filter(post=post, dropped_at=None).select_related("device")
    shown = Shown.objects.filter(post=post).select_related("pupil__organisation")
    return Content(post, tuple(targets), tuple(media), tuple(shown))


def fresh(post: Post) -> Post:
    """The post as it stands in the database now; services never trust the one in hand."""
    return Post.objects.select_related("organisation", "author", "approved_by", "submitted_by").get(pk=post.pk)


def publish_date(post: Post, today: date) -> date:
    """The day on which it is to go out: consent is asked for that day (T06)."""
    planned = local_date(post.planned_for) if post.planned_for else today
    return max(planned, today)
