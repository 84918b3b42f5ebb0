"""What a school asks of its staff: agreed channels, the notice of monitoring, and the sheet as it was signed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from policies.models.documents import Acknowledgement
from policies.rules.sheets import Channel, With


class ContactChannel(Referenced):
    """A channel by which staff may contact pupils or parents; never edited, only ended and agreed anew (C052, C203)."""

    reference = ReferenceField(prefix="CC")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contact_channels")
    name = models.CharField(max_length=60)
    audience = models.CharField(max_length=7, choices=With.choices)
    protocol = models.CharField(max_length=300)
    agreed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(audience__in=With.values), name="channel_audience"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="channel_ended_pair",
            ),
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                "audience",
                condition=Q(ended_at__isnull=True),
                name="channel_once_agreed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.channel)

    @property
    def channel(self) -> Channel:
        """As staff read it."""
        return Channel(self.name, self.get_audience_display(), self.protocol)


class MonitoringWording(Referenced):
    """An organisation's notice of monitoring; an edit is a new row, and the newest counts (Q20)."""

    reference = ReferenceField(prefix="MW")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="monitoring_wordings")
    number = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("organisation", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "number"], name="monitoring_wording_one_number")
        ]

    def __str__(self) -> str:
        return f"Notice of monitoring, {self.organisation}, wording {self.number}"


class ConductSheet(Referenced):
    """What was asked of staff, word for word, under one version of the profile; kept with whatever was signed (D10)."""

    reference = ReferenceField(prefix="SH")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="conduct_sheets")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    profile_version = models.CharField(max_length=200, blank=True)
    kept_at = models.DateTimeField()
    signatures = models.ManyToManyField(Acknowledgement, related_name="sheets")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "digest", "profile_version"], name="sheet_kept_once")
        ]

    def __str__(self) -> str:
        return f"What {self.organisation} asked of its staff"

    def get_absolute_url(self) -> str:
        """The page of the sheet as it was signed."""
        return reverse("policies:view_sheet", args=[self.reference])


class MonitoringNotice(models.Model):
    """One person was told of monitoring: when, in which wording, and with what; there is nothing in it to agree to."""

    class Means(models.TextChoices):
        """How the notice reached the person."""

        PAGE = "page", "Shown where the policy was signed"
        PAPER = "paper", "Printed with the list that was signed"
        MESSAGE = "message", "Sent as a message that leads to it"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    wording = models.ForeignKey(MonitoringWording, on_delete=models.PROTECT, related_name="given")
    # The signature beside which it stood; nothing where it came as a message.
    given_with = models.ForeignKey(
        Acknowledgement, null=True, blank=True, on_delete=models.PROTECT, related_name="monitoring_notices"
    )
    given_at = models.DateTimeField()
    means = models.CharField(max_length=7, choices=Means.choices)

    class Meta:
        ordering = ("-given_at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["given_with", "organisation", "wording"], name="monitoring_notice_once_a_signature"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "wording"],
                condition=Q(means="message"),
                name="monitoring_notice_one_message",
            ),
            models.CheckConstraint(
                condition=Q(means="message", given_with__isnull=True)
                | Q(means__in=["page", "paper"], given_with__isnull=False),
                name="monitoring_notice_means",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "given_at"], name="monitoring_notice_log")]

    def __str__(self) -> str:
        return f"Notice given to {self.person}: {self.wording}"
