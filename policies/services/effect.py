"""A version comes into force: the one before gives way, and everybody concerned is asked and told (C004, C006, Q30)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from governance.duties.models import Duty
from governance.kernel.actors import SystemActor
from governance.kernel.dates import local_date
from governance.people.models import Person
from governance.workflow.bulk import move_many
from governance.workflow.services import move
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.selectors.people import people_covered
from policies.services.asking import OPEN, ask_to_sign, label_of
from policies.services.release import ask_to_tell_and_adopt
from policies.signals import signature_changed, version_published

_NAMED = ("organisation", "person", "version__document")


@transaction.atomic
def take_effect(
    version: DocumentVersion,
    arrow: str,
    *,
    by: Person | SystemActor,
    now: datetime,
    changes: dict[str, Any] | None = None,
) -> None:
    """Put a version in force along that arrow: the one before is replaced, signatures asked for where the meaning changed."""
    # 1. The version before gives way.
    before = DocumentVersion.objects.filter(document=version.document, status=VersionStatus.CURRENT).first()
    if before is not None:
        move(before, "supersede", by=by, now=now, facts={"by": version.reference})
    # 2. The new one comes into force.
    facts = {"number": version.number}
    move(version, arrow, by=by, now=now, facts=facts, changes={**(changes or {}), "published_at": now})
    # 3. Signatures of the old text no longer count, and everybody is asked for a new one (Q30).
    if version.material:
        stale = Acknowledgement.objects.filter(version__document=version.document).exclude(version=version)
        signers = _supersede(list(stale.filter(status=AcknowledgementStatus.SIGNED).select_related(*_NAMED)), now=now)
        _drop_unsigned(stale, now=now)
        ask_to_sign(version=version, people=_to_be_asked(version, signers, now), now=now)
    elif before is not None:
        _carry_over(before, version)
    # 4. Everybody hears of it, and a trust's schools adopt it (J20, J21).
    if version.document.kind == Document.Kind.POLICY:
        ask_to_tell_and_adopt(version, before, now=now)
    version_published.send(
        version_id=version.pk,
        document_kind=version.document.kind,
        organisation_id=version.organisation_id,
        now=now,
    )


def _carry_over(before: DocumentVersion, version: DocumentVersion) -> None:
    """Whoever has not signed yet signs the mended text, by the day they were asked for (Q30)."""
    waiting = Acknowledgement.objects.filter(version=before, status__in=OPEN)
    signed = Acknowledgement.objects.filter(version=before, status=AcknowledgementStatus.SIGNED)
    references = [*waiting.values_list("reference", flat=True), *signed.values_list("reference", flat=True)]
    waiting.update(version=version)
    asked = Duty.objects.filter(
        thing_type=Acknowledgement._meta.label, thing_reference__in=references, closed_at__isnull=True
    )
    asked.update(url=f"{version.get_absolute_url()}#sign", label=label_of(version))


def _to_be_asked(version: DocumentVersion, signers: list[Person], now: datetime) -> Iterable[Person]:
    """A policy asks everybody it covers; terms ask those who had signed, other posters are asked by their accounts.

    Where an organisation is still being set up nobody is asked; the sweep does it once that is live.
    """
    if version.document.kind == Document.Kind.POLICY:
        return people_covered(version.organisation, local_date(now), live_only=True)
    return signers if version.document.kind == Document.Kind.TERMS else []


def _supersede(signed: Sequence[Acknowledgement], *, now: datetime) -> list[Person]:
    """Replace many signatures at once along the arrow of the table; answers whose they were."""
    move_many(signed, "supersede", now=now)
    for one in signed:
        signature_changed.send(person_id=one.person_id, document_kind=one.version.document.kind, now=now)
    return [one.person for one in signed]


def _drop_unsigned(stale: QuerySet[Acknowledgement], *, now: datetime) -> None:
    """Nobody signs a text that is no longer in force."""
    move_many(list(stale.filter(status__in=OPEN).select_related(*_NAMED)), "end", now=now)
