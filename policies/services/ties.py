"""Family ties: declared, talked through, acknowledged or not, declared again, ended (S23, C189, J50)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from governance.audit.services import record
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused, TooLate
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.permissions.services import require
from governance.profile.selectors import profile_for
from governance.workflow.services import begin, move
from policies.duties.declarations import DECIDE_TIE
from policies.models import FamilyTie
from policies.models.ties import OPEN_TIE
from policies.rules.ties import NOT_DECLARED_HERE, WORKING_DAYS_TO_DISCUSS, TieStatus, declare_again_by
from policies.selectors.ties import place_of, pupils_named
from policies.services.declaring import Signing, ask_whoever_decides, signed, tell
from pupils.models import Pupil

ALREADY = "A tie to this pupil has been declared already."
NOT_MATCHED = "Say first which pupil of the register this is."
STATEMENT = "I acknowledge the family tie {reference} of {adult} to {pupil}. We agreed: {protocols}"
NOT_ACKNOWLEDGED = "I do not acknowledge the family tie {reference} of {adult}: {reasons}"


@transaction.atomic
def declare_tie(
    *, school: Organisation, pupil_name: str, relationship: str, platforms: str, by: Person, now: datetime
) -> FamilyTie:
    """Declare a tie; it never fails for the name: who cannot be found, or found once only, is matched later (C189)."""
    place = place_of(by, school, now)
    if not profile_for(place, now)["P67"]:
        raise Refused(NOT_DECLARED_HERE)
    typed = " ".join(pupil_name.split())
    found = pupils_named(school, typed, local_date(now))
    tie = FamilyTie(
        organisation=place,
        school=school,
        adult=by,
        pupil_name=typed,
        pupil=_free_to_match(found, by),
        relationship=relationship.strip(),
        platforms=platforms.strip(),
    )
    begin(tie, by=by, now=now, action="declarations.make", facts={"school": school.reference})
    ask_whoever_decides(
        tie,
        DECIDE_TIE,
        "declarations.decide",
        order=(Role.HD, Role.CHR),
        days=WORKING_DAYS_TO_DISCUSS,
        label=f"Talk through family tie {tie.reference}",
        now=now,
    )
    return tie


def _free_to_match(found: list[Pupil], adult: Person) -> Pupil | None:
    """The one pupil of that name; nobody where there are several, or where the adult has declared that one already."""
    if len(found) != 1 or FamilyTie.objects.filter(OPEN_TIE, adult=adult, pupil=found[0]).exists():
        return None
    return found[0]


@transaction.atomic
def match_tie(tie: FamilyTie, *, pupil: Pupil, by: Person, now: datetime) -> None:
    """Say which pupil the typed name means; only until the decision."""
    require(by, "declarations.decide", tie, now=now)
    if pupil.organisation_id != tie.school_id:
        raise Refused("This pupil is not at the school that was named.")
    before = FamilyTie.objects.filter(pk=tie.pk, status__in=(TieStatus.DECLARED, TieStatus.DISCUSSED))
    try:
        with transaction.atomic():
            changed = before.update(pupil=pupil)
    except IntegrityError:
        raise Refused(ALREADY) from None
    if not changed:
        raise TooLate
    record(
        organisation_reference=tie.organisation.reference,
        action="family_tie.match",
        thing_type=tie.thing_type,
        thing_reference=tie.reference,
        by=by,
        now=now,
        facts={"pupil": pupil.reference},
    )


@transaction.atomic
def discuss_tie(tie: FamilyTie, *, discussed_on: date, note: str, by: Person, now: datetime) -> None:
    """Record when it was talked through with the adult, and what was said."""
    if discussed_on > local_date(now):
        raise Refused("You cannot have talked on a day that has not come yet.")
    move(tie, "discuss", by=by, now=now, changes={"discussed_on": discussed_on, "discussion_note": note.strip()})


@transaction.atomic
def acknowledge_tie(tie: FamilyTie, *, protocols: str, signing: Signing, by: Person, now: datetime) -> None:
    """Acknowledge, with the protocols agreed and a signature: from this moment contact is excused (T83, D08)."""
    require(by, "declarations.decide", tie, now=now)
    if tie.pupil is None:
        raise Refused(NOT_MATCHED)
    words = STATEMENT.format(reference=tie.reference, adult=tie.adult, pupil=tie.pupil, protocols=protocols.strip())
    changes = {
        **_decided(tie, words, "acknowledge", signing, by, now),
        "protocols": protocols.strip(),
        "acknowledged_at": now,
        "redeclare_by": declare_again_by(local_date(now)),
    }
    move(tie, "acknowledge", by=by, now=now, changes=changes, expect={"pupil": tie.pupil})
    tell(tie, tie.adult, "acknowledged", now)


@transaction.atomic
def decline_tie(tie: FamilyTie, *, reasons: str, signing: Signing, by: Person, now: datetime) -> None:
    """Do not acknowledge, with reasons and a signature; the reasons stay on the record and out of the trail (D14)."""
    require(by, "declarations.decide", tie, now=now)
    if not reasons.strip():
        raise Refused("Give your reasons.")
    words = NOT_ACKNOWLEDGED.format(reference=tie.reference, adult=tie.adult, reasons=reasons.strip())
    changes = {**_decided(tie, words, "decline", signing, by, now), "decision_reasons": reasons.strip()}
    move(tie, "decline", by=by, now=now, changes=changes)
    tell(tie, tie.adult, "not acknowledged", now)


def _decided(tie: FamilyTie, words: str, word: str, signing: Signing, by: Person, now: datetime) -> dict[str, object]:
    signature = signed(tie, words, word=word, signing=signing, by=by, now=now)
    return {"decided_by": by, "decided_at": now, "signature": signature}


@transaction.atomic
def redeclare_tie(tie: FamilyTie, *, by: Person, now: datetime) -> None:
    """Declare again that nothing has changed; the year begins anew (J50)."""
    move(tie, "redeclare", by=by, now=now, changes={"redeclare_by": declare_again_by(local_date(now))})


@transaction.atomic
def end_tie(tie: FamilyTie, *, ended_on: date, by: Person, now: datetime) -> None:
    """Say that the tie has ended; contact after that day is excused no more."""
    if ended_on > local_date(now):
        raise Refused("Say so when the day has come: the last day must not lie ahead.")
    changes = {"ended_on": ended_on, "ended_because": "The tie has ended."}
    move(tie, "end", by=by, now=now, changes=changes)
