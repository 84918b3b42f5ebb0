"""Requests to stop or amend, and the ledger of everything that changed a pupil's consent."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from consent.rules.states import Standing
from consent.rules.times import hour_known
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from pupils.models import Contact, Pupil


class ConsentChange(Referenced):
    """That a pupil's consent changed and from when, whatever changed it: all that the floors above are told.

    A request, a form, a wording and a protective bar leave the same row, so that none can be told from another (T17).
    """

    reference = ReferenceField(prefix="WD")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="consent_changes")
    received_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="change_untold", condition=Q(told_at__isnull=True)),
            models.Index(fields=["organisation", "-received_at", "-id"], name="change_by_org"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(entered_at__gte=F("received_at")), name="change_arrives_before_entry")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def hour_known(self) -> bool:
        """Whether anybody noted the hour of receipt."""
        return hour_known(self.received_at)

    def interests(self) -> dict[str, set[int]]:
        """The staff who are the pupil's parents (K10)."""
        return self.pupil.interests()

    def get_absolute_url(self) -> str:
        """The page of the change: of the request, where one made it."""
        return reverse("consent:view_withdrawal", args=[self.reference])


class ChangeRequest(Referenced):
    """A wish to withdraw or amend, effective from when any school contact received it, however it came (Q32, D20)."""

    class Wish(models.TextChoices):
        """What is asked for."""

        WITHDRAW = "withdraw", "Stop using images or videos"
        AMEND = "amend", "Change the conditions"

    class Arrival(models.TextChoices):
        """How the wish reached the school."""

        LETTER = "letter", "Letter"
        EMAIL = "email", "E-mail"
        FORM = "form", "Form handed in"
        IN_PERSON = "in-person", "Said in person"
        TELEPHONE = "telephone", "By telephone"

    reference = ReferenceField(prefix="WD")
    change = models.OneToOneField(ConsentChange, on_delete=models.PROTECT, related_name="request")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="change_requests")
    requester_contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    requester_name = models.CharField(max_length=200)
    person_key = models.CharField(max_length=60)
    standing = models.CharField(max_length=12, choices=Standing.choices)
    wish = models.CharField(max_length=8, choices=Wish.choices, default=Wish.WITHDRAW)
    # What it covers; an empty list covers everything.
    kinds = models.JSONField(default=list, blank=True)
    channels = models.JSONField(default=list, blank=True)
    account_ids = models.JSONField(default=list, blank=True)
    conditions = models.CharField(max_length=500, blank=True)
    this_year_only = models.BooleanField(default=False)
    academic_year = models.PositiveSmallIntegerField()
    received_at = models.DateTimeField()
    arrival = models.CharField(max_length=10, choices=Arrival.choices)
    received_by_name = models.CharField(max_length=200, blank=True)
    chase_writing = models.BooleanField(default=False)
    entered_at = models.DateTimeField()
    # Empty where the parent wrote it on their own page: the contact is then who entered it (K11).
    entered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # An objection from somebody without responsibility holds as no until the DPO settles it (Q32).
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_because = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["pupil", "received_at"], name="request_by_pupil"),
            models.Index(fields=["organisation", "-received_at", "-id"], name="request_by_org"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(entered_at__gte=F("received_at")), name="request_arrives_before_entry"),
            models.CheckConstraint(
                condition=Q(handled_at__isnull=True, handled_by__isnull=True)
                | Q(handled_at__isnull=False, handled_by__isnull=False),
                name="request_handled_pair",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settled_because="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settled_because="")),
                name="request_settled_pair",
            ),
            models.CheckConstraint(
                condition=Q(wish="withdraw", conditions="") | (Q(wish="amend") & ~Q(conditions="")),
                name="request_amends_to_something",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=False) | Q(requester_contact__isnull=False),
                name="request_entered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requester_name} for {self.pupil}"

    @property
    def hour_known(self) -> bool:
        """Whether anybody noted the hour of receipt."""
        return hour_known(self.received_at)

    def interests(self) -> dict[str, set[int]]:
        """The staff who are the pupil's parents (K10)."""
        return self.pupil.interests()

    def get_absolute_url(self) -> str:
        """The request's page."""
        return reverse("consent:view_withdrawal", args=[self.reference])

    def owners(self) -> set[int]:
        """Whose own request it is."""
        person_id = self.requester_contact.person_id if self.requester_contact else None
        return {person_id} if person_id else set()
