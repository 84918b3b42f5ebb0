"""What the days bring to signatures: late, back, gone, a year old; may run twice or miss a night (S18, J22, D16)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from governance.duties.models import Duty
from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Engagement
from governance.profile.selectors import profiles_for
from governance.workflow.bulk import move_many
from policies.models import Acknowledgement, Document, DocumentVersion
from policies.rules.documents import AcknowledgementStatus, VersionStatus
from policies.rules.signing import ASKED_AGAIN_AHEAD, POLICY, is_yearly, stands_until
from policies.selectors.people import in_force
from policies.services.asking import (
    ONE_DAY,
    OPEN,
    ask_all,
    ask_before_it_runs_out,
    ask_for,
    ask_joiners,
    days_to_sign,
)
from policies.signals import signature_changed


def lapse_signatures(now: datetime) -> int:
    """Each hour: who is late, back, gone or new, whose year is nearly over, and whose is; answers how many (D16)."""
    follow_the_profile(now)
    return (
        _end_those_who_left(now)
        + _recall_those_back(now)
        + _renew_the_old(now)
        + _lapse_the_late(now)
        + _ask_ahead(now)
        + ask_joiners(now)
    )


@transaction.atomic
def _lapse_the_late(now: datetime) -> int:
    late = list(_rows().filter(status=AcknowledgementStatus.DUE, due_on__lt=local_date(now)))
    move_many(late, "lapse", now=now)
    return len(late)


@transaction.atomic
def _end_those_who_left(now: datetime) -> int:
    gone = list(_rows().filter(_has_left(local_date(now)), status__in=OPEN))
    move_many(gone, "end", now=now)
    # What they signed stays as it is; that it would soon be signed again is owed no more.
    signed = _rows().filter(_has_left(local_date(now)), Exists(_owed()), status=AcknowledgementStatus.SIGNED)
    _settle(signed.values_list("reference", flat=True), "left", now)
    return len(gone)


@transaction.atomic
def _recall_those_back(now: datetime) -> int:
    """Whoever is back is asked again, with time to read (T102)."""
    today = local_date(now)
    back = list(_rows().filter(status=AcknowledgementStatus.EXCUSED, excused_until__lte=today))
    due = days_to_sign({one.organisation_id: one.organisation for one in back}.values(), today)
    for place, day in due.items():
        theirs = [one for one in back if one.organisation_id == place]
        move_many(theirs, "recall", now=now, changes={"due_on": day})
        ask_for(theirs, now=now)
    return len(back)


@transaction.atomic
def _renew_the_old(now: datetime) -> int:
    """A signature of a year ago no longer stands: it is replaced by a request for a new one.

    That is late from the first day for whoever was asked a month ahead; whoever could not be, back after years, has the
    time of a new version.
    """
    today = local_date(now)
    signed = _rows().filter(~_has_left(today), status=AcknowledgementStatus.SIGNED, stands_until__lte=today)
    old = list(signed.annotate(was_asked=Exists(_owed())))
    move_many(old, "supersede", now=now)
    current, due = _current(old), days_to_sign({one.organisation_id: one.organisation for one in old}.values(), today)
    rows = [
        Acknowledgement(
            version=current[one.version.document_id],
            person=one.person,
            organisation=one.organisation,
            due_on=one.stands_until - ONE_DAY if one.was_asked else due[one.organisation_id],
        )
        for one in old
        if one.version.document_id in current and one.stands_until
    ]
    ask_all(_not_asked(rows), now=now, again=True)
    for one in old:
        signature_changed.send(person_id=one.person_id, document_kind=one.version.document.kind, now=now)
    return len(old)


def _not_asked(rows: Sequence[Acknowledgement]) -> list[Acknowledgement]:
    """Those among them who are not asked already."""
    asked = set(
        Acknowledgement.objects.filter(
            version__in={row.version_id for row in rows}, status__in=(*OPEN, AcknowledgementStatus.SIGNED)
        ).values_list("person_id", "version_id")
    )
    return [row for row in rows if (row.person_id, row.version_id) not in asked]


@transaction.atomic
def _ask_ahead(now: datetime) -> int:
    """Ask those whose signature stands for a month yet (J22); a duty that is open already is left as it stands."""
    today = local_date(now)
    signed = _rows().filter(~_has_left(today), ~Exists(_owed()), status=AcknowledgementStatus.SIGNED)
    rows = list(signed.filter(stands_until__gt=today, stands_until__lte=today + ASKED_AGAIN_AHEAD))
    current = _current(rows)
    near = [row for row in rows if row.version.document_id in current]
    ask_before_it_runs_out(near, current, now=now)
    return len(near)


def _current(rows: Sequence[Acknowledgement]) -> dict[int, DocumentVersion]:
    """By document the version in force, which is what a new signature is asked for."""
    documents = {row.version.document_id for row in rows}
    versions = DocumentVersion.objects.filter(document__in=documents, status=VersionStatus.CURRENT)
    return {one.document_id: one for one in versions.select_related("document", "organisation")}


@transaction.atomic
def follow_the_profile(now: datetime) -> int:
    """Where the policy came to ask for a signature every year, or no longer does, those given before follow it (P71)."""
    signed = Acknowledgement.objects.filter(
        status=AcknowledgementStatus.SIGNED, version__document__kind=Document.Kind.POLICY
    )
    places = Organisation.objects.filter(pk__in=signed.values("organisation"))
    yearly = [pk for pk, profile in profiles_for(places, now).items() if is_yearly(POLICY, profile["P71"])]
    for_good = signed.filter(stands_until__isnull=False).exclude(organisation__in=yearly)
    _settle(for_good.filter(Exists(_owed())).values_list("reference", flat=True), "no longer yearly", now)
    changed = for_good.update(stands_until=None)
    rows = list(signed.filter(stands_until=None, organisation__in=yearly))
    for row in rows:
        signed_on = local_date(row.signed_at) if row.signed_at else local_date(now)
        until = stands_until(signed_on, replaces=None, yearly=True) or signed_on
        # Nobody is late for what was not asked of them: everybody has the month in which one is asked ahead.
        row.stands_until = max(until, local_date(now) + ASKED_AGAIN_AHEAD)
    Acknowledgement.objects.bulk_update(rows, ["stands_until"], batch_size=400)
    return changed + len(rows)


def _owed() -> QuerySet[Duty]:
    """What is still owed about a signature, for a condition on its row."""
    return Duty.objects.filter(
        thing_type=Acknowledgement._meta.label, thing_reference=OuterRef("reference"), closed_at__isnull=True
    )


def _settle(references: Iterable[str], outcome: str, now: datetime) -> None:
    """Close what is owed about these signatures."""
    owed = Duty.objects.filter(thing_type=Acknowledgement._meta.label, thing_reference__in=list(references))
    owed.filter(closed_at__isnull=True).update(closed_at=now, outcome=outcome, next_step_at=None)


def _rows() -> QuerySet[Acknowledgement]:
    return Acknowledgement.objects.select_related("organisation", "person", "version__document__organisation")


def _has_left(today: date) -> Q:
    """Nothing is asked of those who work nowhere in the tree any more (D09); what they signed stays as it is."""
    here = Engagement.objects.filter(
        in_force(today), person=OuterRef("person"), organisation__root=OuterRef("organisation__root")
    )
    return ~Q(Exists(here))
