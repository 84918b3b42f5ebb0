"""What the technicians were asked to do about accounts, and who the technicians are (C020, C046)."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AccountRunner, SocialAccount, TechnicalTask
from accounts.rules.accounts import AccountStatus
from accounts.rules.technical import OPEN
from governance.kernel.dates import local_date
from governance.kernel.errors import NotFoundHere
from governance.organisations.models import Organisation
from governance.people.models import Person, RoleHeld
from governance.people.roles import Role
from governance.people.selectors import running_on
from governance.permissions.selectors import can
from governance.permissions.standing import Standing
from governance.profile.selectors import profile_for
from policies.selectors.documents import line_of

MOST_SHOWN = 20


def technical_for(
    standing: Standing, *, status: str = "", kind: str = "", school: str = "", words: str = ""
) -> QuerySet[TechnicalTask]:
    """What was asked wherever the person may see all of it, and what they asked for themselves."""
    seen = Q(organisation__in=standing.organisation_ids("accounts.list_technical")) | Q(asked_by=standing.person)
    here = TechnicalTask.objects.filter(seen, organisation__in=list(standing.organisations))
    rows = here.select_related("organisation", "account__platform", "asked_by", "done_by", "confirmed_by")
    exact = {"status": status, "kind": kind, "organisation__reference": school}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    for word in words.split():
        rows = rows.filter(Q(account__name__icontains=word) | Q(note__icontains=word) | Q(reference__iexact=word))
    return rows


def technical_about(standing: Standing, action: str) -> list[SocialAccount | Organisation]:
    """The schools and accounts about which the person may ask: all of a school's, else the accounts they run."""
    places = standing.organisation_ids(action)
    mine = AccountRunner.objects.filter(account=OuterRef("pk"), person=standing.person, ends_on__isnull=True)
    rows = SocialAccount.objects.filter(Q(organisation__in=places) | Exists(mine)).exclude(status=AccountStatus.CLOSED)
    schools = sorted((standing.organisations[pk] for pk in places), key=str)
    return [*schools, *rows.select_related("platform", "organisation").order_by("name", "pk")]


def technical_task(reference: str) -> TechnicalTask:
    """The task of that reference with what its page shows."""
    rows = TechnicalTask.objects.select_related(
        "organisation", "account__platform", "account__organisation", "asked_by", "done_by", "confirmed_by"
    )
    found = rows.filter(reference=reference).first()
    if found is None:
        raise NotFoundHere
    return found


def technical_of(account: SocialAccount, person: Person, now: datetime) -> list[TechnicalTask]:
    """What is open about the account, for those who see what is asked of the technicians and for who runs it."""
    if not can(person, "accounts.view_technical", account, now=now):
        return []
    rows = account.technical_tasks.filter(status__in=OPEN).select_related("organisation", "account__platform")
    return list(rows.order_by("due_on", "pk")[:MOST_SHOWN])


def technicians_at(organisation: Organisation, now: datetime) -> Role:
    """The role that is asked: the first of the profile's that somebody holds here or above."""
    roles: Sequence[Role] = [Role(one) for one in profile_for(organisation, now)["P17.technical"]] or [Role.ICT]
    rows = RoleHeld.objects.filter(running_on(local_date(now)), role__in=roles, revoked_at__isnull=True)
    held = set(rows.filter(organisation__in=line_of(organisation)).values_list("role", flat=True))
    return next((role for role in roles if role in held), roles[0])
