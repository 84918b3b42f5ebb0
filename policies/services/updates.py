"""A trust's update is told to each of its schools, and each school's head says that it was seen (C005)."""

from datetime import datetime, timedelta

from django.db import transaction

from governance.duties.services import Ask, open_duties
from governance.kernel.dates import local_date, local_midnight
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.profile.selectors import profiles_for
from governance.workflow.bulk import begin_many, move_many
from governance.workflow.services import move
from policies.models import Document, DocumentVersion, UpdateReceipt
from policies.rules.documents import VersionStatus
from policies.rules.updates import UPDATE_DUTY, ReceiptStatus, UpdateAbout, confirm_by


def schools_under(owner: Organisation, now: datetime) -> list[Organisation]:
    """The schools below whose text the trust owns (P70)."""
    schools = list(Organisation.objects.filter(root_id=owner.pk).exclude(pk=owner.pk))
    profiles = profiles_for(schools, now) if schools else {}
    return [school for school in schools if profiles[school.pk]["P70"] == "trust"]


def tell_schools_of_version(version: DocumentVersion, *, now: datetime) -> int:
    """Tell each school of the trust that this version is in force, with its next review date; answers how many."""
    return _tell(version, UpdateAbout.VERSION, now)


def tell_schools_of_date(document: Document, *, now: datetime) -> int:
    """Tell each school of the trust that the next review date was set anew; answers how many."""
    rows = DocumentVersion.objects.filter(document=document, status=VersionStatus.CURRENT)
    version = rows.select_related("document", "organisation").first()
    return _tell(version, UpdateAbout.REVIEW_DATE, now) if version else 0


@transaction.atomic
def _tell(version: DocumentVersion, about: UpdateAbout, now: datetime) -> int:
    """An update not confirmed yet is overtaken by this one, which says everything that is new."""
    schools = schools_under(version.organisation, now)
    waiting = UpdateReceipt.objects.filter(version__document=version.document_id, status=ReceiptStatus.AWAITED)
    move_many(list(waiting.select_related("organisation")), "lapse", now=now)
    due = Document.objects.values_list("next_review_on", flat=True).get(pk=version.document_id)
    told = {"version": version, "about": about, "next_review_on": due, "due_on": confirm_by(local_date(now))}
    receipts = [UpdateReceipt(organisation=school, **told) for school in schools]
    begin_many(receipts, now=now, facts=lambda row: {"version": row.version.reference})
    open_duties([_ask(receipt) for receipt in receipts], now=now)
    return len(schools)


def _ask(receipt: UpdateReceipt) -> Ask:
    return Ask(
        kind=UPDATE_DUTY,
        thing=receipt,
        organisation=receipt.organisation,
        due_at=local_midnight(receipt.due_on + timedelta(days=1)),
        asked_role=Role.HD,
        label=f"Confirm the trust’s update: {receipt.version}"[:200],
        url=receipt.get_absolute_url(),
    )


@transaction.atomic
def confirm_update(receipt: UpdateReceipt, *, by: Person, now: datetime) -> None:
    """Say for one's school that the trust's update was seen; who and when are kept (C005)."""
    move(receipt, "confirm", by=by, now=now, changes={"confirmed_at": now, "confirmed_by": by})
