"""Notices: the outbox. A row is written with the change it tells of, and stays."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person


class Notice(Referenced):
    """Word to one person: a subject, one line and a link, never a case fact or a pupil's name (D14)."""

    reference = ReferenceField(prefix="NO")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    subject = models.CharField(max_length=200)
    line = models.CharField(max_length=500)
    url = models.CharField(max_length=300, blank=True)
    urgent = models.BooleanField(default=False)
    sealed = models.BooleanField(default=False)
    # Waits for the reader's daily digest rather than going by itself.
    digest = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True, blank=True)
    # Which delivery holds the row; a claim lapses when `next_try_at` comes round again.
    claim = models.CharField(max_length=12, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "governance"
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="notice_once")]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at", "id"],
                name="notice_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(fields=["person", "-created_at"], name="notice_by_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.subject


class NoticeChoice(models.Model):
    """How one person wants to hear of one kind of thing: at once or in the daily digest."""

    class How(models.TextChoices):
        """The choices; urgent kinds come at once whatever is chosen."""

        AT_ONCE = "at-once", "At once"
        DIGEST = "digest", "In a daily digest"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=40)
    how = models.CharField(max_length=8, choices=How.choices)

    class Meta:
        app_label = "governance"
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "kind"], name="one_choice_a_kind")]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.how}"
