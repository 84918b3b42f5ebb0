"""What technicians are asked to do about accounts: security that the head directs, and help (C020, C046, F20)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models.accounts import SocialAccount
from accounts.rules.technical import COLOURS, TECHNICAL, Measure, TechnicalKind, TechnicalStatus
from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed


class TechnicalTask(Governed):
    """One thing asked of the technicians about an account or the school: what, by when, who did it, who confirmed."""

    MACHINE = TECHNICAL

    reference = ReferenceField(prefix="TT")
    account = models.ForeignKey(
        SocialAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="technical_tasks"
    )
    kind = models.CharField(max_length=10, choices=TechnicalKind.choices)
    measures = models.JSONField(default=list)
    note = models.TextField(blank=True)
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=TechnicalStatus.choices, default=TechnicalStatus.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    what_was_done = models.TextField(blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=TechnicalStatus.values), name="technical_status"),
            models.CheckConstraint(condition=Q(kind__in=TechnicalKind.values), name="technical_kind"),
            models.CheckConstraint(
                condition=Q(
                    ~Q(what_was_done=""),
                    status__in=["done", "confirmed"],
                    done_at__isnull=False,
                    done_by__isnull=False,
                )
                | Q(~Q(status__in=["done", "confirmed"]), done_at__isnull=True, done_by__isnull=True),
                name="technical_done_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(confirmed_by=F("done_by")),
                    status="confirmed",
                    confirmed_at__isnull=False,
                    confirmed_by__isnull=False,
                )
                | Q(~Q(status="confirmed"), confirmed_at__isnull=True, confirmed_by__isnull=True),
                name="technical_confirmed_by_another",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "status", "-id"], name="technical_by_org")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"

    @property
    def about(self) -> str:
        """The account, or the school as a whole."""
        return str(self.account) if self.account else str(self.organisation)

    @property
    def measures_in_words(self) -> list[str]:
        """What is asked, as the form says it."""
        return [Measure(one).label for one in self.measures]

    @property
    def is_to_do(self) -> bool:
        """Whether a technician is still to do it."""
        return self.status in (TechnicalStatus.ASKED, TechnicalStatus.AGAIN)

    @property
    def colour(self) -> str:
        """The colour of its state."""
        return COLOURS.get(self.status, "grey")

    def interests(self) -> dict[str, set[int]]:
        """Whoever did it does not confirm it."""
        return {"recorder": {self.done_by_id}} if self.done_by_id else {}

    def owners(self) -> set[int]:
        """Whoever asked for it."""
        return {self.asked_by_id}

    def get_absolute_url(self) -> str:
        """The task's page."""
        return reverse("accounts:view_technical", args=[self.reference])
