"""Family ties between an adult at the school and a pupil, as the adult declared them (F8, S23)."""

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature
from governance.workflow.models import Governed
from policies.rules.ties import TIE, TieStatus
from pupils.models import Pupil, Responsibility

OPEN_TIE = ~Q(status__in=["declined", "ended"])


class FamilyTie(Governed):
    """One adult's tie to one pupil; contact is excused from acknowledgement to the end (C189, T83)."""

    MACHINE = TIE

    reference = ReferenceField(prefix="FT")
    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="family_ties")
    # The name as the adult typed it; which pupil that is, is never told to the adult (D04).
    pupil_name = models.CharField(max_length=200)
    school = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, null=True, blank=True, on_delete=models.PROTECT, related_name="family_ties")
    relationship = models.CharField(max_length=100)
    platforms = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=12, choices=TieStatus.choices, default=TieStatus.DECLARED)
    discussed_on = models.DateField(null=True, blank=True)
    discussion_note = models.TextField(blank=True)
    protocols = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reasons = models.TextField(blank=True)
    signature = models.OneToOneField(Signature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    redeclare_by = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=TieStatus.values), name="tie_status"),
            models.UniqueConstraint(
                fields=["adult", "pupil"], condition=OPEN_TIE & Q(pupil__isnull=False), name="tie_once_open"
            ),
            models.CheckConstraint(
                condition=~Q(status="acknowledged")
                | Q(
                    acknowledged_at__isnull=False,
                    pupil__isnull=False,
                    signature__isnull=False,
                    discussed_on__isnull=False,
                    redeclare_by__isnull=False,
                ),
                name="tie_acknowledged_whole",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_on__isnull=False) | Q(~Q(status="ended"), ended_on__isnull=True),
                name="tie_ended_on",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("adult")), name="tie_decided_by_another"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "status"], name="tie_by_org"),
            models.Index(fields=["status", "redeclare_by"], name="tie_redeclare"),
        ]

    def __str__(self) -> str:
        return f"Family tie {self.reference}"

    def interests(self) -> dict[str, set[int]]:
        """The adult, and whoever is family of the same pupil, decide nothing about it (K03, C208)."""
        return {"declarant": {self.adult_id}, "relative": set(self._family)}

    def owners(self) -> set[int]:
        """Whose declaration it is."""
        return {self.adult_id}

    def get_absolute_url(self) -> str:
        """The declaration's page."""
        return reverse("policies:view_tie", args=[self.reference])

    @cached_property
    def _family(self) -> frozenset[int]:
        """Staff who are the pupil's parents or have declared a tie of their own; read once for a page's questions."""
        if self.pupil_id is None:
            return frozenset()
        parents = Responsibility.objects.filter(pupil=self.pupil_id, contact__person__isnull=False)
        ties = FamilyTie.objects.filter(OPEN_TIE, pupil=self.pupil_id)
        return frozenset(
            {*parents.values_list("contact__person_id", flat=True), *ties.values_list("adult_id", flat=True)}
        )
