"""Organisations: trusts, federations and schools, and the tree they stand in."""

from typing import Any, ClassVar

from django.db import models

from governance.calendar.models import WorkingCalendar
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField


class Organisation(Referenced):
    """A trust, a federation or a school: the owner of records and the reach of roles (D04)."""

    class Kind(models.TextChoices):
        """What the organisation is (P01)."""

        TRUST = "trust", "Trust"
        FEDERATION = "federation", "Federation"
        SCHOOL = "school", "School"

    reference = ReferenceField(prefix="OR")
    name = models.CharField(max_length=200)
    short_name = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    root = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey(WorkingCalendar, null=True, blank=True, on_delete=models.PROTECT)
    is_live = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        app_label = "governance"
        ordering = ("name",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=["trust", "federation", "school"]), name="org_kind"),
            models.CheckConstraint(
                condition=models.Q(kind="school") | models.Q(parent__isnull=True), name="org_only_schools_have_parents"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the top of the tree on each row, so that one query finds a person's whole reach."""
        super().save(*args, **kwargs)
        root_id = self.parent.root_id if self.parent else self.pk
        if self.root_id != root_id:
            self.root_id = root_id
            type(self).objects.filter(pk=self.pk).update(root_id=root_id)

    @property
    def is_school(self) -> bool:
        """Whether pupils belong here."""
        return self.kind == self.Kind.SCHOOL


class EmailDomain(models.Model):
    """A domain on which the organisation's official e-mail addresses live (C033, T45)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="email_domains")
    domain = models.CharField(max_length=253)

    class Meta:
        app_label = "governance"
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "domain"], name="one_row_a_domain")]

    def __str__(self) -> str:
        return self.domain
