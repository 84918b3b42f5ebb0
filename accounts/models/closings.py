"""An account that closes (S02): why, and what became of what was posted, of evidence and of those who follow it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models.accounts import SocialAccount
from accounts.rules.handovers import Archived, Evidence, FollowersTold
from governance.people.models import Person


class AccountClosing(models.Model):
    """One closing: why, what became of the content, the evidence and the followers, and who confirmed it."""

    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="closings")
    reason = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    archived = models.CharField(max_length=10, choices=Archived.choices, blank=True)
    archived_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=10, choices=Evidence.choices, blank=True)
    followers_told = models.CharField(max_length=10, choices=FollowersTold.choices, blank=True)
    told_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(confirmed_at__isnull=True, kept_at__isnull=True),
                name="account_closing_one_open",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True)
                | Q(
                    ~Q(archived=""),
                    ~Q(evidence=""),
                    ~Q(followers_told=""),
                    archived_on__isnull=False,
                    told_on__isnull=False,
                    confirmed_by__isnull=False,
                ),
                name="account_closing_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} closes"
