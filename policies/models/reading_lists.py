"""A document that certain people have to read when they join, apart from the policy (C021)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.people.models import Engagement, Person
from policies.models.documents import Document
from policies.rules.reading_lists import Readers, as_sentence


class ReadingList(models.Model):
    """Who has to read the document; each one's acknowledgement is of the version in force."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="reading_list")
    readers = models.CharField(max_length=9, choices=Readers.choices)
    # Kinds of engagement, where only those who are here in one of these ways have to read it.
    kinds = models.JSONField(blank=True, default=list)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(readers__in=Readers.values), name="reading_list_readers")
        ]

    def __str__(self) -> str:
        return as_sentence(self.readers, [str(Engagement.Kind(kind).label) for kind in self.kinds])
