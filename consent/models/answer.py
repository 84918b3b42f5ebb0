"""Answers: one person's yes or no about one pupil, one academic year and one use."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from consent.models.form import SignedForm
from consent.rules.states import LIVE, MACHINE, Channel, Kind, Standing, Status, Value
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from pupils.models import Pupil

ENDED = MACHINE.final


class Answer(Referenced):
    """What one person said about one use; nothing said is ever changed, an answer only ends (T20, C104)."""

    MACHINE = MACHINE

    reference = ReferenceField(prefix="AN")
    form = models.ForeignKey(SignedForm, on_delete=models.PROTECT, related_name="answers")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="consent_answers")
    academic_year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind.choices)
    channel = models.CharField(max_length=7, choices=Channel.choices)
    account = models.ForeignKey(
        "accounts.SocialAccount", null=True, blank=True, on_delete=models.PROTECT, related_name="consent_answers"
    )
    value = models.CharField(max_length=10, choices=Value.choices)
    conditions = models.CharField(max_length=500, blank=True)
    # Who answered: "pupil", "contact:12", or the name of somebody the school has no contact for.
    person_key = models.CharField(max_length=60)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    regime = models.CharField(max_length=20)
    # When the school held it, and from when it counts: next year's form may lie here since June (Q25).
    received_at = models.DateTimeField()
    effective_from = models.DateTimeField()
    status = models.CharField(max_length=11, choices=Status.choices)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)
    # The request, form or wording that ended it.
    ended_by_reference = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["pupil", "academic_year", "kind", "channel", "account"], name="answer_by_use"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(channel="account", account__isnull=False)
                | (Q(channel__in=["website", "print"]) & Q(account__isnull=True)),
                name="answer_account_with_channel",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="answer_kind"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="answer_status"),
            models.CheckConstraint(
                condition=(Q(value="conditions") & ~Q(conditions=""))
                | Q(value__in=["given", "refused"], conditions=""),
                name="answer_conditions_with_value",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="", status__in=LIVE)
                | (Q(ended_at__isnull=False, status__in=ENDED) & ~Q(ended_because="")),
                name="answer_ended_pair",
            ),
            # An answer may end before it begins, as next year's does when it is withdrawn in June, but never before the
            # school had it: nothing that came earlier ends what came later (law 2).
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("received_at")),
                name="answer_ends_after_receipt",
            ),
            # Somebody without responsibility can say no, and nothing else (T13, Q32).
            models.CheckConstraint(
                condition=~Q(standing="objector") | Q(value="refused"), name="answer_objectors_only_refuse"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_value_display()}: {self.get_kind_display()}, {self.get_channel_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change what somebody said; ending is a conditional update in the services."""
        if not self._state.adding:
            raise TypeError("An answer is never changed: it ends and another follows.")
        super().save(*args, **kwargs)
