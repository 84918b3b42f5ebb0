"""Pupils and the classes they are in."""

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation


class SchoolClass(Referenced):
    """A class in one academic year, as the school's own system names it."""

    reference = ReferenceField(prefix="CL")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="school_classes")
    name = models.CharField(max_length=60)
    year_group = models.CharField(max_length=20, blank=True)
    academic_year = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "school classes"
        ordering = ("name",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "academic_year", "name"], name="class_one_name_a_year")
        ]

    def __str__(self) -> str:
        return self.name


class Pupil(Referenced):
    """A pupil of one school; kept after leaving, so that records and published posts keep their meaning (T11)."""

    reference = ReferenceField(prefix="PU")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="pupils")
    school_number = models.CharField(max_length=40)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    known_as = models.CharField(max_length=100, blank=True)
    other_names = models.CharField(max_length=200, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    year_group = models.CharField(max_length=20, blank=True)
    school_class = models.ForeignKey(
        SchoolClass, null=True, blank=True, on_delete=models.PROTECT, related_name="pupils"
    )
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("family_name", "given_name", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "school_number"], name="pupil_one_number_a_school"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="pupil_joins_before_leaving",
            ),
            models.CheckConstraint(condition=~Q(school_number=""), name="pupil_has_number"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "family_name", "given_name", "id"], name="pupil_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name by which the school calls the pupil."""
        return f"{self.known_as or self.given_name} {self.family_name}"

    def is_on_roll(self, day: date) -> bool:
        """Whether the pupil is at the school that day; the last day counts (Q36)."""
        joined = self.joined_on is None or self.joined_on <= day
        return joined and (self.left_on is None or day <= self.left_on)

    def interests(self) -> dict[str, set[int]]:
        """The staff who are this pupil's parent or carer: they do not process the pupil's consent (K10)."""
        return {"parent": set(self._staff_parents)}

    def owners(self) -> set[int]:
        """Whose child this is, for the cells of section 4b marked O."""
        return set(self._staff_parents)

    @cached_property
    def _staff_parents(self) -> frozenset[int]:
        """Read once for the many questions of one page."""
        links = self.responsibilities.filter(contact__person__isnull=False)
        return frozenset(links.values_list("contact__person_id", flat=True))
