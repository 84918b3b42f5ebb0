"""Writing the contacts of a file in bulk: one contact for a parent of several pupils, and staff recognised (K11)."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from governance.organisations.models import Organisation
from governance.people.models import Engagement
from pupils.models import Contact, Responsibility
from pupils.rules.compare import Plan
from pupils.rules.rows import ContactRow

BATCH = 500


class ContactWriter:
    """Knows the contacts of one school, and writes those of a plan."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.known: dict[tuple[str, ...], Contact] = {}

    def write(self, plan: Plan, added: dict[str, int]) -> None:
        """The new contacts of new and known pupils, then what changed about those that were there."""
        new = list(_new_contacts(plan, added))
        if new:
            self._write_new(new)
        _write_changed(plan)

    def _write_new(self, new: list[tuple[int, ContactRow]]) -> None:
        for contact in Contact.objects.filter(organisation=self.organisation).iterator(chunk_size=2000):
            self._know(contact, contact.email, contact.telephone)
        staff = self._staff({row.email.casefold() for _, row in new if row.email})
        links: list[tuple[int, Contact, ContactRow]] = []
        fresh: list[Contact] = []
        for pupil_id, row in new:
            found = self._find(row)
            if found is None:
                found = self._made(row, staff)
                fresh.append(found)
            links.append((pupil_id, found, row))
        Contact.objects.bulk_create(fresh, batch_size=BATCH)
        Responsibility.objects.bulk_create(
            [_link(pupil_id, contact, row) for pupil_id, contact, row in links],
            batch_size=BATCH,
            ignore_conflicts=True,
        )

    def _made(self, row: ContactRow, staff: dict[str, int]) -> Contact:
        contact = Contact(
            organisation=self.organisation,
            given_name=row.given_name,
            family_name=row.family_name,
            email=row.email,
            telephone=row.telephone,
            person_id=staff.get(row.email.casefold()),
        )
        self._know(contact, row.email, row.telephone)
        return contact

    def _know(self, contact: Contact, email: str, telephone: str) -> None:
        for way in _ways(contact.given_name, contact.family_name, email, telephone):
            self.known.setdefault(way, contact)

    def _find(self, row: ContactRow) -> Contact | None:
        """A namesake is the same person only if an e-mail address or telephone number says so."""
        ways = _ways(row.given_name, row.family_name, row.email, row.telephone)
        return next((self.known[way] for way in ways if way in self.known), None)

    def _staff(self, emails: set[str]) -> dict[str, int]:
        """Who among those addresses works in this organisation's tree."""
        engaged = Engagement.objects.filter(organisation__root=self.organisation.root_id)
        rows = engaged.annotate(address=Lower("person__email")).filter(address__in=emails)
        return dict(rows.values_list("address", "person_id"))


def _ways(given: str, family: str, email: str, telephone: str) -> Iterator[tuple[str, ...]]:
    name = (given.casefold(), family.casefold())
    if email:
        yield (*name, email.casefold())
    if telephone:
        yield (*name, "".join(telephone.split()))


def _new_contacts(plan: Plan, added: dict[str, int]) -> Iterator[tuple[int, ContactRow]]:
    for row in plan.added:
        yield from ((added[row.number], contact) for contact in row.contacts.values())
    for change in plan.changed:
        yield from ((change.known.id, contact) for contact in change.new_contacts)


def _link(pupil_id: int, contact: Contact, row: ContactRow) -> Responsibility:
    """What the contact is to the pupil; responsibility that the file does not state is not assumed (C091)."""
    return Responsibility(
        pupil_id=pupil_id,
        contact=contact,
        relationship=row.relationship,
        has_responsibility=bool(row.responsibility),
    )


def _write_changed(plan: Plan) -> None:
    reached: dict[int, dict[str, object]] = {}
    linked: dict[int, dict[str, object]] = {}
    for change in plan.changed:
        for known, differences in change.changed_contacts:
            for one in differences:
                of_contact = one.field in ("email", "telephone")
                rows, key = (reached, known.contact_id) if of_contact else (linked, known.link_id)
                rows.setdefault(key, {})[one.field] = one.new
    _update(Contact.objects.all(), reached)
    _update(Responsibility.objects.all(), linked)


def _update(stored: QuerySet[Any], rows: dict[int, dict[str, object]]) -> None:
    """Write what changed about those rows, and nothing else."""
    found = stored.in_bulk(list(rows)) if rows else {}
    for pk, values in rows.items():
        for name, value in values.items():
            setattr(found[pk], name, value)
    if fields := sorted({name for values in rows.values() for name in values}):
        stored.bulk_update(found.values(), fields, batch_size=BATCH)
