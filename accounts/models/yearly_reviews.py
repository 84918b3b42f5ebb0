"""The yearly review of an account: how it did, whom of the staff was asked, and what becomes of it (C043, C044, C045)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models.accounts import SocialAccount
from accounts.rules.yearly_reviews import Outcome
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class AccountReview(Referenced):
    """One review of one account against the measure it was approved with (J47)."""

    reference = ReferenceField(prefix="YR")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="reviews")
    reviewed_on = models.DateField()
    reviewed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    # What later reviews are counted from, so that their day does not drift.
    counted_from = models.DateField()
    measure = models.TextField(max_length=2000)
    how_it_went = models.TextField(max_length=2000)
    enough_time = models.BooleanField()
    enough_content = models.BooleanField()
    consulted = models.CharField(max_length=300)
    consulted_on = models.DateField()
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    # What is to change, or why it should be closed.
    what = models.CharField(max_length=500, blank=True)
    change_by = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="account_review_outcome"),
            models.CheckConstraint(condition=Q(outcome="keep") | ~Q(what=""), name="account_review_says_what"),
            models.CheckConstraint(
                condition=~Q(outcome="keep") | Q(enough_time=True, enough_content=True),
                name="account_review_kept_with_enough",
            ),
            models.CheckConstraint(
                condition=Q(outcome="change", change_by__isnull=False)
                | Q(~Q(outcome="change"), change_by__isnull=True, changed_at__isnull=True),
                name="account_review_change_dated",
            ),
            models.CheckConstraint(
                condition=Q(changed_at__isnull=True, changed_by__isnull=True)
                | Q(changed_at__isnull=False, changed_by__isnull=False),
                name="account_review_changed_pair",
            ),
            models.CheckConstraint(
                condition=Q(consulted_on__lte=F("reviewed_on"), counted_from__lte=F("reviewed_on")),
                name="account_review_in_order",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-id"], name="account_review_by_account"),
            models.Index(fields=["organisation", "-created_at", "-id"], name="account_review_by_org"),
        ]

    def __str__(self) -> str:
        return f"Review of {self.account}"
