"""What every record has, and the one row that says what kind of installation this is."""

from typing import ClassVar

from django.db import models

from governance.kernel.references import ReferenceField


class Referenced(models.Model):
    """A record known to people by a reference; subclasses declare `reference = ReferenceField(prefix=...)`."""

    reference: ClassVar[ReferenceField]

    class Meta:
        abstract = True

    @property
    def thing_type(self) -> str:
        """The record's kind as audit events, duties and notices name it, such as "posts.Post"."""
        return self._meta.label


class Installation(models.Model):
    """The one row that tells a demonstration from a school's own database."""

    is_demo = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "governance"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(pk=1), name="installation_one_row")]

    def __str__(self) -> str:
        return "Demonstration" if self.is_demo else "School"
