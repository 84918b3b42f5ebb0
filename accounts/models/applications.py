"""Applications for an account: the business case, who would run it, and how it was decided (F1, S01)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models.found import FoundAccount
from accounts.models.platforms import Platform
from accounts.rules.applications import APPLICATION, ApplicationStatus
from governance.kernel.references import ReferenceField
from governance.people.models import Person, Signature
from governance.workflow.models import Governed


class AccountApplication(Governed):
    """One application: its answers by question, its runners, its decision with reasons and signature (C023-C028)."""

    MACHINE = APPLICATION

    reference = ReferenceField(prefix="AP")
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="account_applications")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="+")
    found = models.ForeignKey(
        FoundAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="applications"
    )
    proposed_name = models.CharField(max_length=120)
    status = models.CharField(max_length=20, choices=ApplicationStatus.choices, default=ApplicationStatus.DRAFT)
    answers = models.JSONField(default=dict, blank=True)
    official_email = models.EmailField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    discussed_on = models.DateField(null=True, blank=True)
    considered_at = models.DateTimeField(null=True, blank=True)
    considered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    considered_with = models.CharField(max_length=300, blank=True)
    questions_asked = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_reasons = models.TextField(blank=True)
    signature = models.OneToOneField(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=ApplicationStatus.values), name="application_status"),
            models.CheckConstraint(
                condition=Q(considered_at__isnull=True, considered_by__isnull=True)
                | Q(considered_at__isnull=False, considered_by__isnull=False),
                name="application_considered_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="application_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["approved", "rejected"], decided_at__isnull=False, signature__isnull=False)
                | Q(~Q(status__in=["approved", "rejected"]), decided_at__isnull=True, signature__isnull=True),
                name="application_decided_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("applicant")),
                name="application_decided_by_another",
            ),
            models.UniqueConstraint(
                fields=["found"],
                condition=Q(found__isnull=False) & ~Q(status__in=["rejected", "withdrawn"]),
                name="application_one_for_found",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "status", "-id"], name="application_by_org")]

    def __str__(self) -> str:
        return f"{self.proposed_name} on {self.platform}"

    def interests(self) -> dict[str, set[int]]:
        """Neither the applicant nor a runner considers or decides it (K03, K04)."""
        runners = {runner.person_id for runner in self.runners.all()} if self.pk else set()
        return {"applicant": {self.applicant_id}, "runner": runners}

    def owners(self) -> set[int]:
        """The applicant's own."""
        return {self.applicant_id}

    def get_absolute_url(self) -> str:
        """The application's page."""
        return reverse("accounts:view_application", args=[self.reference])


class ApplicationRunner(models.Model):
    """A person named in an application to run the account."""

    application = models.ForeignKey(AccountApplication, on_delete=models.CASCADE, related_name="runners")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_lead", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "person"], name="application_runner_once"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(is_lead=True), name="application_runner_one_lead"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)
