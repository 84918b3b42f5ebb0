"""That somebody looked at a post of theirs that is still up (J54, C082)."""

from django.db import models

from governance.people.models import Person
from posts.models.target import Target


class OwnPostLook(models.Model):
    """One look: it is still right, its links work, its comments are looked after; whoever looked says so (D18)."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="looks")
    looked_at = models.DateTimeField()
    looked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-looked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.target}, looked at {self.looked_at:%Y-%m-%d}"
