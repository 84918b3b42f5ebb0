"""An organisation that went live, and what has come undone since."""

from django.db import models

from governance.organisations.models import Organisation
from governance.people.models import Signature


class GoneLive(models.Model):
    """When, and by whose signature, an organisation went live through its list; one row for good (K02)."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="gone_live")
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="+")
    live_at = models.DateTimeField()
    # The titles of required tasks that were done then and are not now, as the sweep last saw them.
    undone = models.JSONField(default=list)
    looked_at = models.DateTimeField()

    class Meta:
        app_label = "governance"

    def __str__(self) -> str:
        return f"{self.organisation} live"
