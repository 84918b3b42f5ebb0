"""Signing a version and being excused: proof of person, printed name, and the very text that was read (S18, D08, T102)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from governance.kernel.actors import SYSTEM
from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere, Refused
from governance.people.models import Person, Signature
from governance.people.signatures.services import sign
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import move
from policies.models import Acknowledgement, DocumentVersion
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.rules.sheets import CHANGED
from policies.rules.signing import FOR_THE_SCHOOL, TERMS, is_yearly, may_sign_again, stands_until
from policies.selectors.files import words_of
from policies.selectors.sheets import Asked, asked_of, mark_of_asked
from policies.services.asking import OPEN, ask_to_sign
from policies.services.quiz import answered
from policies.services.sheets import PAGE, keep_asked
from policies.signals import signature_changed

STATEMENT = "I have read and understood “{title}”, version {number},{asked} and I will keep to it."
WITH = " with what is asked of me at {places},"


def statement_of(version: DocumentVersion, asked: Sequence[Asked] = ()) -> str:
    """The words that a person signs under a version, and under what is asked of them with it.

    Under terms of use they also say whom the accounts serve (C050).
    """
    places = " and ".join(one.organisation.name for one in asked)
    with_it = WITH.format(places=places) if asked else ""
    said = STATEMENT.format(title=version.document.title, number=version.number, asked=with_it)
    return f"{said} {FOR_THE_SCHOOL}" if version.document.kind == TERMS else said


def text_signed(version: DocumentVersion, asked: Sequence[Asked] = ()) -> str:
    """The statement with all it is about, the file where there is one, so that the fingerprint holds every word (D08).

    A notice of monitoring is no part of it: nobody signs that they agree to one (T112).
    """
    return "\n\n".join([statement_of(version, asked), words_of(version), *(one.sheet.text for one in asked)])


@transaction.atomic
def sign_version(
    version: DocumentVersion,
    *,
    by: Person,
    now: datetime,
    proved_at: datetime | None,
    printed_name: str,
    answers: Mapping[str, str] | None = None,
    seen: str | None = None,
) -> Acknowledgement:
    """Sign the version in force, asked or not: proof of person, printed name, and the very text that was read (D08).

    Where the document asks questions first, all of them are answered rightly; `answers` holds the choice by question.
    `seen` marks what was asked when the page was read; where that has changed since, nobody signs what they have not read.
    """
    questions = answered(version.document, answers or {})
    asked = asked_of(version, by, now)
    if seen is not None and seen != mark_of_asked(asked):
        raise Refused(CHANGED)
    mine, replaces = open_for(version, by, now)
    require(by, "policies.sign", mine, now=now)
    signature = sign(
        by=by,
        thing=mine,
        statement=text_signed(version, asked),
        version=named(version),
        now=now,
        proved_at=proved_at,
        printed_name=printed_name,
    )
    given(mine, signature, replaces=replaces, by=by, now=now, facts={"questions": questions} if questions else {})
    keep_asked(mine, asked, means=PAGE, at=now, now=now)
    return mine


def given(
    mine: Acknowledgement,
    signature: Signature,
    *,
    replaces: date | None,
    by: Person,
    now: datetime,
    name: str = "sign",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Keep a signature with the request it answers, and say until when it stands."""
    kind = mine.version.document.kind
    yearly = is_yearly(kind, profile_for(mine.organisation, now)["P71"])
    until = stands_until(local_date(signature.signed_at), replaces=replaces, yearly=yearly)
    changes = {"signed_at": signature.signed_at, "signature": signature, "stands_until": until}
    move(mine, name, by=by, now=now, changes=changes, facts=facts)
    signature_changed.send(person_id=mine.person_id, document_kind=kind, now=now)


def named(version: DocumentVersion) -> str:
    """The version as a signature names it."""
    return f"{version.reference}:{version.number}"


def open_for(
    version: DocumentVersion, person: Person, now: datetime, *, on_sheet: date | None = None
) -> tuple[Acknowledgement, date | None]:
    """The person's open request for the version in force, made now where nobody had asked.

    With it, the day on which the signature that this one replaces would have run out, if it still stands.
    Whether it was time to sign again is judged by the day on which they sign: today, or the day `on_sheet` (T64).
    """
    if not DocumentVersion.objects.filter(pk=version.pk, status=VersionStatus.CURRENT).exists():
        raise Refused("This version is no longer in force. Read the current one and sign that.")
    rows = Acknowledgement.objects.filter(version__document=version.document_id, person=person)
    rows = rows.select_related("organisation", "version__document")
    replaces = _taken_over(rows.filter(status=AcknowledgementStatus.SIGNED).first(), version, now, on_sheet)
    found = rows.filter(version=version, status__in=OPEN).first()
    if found is not None and found.status == AcknowledgementStatus.EXCUSED:
        move(found, "recall", by=SYSTEM, now=now)
    found = found or next(iter(ask_to_sign(version=version, people=[person], now=now)), None)
    if found is None:
        raise NotFoundHere
    return found, replaces


def _taken_over(
    signed: Acknowledgement | None, version: DocumentVersion, now: datetime, on_sheet: date | None
) -> date | None:
    """Let the signature that stands give way to the one that is being given."""
    if signed is None:
        return None
    near_its_end = may_sign_again(signed.stands_until, on_sheet or local_date(now))
    if signed.version_id == version.pk and not near_its_end:
        who = f"{signed.person.name} has" if on_sheet else "You have"
        raise Refused(f"{who} signed this version already.")
    move(signed, "supersede", by=SYSTEM, now=now)
    return signed.stands_until if near_its_end else None


@transaction.atomic
def excuse(asked: Acknowledgement, *, reason: str, until: date, by: Person, now: datetime) -> None:
    """Excuse somebody who is away until they are back; they still may not post meanwhile."""
    if until <= local_date(now):
        raise Refused("The day they are back must lie ahead.")
    move(asked, "excuse", by=by, now=now, reason=reason, changes={"excused_until": until})
