"""What every governed record has: an owner, a status from a table, and people with an interest in it."""

from typing import ClassVar

from django.db import models

from governance.kernel.models import Referenced
from governance.organisations.models import Organisation
from governance.workflow.machine import Machine


class Governed(Referenced):
    """A record whose status only `workflow.services.move` changes; subclasses declare `reference`, `MACHINE`, `status`."""

    MACHINE: ClassVar[Machine]

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    status: str

    class Meta:
        abstract = True

    def interests(self) -> dict[str, set[int]]:
        """Who stands in which relation to the record (author, runner ...), for the rules of conflict (K03-K18)."""
        return {}

    def owners(self) -> set[int]:
        """Whose own record this is, for the cells of section 4b marked O."""
        return set()

    def get_absolute_url(self) -> str:
        """The record's page."""
        raise TypeError(f"{type(self).__name__} has no page of its own.")
