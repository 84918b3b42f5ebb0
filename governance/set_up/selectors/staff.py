"""Who is known where a file of staff is loaded, and a file that waits."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from governance.kernel.errors import NotFoundHere
from governance.organisations.models import Organisation
from governance.organisations.selectors import schools_under
from governance.people.models import Engagement, Person, User
from governance.set_up.models import StaffUpload
from governance.set_up.rules.staff_columns import plain
from governance.set_up.rules.staff_known import Known, KnownWork, Register

GONE = "This file is no longer here: files that are not loaded are deleted after an hour. Choose it again."
AT_ONCE = 500
_WORK = ("person_id", "pk", "organisation_id", "kind", "job_title", "teaches", "starts_on", "ends_on")


def register_of(organisation: Organisation, emails: Collection[str], today: date) -> Register:
    """Everybody known in the tree, in three statements, and the addresses that are others', some hundreds a statement."""
    works: dict[int, list[KnownWork]] = defaultdict(list)
    open_now = Engagement.objects.filter(organisation__root_id=organisation.root_id).exclude(ends_on__lt=today)
    for person_id, *work in open_now.order_by("pk").values_list(*_WORK):
        works[person_id].append(KnownWork(*work))
    there = Engagement.objects.filter(person=OuterRef("pk"), organisation__root_id=organisation.root_id)
    rows = Person.objects.filter(Exists(there)).order_by("pk")
    below = Q(organisation=organisation) | Q(organisation__parent=organisation)
    here = set(Engagement.objects.filter(below).values_list("person_id", flat=True))
    known = [
        Known(*row, works=tuple(works.get(row[0], ())), is_here=row[0] in here)
        for row in rows.values_list("pk", "reference", "given_name", "family_name", "email")
    ]
    by_name: dict[tuple[str, str], tuple[Known, ...]] = defaultdict(tuple)
    for one in known:
        by_name[one.given_name.casefold(), one.family_name.casefold()] += (one,)
    by_email = {one.email.lower(): one for one in known if one.email}
    return Register(by_email, dict(by_name), _elsewhere([one for one in emails if one and one not in by_email]))


def _elsewhere(emails: list[str]) -> frozenset[str]:
    """Which of these addresses somebody outside the tree has, as a person or as a sign-in."""
    found: set[str] = set()
    for start in range(0, len(emails), AT_ONCE):
        part = emails[start : start + AT_ONCE]
        people = Person.objects.annotate(address=Lower("email")).filter(address__in=part)
        users = User.objects.annotate(address=Lower("email")).filter(address__in=part)
        found.update(people.values_list("address", flat=True))
        found.update(users.values_list("address", flat=True))
    return frozenset(found)


def places_by_name(organisation: Organisation) -> dict[str, int]:
    """The organisation and its schools by name and short name, in plain letters."""
    places = [organisation, *schools_under(organisation)]
    return {plain(words): place.pk for place in places for words in (place.name, place.short_name)}


def staff_upload_for(person: Person, reference: str, *, now: datetime) -> StaffUpload:
    """The person's own file on its way in; nobody else's is found, and none after its hour."""
    uploads = StaffUpload.objects.filter(reference=reference, by=person, expires_at__gt=now)
    upload = uploads.select_related("organisation").first()
    if upload is None:
        raise NotFoundHere(GONE)
    return upload
