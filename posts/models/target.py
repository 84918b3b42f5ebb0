"""One account a post is meant for, and how it stands there."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.people.models import Person
from posts.models.post import Post
from posts.rules import tones
from posts.rules.states import TargetStatus


class Target(models.Model):
    """A post on one account: not yet published, published at a link, or removed (C103, T48)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="targets")
    account = models.ForeignKey("accounts.SocialAccount", on_delete=models.PROTECT, related_name="post_targets")
    status = models.CharField(max_length=10, choices=TargetStatus.choices, default=TargetStatus.WAITING)
    link = models.URLField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # A second person looked at the live post and found what was approved (T34); their statement, not ours (D18).
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "account"], name="target_once"),
            models.CheckConstraint(condition=Q(status__in=TargetStatus.values), name="target_status"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, published_by__isnull=True)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="target_published_pair",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="target_checked_pair",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="target_removed_pair",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | (~Q(link="") & Q(published_at__isnull=False)),
                name="target_published_has_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} on {self.account}"

    @property
    def tone(self) -> str:
        """The colour of its status."""
        return tones.TARGET[self.status]

    @property
    def is_live(self) -> bool:
        """Whether it may be seen on the platform now."""
        return self.status == TargetStatus.PUBLISHED
