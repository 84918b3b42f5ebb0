"""What the governing board has confirmed: kept as it was written, never edited (C018, C019)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies.rules.governors import BoardKind


class BoardRecord(Referenced):
    """One confirmation of the safeguarding lead's remit, or one occasion on which governors learnt."""

    reference = ReferenceField(prefix="BR")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="board_records")
    kind = models.CharField(max_length=8, choices=BoardKind.choices)
    # The day of the meeting or of the session.
    happened_on = models.DateField()
    words = models.TextField()
    governors = models.ManyToManyField(Person, blank=True, related_name="board_learning")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=BoardKind.values), name="board_record_kind"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "kind", "happened_on"], name="board_record_last"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.organisation}"

    def get_absolute_url(self) -> str:
        """The page of what the board has confirmed."""
        return reverse("policies:list_board_records")
