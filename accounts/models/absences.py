"""Somebody who runs accounts is away from a day to a day, and who stands in; why they are away is nobody’s business here."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.models.accounts import AccountRunner
from accounts.models.authorisations import Authorisation
from accounts.models.checks import RotaTurn
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class RunnerAbsence(Referenced):
    """One absence, with what was arranged for it: runners and turns for a time, and authorisations that were asked for."""

    reference = ReferenceField(prefix="AW")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    created_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    runners = models.ManyToManyField(AccountRunner, related_name="+", blank=True)
    turns = models.ManyToManyField(RotaTurn, related_name="+", blank=True)
    authorisations = models.ManyToManyField(Authorisation, related_name="+", blank=True)
    # Back before the last day, or never away.
    back_at = models.DateTimeField(null=True, blank=True)
    back_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="absence_in_order"),
            models.CheckConstraint(condition=~Q(person=F("stand_in")), name="absence_another_stands_in"),
            models.CheckConstraint(
                condition=Q(back_at__isnull=True, back_by__isnull=True)
                | Q(back_at__isnull=False, back_by__isnull=False),
                name="absence_back_pair",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "created_at", "id"], name="absence_by_org")]

    def __str__(self) -> str:
        return f"{self.person} is away"

    def owners(self) -> set[int]:
        """The two see it as their own."""
        return {self.person_id, self.stand_in_id}
