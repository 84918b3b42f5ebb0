"""Signatures made on a printed list: keyed by somebody else, with who saw them made and where the sheet is kept (D08, C012)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from governance.kernel.dates import local_date, local_midnight
from governance.kernel.errors import Refused
from governance.people.models import Person
from governance.people.signatures.services import record_paper
from governance.permissions.services import require
from policies.models import DocumentVersion
from policies.selectors.paper_lists import list_with_mark
from policies.services.sheets import PAPER, keep_asked
from policies.services.signatures import given, named, open_for, text_signed

# A sheet is signed some time during the day; noon is on that day whatever the clocks do.
NOON = timedelta(hours=12)
NO_SUCH_LIST = (
    "That is not the mark of a list printed here for this version. Type it as it stands at the foot of the list. "
    "If it stands like that, print a new list and have it signed: nobody signs words that they have not seen."
)
PRINTED_LATER = "The list was printed after the day on it. Check the day, and the mark at the foot of the list."


@dataclass(frozen=True)
class Sheet:
    """A signed list: the day on it, the mark at its foot, who saw people sign, and where the paper is kept."""

    signed_on: date
    mark: str
    witness: Person
    kept_at: str


@transaction.atomic
def key_sheet(version: DocumentVersion, *, signers: Sequence[Person], sheet: Sheet, by: Person, now: datetime) -> int:
    """Keep the signatures of a printed list, all of them or none; answers how many."""
    if sheet.signed_on > local_date(now):
        raise Refused("The day on the list is still to come.")
    if version.effective_from and sheet.signed_on < version.effective_from:
        raise Refused(f"Version {version.number} was not in force on that day.")
    if not signers:
        raise Refused("Tick who signed.")
    for signer in signers:
        _key(version, signer, sheet, by, now)
    return len(signers)


def _key(version: DocumentVersion, signer: Person, sheet: Sheet, by: Person, now: datetime) -> None:
    mine, replaces = open_for(version, signer, now, on_sheet=sheet.signed_on)
    require(by, "policies.key_paper", mine, now=now)
    # What stood on the paper: what was asked when it was printed, whatever came between that and the signing.
    printed = list_with_mark(version, mine.organisation, sheet.mark, now)
    if printed is None:
        raise Refused(NO_SUCH_LIST)
    if local_date(printed.at) > sheet.signed_on:
        raise Refused(PRINTED_LATER)
    signed_at = min(max(local_midnight(sheet.signed_on) + NOON, printed.at), now)
    signature = record_paper(
        person=signer,
        witness=sheet.witness,
        thing=mine,
        statement=f"{text_signed(version, printed.asked)}\n\nOn paper, kept at: {sheet.kept_at}",
        version=named(version),
        signed_at=signed_at,
        printed_name=signer.name,
        by=by,
        now=now,
    )
    given(mine, signature, replaces=replaces, by=by, now=now, name="sign_on_paper")
    keep_asked(mine, printed.asked, means=PAPER, at=signed_at, now=now)
