"""Somebody who leaves, and what becomes of each account they had to do with (S27, F18, C040)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models.accounts import SocialAccount
from accounts.rules.leaver_states import GOING, LEAVER_HANDOVER, HandoverStatus, Hat, Way
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.workflow.models import Governed

TAKERS = ("lead", "runner", "custodian", "recovery_owner", "moderator", "deputy_moderator")


class LeaverHandover(Governed):
    """One run over everything a leaver holds: who, their last day, who confirmed, and when it was all done."""

    MACHINE = LEAVER_HANDOVER

    reference = ReferenceField(prefix="LH")
    leaver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handovers")
    last_day = models.DateField()
    status = models.CharField(max_length=20, choices=HandoverStatus.choices, default=HandoverStatus.NOTICED)
    # Nobody where Gatepost noticed it from the end of their work.
    noticed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sent_back_because = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)
    reminded_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(null=True, blank=True)
    completed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(status__in=HandoverStatus.values), name="leaver_status"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("leaver")) & ~Q(confirmed_by=F("proposed_by"))),
                name="leaver_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accounts-decided", "credentials-changed", "complete"])
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, proposed_by__isnull=False),
                name="leaver_decided_when",
            ),
            models.CheckConstraint(
                condition=~Q(status="complete")
                | Q(completed_at__isnull=False, completed_by__isnull=False, reminded_on__isnull=False),
                name="leaver_complete_whole",
            ),
            models.UniqueConstraint(
                fields=["leaver", "organisation"], condition=Q(status__in=GOING), name="leaver_going_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "created_at", "id"], name="leaver_by_org")]

    def __str__(self) -> str:
        return f"Handover of {self.leaver}"

    @property
    def is_going(self) -> bool:
        """Whether something may still be left to do."""
        return self.status in GOING

    def interests(self) -> dict[str, set[int]]:
        """Neither the leaver, nor whoever decided, nor whoever takes something over confirms it (K03, K04)."""
        lines = list(self.lines.all()) if self.pk else []
        decided = {one.decided_by_id for one in lines} | {self.proposed_by_id}
        takers = {getattr(one, f"{name}_id") for one in lines for name in TAKERS}
        return {"subject": {self.leaver_id}, "recorder": {pk for pk in decided if pk}, "runner": takers - {None}}

    def owners(self) -> set[int]:
        """The leaver sees what is to be handed over."""
        return {self.leaver_id}

    def get_absolute_url(self) -> str:
        """The page of everything they hold."""
        return reverse("accounts:view_handover", args=[self.reference])


class HandoverLine(models.Model):
    """One account of a leaver: what they were on it, what was decided, who takes over, and when it was carried out."""

    handover = models.ForeignKey(LeaverHandover, on_delete=models.CASCADE, related_name="lines")
    account = models.ForeignKey(SocialAccount, on_delete=models.PROTECT, related_name="leaver_lines")
    # What they were when it was noticed; what they are now is read from the account.
    hats = models.JSONField(default=list, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    lead = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    runner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    custodian = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recovery_owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    moderator = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    deputy_moderator = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    carried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("account__name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handover", "account"], name="leaver_line_once"),
            models.CheckConstraint(
                condition=Q(way="", decided_by__isnull=True, decided_at__isnull=True)
                | Q(~Q(way=""), decided_by__isnull=False, decided_at__isnull=False),
                name="leaver_line_decided_pair",
            ),
        ]

    def __str__(self) -> str:
        return str(self.account)

    @property
    def organisation(self) -> Organisation:
        """The school of the account: who decides about it is asked there, not where the leaver works (D04)."""
        return self.account.organisation

    @property
    def organisation_id(self) -> int:
        """The same by its key."""
        return self.account.organisation_id

    def interests(self) -> dict[str, set[int]]:
        """The leaver does not decide what becomes of what they hold (K03)."""
        return {"subject": {self.handover.leaver_id}}

    @property
    def hat_words(self) -> list[str]:
        """What they were on the account, in words."""
        return [str(Hat(one).label) for one in self.hats]
