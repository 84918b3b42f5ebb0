"""Signing, on a page or on paper (D08)."""

from datetime import datetime
from typing import Protocol

from django.db import transaction

from governance.audit.services import record
from governance.kernel.errors import Refused
from governance.organisations.models import Organisation
from governance.people.models import Person, Signature
from governance.people.signatures.rules import digest_of, paper_refused, sign_refused


class Signable(Protocol):
    """A record that can be signed: known by its kind and reference, and belonging to an organisation."""

    reference: str

    @property
    def thing_type(self) -> str:
        """The record's kind."""

    @property
    def organisation(self) -> Organisation:
        """Where it belongs."""


@transaction.atomic
def sign(
    *,
    by: Person,
    thing: Signable | Organisation,
    statement: str,
    version: str,
    now: datetime,
    proved_at: datetime | None,
    printed_name: str,
    acting_for: Person | None = None,
    method: str = Signature.Method.SIGN_IN,
) -> Signature:
    """Sign these words on this version of the thing, having proved within fifteen minutes who one is."""
    reasons = sign_refused(proved_at=proved_at, now=now, printed_name=printed_name, name=by.name, statement=statement)
    if reasons or proved_at is None:
        raise Refused(reasons)
    signature = Signature.objects.create(
        person=by,
        printed_name=" ".join(printed_name.split()),
        statement=statement,
        statement_digest=digest_of(statement),
        version=version,
        thing_type=thing.thing_type,
        thing_reference=thing.reference,
        method=method,
        proved_at=proved_at,
        signed_at=now,
    )
    _tell(signature, thing, by=by, now=now, acting_for=acting_for)
    return signature


@transaction.atomic
def record_paper(
    *,
    person: Person,
    witness: Person,
    thing: Signable | Organisation,
    statement: str,
    version: str,
    signed_at: datetime,
    printed_name: str,
    by: Person,
    now: datetime,
) -> Signature:
    """Record a signature made on paper, with who saw it made; the scan is kept with the thing itself."""
    reasons = paper_refused(witness_is_signer=person == witness, signed_at=signed_at, now=now, statement=statement)
    if reasons:
        raise Refused(reasons)
    signature = Signature.objects.create(
        person=person,
        printed_name=" ".join(printed_name.split()) or person.name,
        statement=statement,
        statement_digest=digest_of(statement),
        version=version,
        thing_type=thing.thing_type,
        thing_reference=thing.reference,
        method=Signature.Method.PAPER,
        proved_at=signed_at,
        signed_at=signed_at,
        witness=witness,
    )
    _tell(signature, thing, by=by, now=now, acting_for=None)
    return signature


def _tell(
    signature: Signature, thing: Signable | Organisation, *, by: Person, now: datetime, acting_for: Person | None
) -> None:
    """Write the signature into the audit trail of the organisation to which the thing belongs."""
    place = thing if isinstance(thing, Organisation) else thing.organisation
    record(
        organisation_reference=place.reference,
        action="signatures.sign",
        thing_type=signature.thing_type,
        thing_reference=signature.thing_reference,
        by=by,
        now=now,
        acting_for=acting_for,
        facts={
            "signature": signature.reference,
            "version": signature.version,
            "digest": signature.statement_digest,
            "method": str(signature.method),
            "signer": signature.person.reference,
        },
    )
