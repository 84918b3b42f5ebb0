"""What was thought through about an account: with staff (C045), and before learners are talked to through it (C051)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models.accounts import SocialAccount
from accounts.rules.thinking import About, Means, Outcome
from governance.people.models import Person


class Consultation(models.Model):
    """One time that staff were asked what an account is for and what goes on it; kept for good."""

    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="consultations")
    held_on = models.DateField()
    about = models.CharField(max_length=10, choices=About.choices)
    means = models.CharField(max_length=10, choices=Means.choices)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-held_on", "-pk")

    def __str__(self) -> str:
        return f"{self.account}, {self.held_on}"


class LearnerUse(models.Model):
    """One decision whether learners may be talked to through an account, for what, and why; kept for good."""

    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="learner_uses")
    use = models.CharField(max_length=200)
    is_suitable = models.BooleanField()
    reasons = models.TextField()
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_on", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(use="") & ~Q(reasons=""), name="learner_use_told"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.use}"
