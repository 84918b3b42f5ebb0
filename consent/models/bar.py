"""The protective bar: a no that looks like any other to everybody but the designated safeguarding lead."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from consent.models.change import ConsentChange
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from pupils.models import Pupil


class SafeguardingBar(Referenced):
    """A pupil's image is not used, whatever anybody answered; set, lifted and seen by the DSL alone (C106, M15, Q31)."""

    reference = ReferenceField(prefix="SB")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="safeguarding_bars")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    change = models.OneToOneField(ConsentChange, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["pupil", "starts_on"], name="bar_by_pupil")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="bar_in_order"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="bar_lifted_pair",
            ),
            models.UniqueConstraint(fields=["pupil"], condition=Q(lifted_at__isnull=True), name="bar_once_a_pupil"),
        ]

    def __str__(self) -> str:
        return self.reference

    def interests(self) -> dict[str, set[int]]:
        """The staff who are the pupil's parents (K10)."""
        return self.pupil.interests()


class BarReason(models.Model):
    """Why a bar was set, held apart from the bar so that no ordinary query carries it."""

    bar = models.OneToOneField(SafeguardingBar, on_delete=models.PROTECT, related_name="why")
    text = models.TextField()

    def __str__(self) -> str:
        return "Held apart"
