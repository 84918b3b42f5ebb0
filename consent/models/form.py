"""Consent forms: that they were sent out, and that they came back signed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from consent.models.wording import WordingVersion
from consent.rules.states import Standing
from consent.rules.times import hour_known
from governance.kernel.models import Referenced
from governance.kernel.references import ReferenceField
from governance.organisations.models import Organisation
from governance.people.models import Person
from pupils.models import Contact, Pupil


class FormAsked(models.Model):
    """A form that went out for one pupil and one academic year: asked, not yet answered (S05, C089)."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="forms_asked")
    academic_year = models.PositiveSmallIntegerField()
    wording = models.ForeignKey(WordingVersion, on_delete=models.PROTECT, related_name="+")
    means = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # It came back without a signature or a date, which is not consent (C112); it is chased.
    came_back_unsigned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "forms asked"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pupil", "academic_year"], name="form_asked_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.pupil}, {self.academic_year}"


class SignedForm(Referenced):
    """One signed form of one signer: who, in what standing, when it was signed, when it arrived, when it was typed in (D20)."""

    class Method(models.TextChoices):
        """How the form reached the school."""

        PAPER = "paper", "On paper"
        IN_PERSON = "in-person", "Signed at the school"
        LETTER = "letter", "By letter or e-mail"
        TELEPHONE = "telephone", "By telephone (a no only)"

    reference = ReferenceField(prefix="CF")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="consent_forms")
    academic_year = models.PositiveSmallIntegerField()
    signer_contact = models.ForeignKey(
        Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="consent_forms"
    )
    signed_by_pupil = models.BooleanField(default=False)
    signer_name = models.CharField(max_length=200)
    relationship = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=12, choices=Standing.choices)
    signed_on = models.DateField(null=True, blank=True)
    declaration_signed = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    starts_on = models.DateField()
    method = models.CharField(max_length=10, choices=Method.choices)
    wording = models.ForeignKey(WordingVersion, on_delete=models.PROTECT, related_name="forms")
    regime = models.CharField(max_length=20)
    profile_version = models.CharField(max_length=40, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["pupil", "academic_year"], name="form_by_pupil")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signed_by_pupil=True, basis="pupil", signer_contact__isnull=True)
                | Q(signed_by_pupil=False, basis="responsible", signer_contact__isnull=False)
                | Q(signed_by_pupil=False, basis="objector"),
                name="form_has_one_signer",
            ),
            # Unsigned or undated is not consent (C112); only a no may be taken so.
            models.CheckConstraint(
                condition=Q(declaration_signed=True, signed_on__isnull=False) | Q(declaration_signed=False),
                name="form_signed_and_dated",
            ),
            models.CheckConstraint(condition=Q(entered_at__gte=F("received_at")), name="form_arrives_before_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.signer_name} for {self.pupil}"

    @property
    def hour_known(self) -> bool:
        """Whether anybody noted the hour of receipt."""
        return hour_known(self.received_at)

    def interests(self) -> dict[str, set[int]]:
        """The staff who are the pupil's parents (K10)."""
        return self.pupil.interests()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuse to change what somebody signed (T20)."""
        if not self._state.adding:
            raise TypeError("A signed form is never changed: record another.")
        super().save(*args, **kwargs)
