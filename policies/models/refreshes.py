"""A refresh of training for three audiences, and how each of them was taught again (J26, C225)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.references import ReferenceField
from governance.people.models import Person
from governance.workflow.models import Governed
from policies.models.documents import DocumentVersion
from policies.rules.refreshes import REFRESH, RefreshCause, RefreshStatus
from policies.rules.release import Audience

STARTED_FROM_A_VERSION = Q(version__isnull=False)


class TrainingRefresh(Governed):
    """Training that has to be given again after an incident or a change (J26, T103)."""

    MACHINE = REFRESH

    reference = ReferenceField(prefix="RF")
    status = models.CharField(max_length=8, choices=RefreshStatus.choices, default=RefreshStatus.PROPOSED)
    cause = models.CharField(max_length=8, choices=RefreshCause.choices)
    # No facts of a case: what happened is told by its reference, in the words of whoever opens the refresh.
    reason = models.CharField(max_length=500)
    platform = models.SlugField(max_length=40, blank=True)
    version = models.ForeignKey(
        DocumentVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="refreshes"
    )
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    called_back = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status__in=RefreshStatus.values, cause__in=RefreshCause.values), name="refresh_status"
            ),
            models.CheckConstraint(
                condition=Q(cause="platform") & ~Q(platform="") | ~Q(cause="platform") & Q(platform=""),
                name="refresh_platform_named",
            ),
            models.UniqueConstraint(
                fields=["organisation", "version"], condition=STARTED_FROM_A_VERSION, name="refresh_once_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"Refresh {self.reference}"

    def get_absolute_url(self) -> str:
        """The refresh's page."""
        return reverse("policies:view_refresh", args=[self.reference])


class RefreshPart(models.Model):
    """One audience of a refresh: taught again by some means on a day, or excused by the head with a reason."""

    refresh = models.ForeignKey(TrainingRefresh, on_delete=models.PROTECT, related_name="parts")
    audience = models.CharField(max_length=7, choices=Audience.choices)
    done_on = models.DateField(null=True, blank=True)
    means = models.CharField(max_length=300, blank=True)
    taken_by = models.CharField(max_length=200, blank=True)
    excused_because = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["refresh", "audience"], name="refresh_part_once"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="refresh_part_audience"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=False, excused_because="") & ~Q(means="")
                | Q(done_on__isnull=True, means="") & ~Q(excused_because=""),
                name="refresh_part_done_or_excused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.refresh}: {self.get_audience_display()}"
