"""Searches of the web for public posts about a school (C121, J05)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from accounts.rules.web_searches import Place
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class WebSearch(Referenced):
    """One search: when, by whom, where and what for, and a line for each thing found."""

    reference = ReferenceField(prefix="WS")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    searched_at = models.DateTimeField()
    searched_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    places = models.JSONField()
    looked_for = models.CharField(max_length=200)
    # What and where, a line for each; addresses in them are shown as text and never fetched.
    finds = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-searched_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(searched_at__lte=F("created_at")), name="web_search_searched_before"),
            models.CheckConstraint(condition=~Q(looked_for=""), name="web_search_says_what_for"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-searched_at", "-id"], name="web_search_by_org"),
        ]

    def __str__(self) -> str:
        return f"Search {self.reference}"

    @property
    def places_in_words(self) -> list[str]:
        """Where it was looked for, as people read it."""
        labels = dict(Place.choices)
        return [labels.get(place, place) for place in self.places]
