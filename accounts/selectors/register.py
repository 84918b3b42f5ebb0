"""The register of accounts (C032), and one account's history in words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import AccountRunner, SocialAccount
from accounts.selectors.custody import with_passwords_owed
from accounts.selectors.verbs import VERBS
from governance.audit.models import AuditEvent, Chain
from governance.audit.selectors import history_of
from governance.kernel.errors import NotFoundHere
from governance.kernel.models import Referenced
from governance.permissions.standing import Standing

# What belongs to an account, as its history names it.
OF_IT = {"AccountApplication": "Application", "TechnicalTask": "Technical task"}


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    sentence: str
    actor_name: str
    at: datetime


@dataclass(frozen=True)
class Wanted:
    """What the reader of the register is looking for; empty means everything."""

    words: str = ""
    status: str = ""
    platform: str = ""
    school: str = ""
    seen_by: str = ""
    runner: str = ""


EVERYTHING = Wanted()


def accounts_for(
    standing: Standing, wanted: Wanted = EVERYTHING, *, action: str = "accounts.view"
) -> QuerySet[SocialAccount]:
    """The accounts of every organisation whose register the person may see, as far as they match (C032)."""
    rows = SocialAccount.objects.filter(organisation__in=standing.organisation_ids(action)).select_related(
        "platform", "organisation", "custodian"
    )
    rows = with_passwords_owed(rows, standing)
    exact = {
        "status": wanted.status,
        "platform__slug": wanted.platform,
        "organisation__reference": wanted.school,
        "is_open": {"open": True, "closed": False}.get(wanted.seen_by, ""),
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value != ""})
    for word in wanted.words.lstrip("@").split():
        rows = rows.filter(Q(name__icontains=word) | Q(handle__icontains=word) | Q(organisation__name__icontains=word))
    return rows.filter(Exists(_run_by(wanted.runner))) if wanted.runner.strip() else rows


def _run_by(words: str) -> QuerySet[AccountRunner]:
    """Those who run an account now, by every word of their name."""
    rows = AccountRunner.objects.filter(account=OuterRef("pk"), ends_on__isnull=True)
    for word in words.split():
        rows = rows.filter(Q(person__given_name__icontains=word) | Q(person__family_name__icontains=word))
    return rows


def account_for(reference: str) -> SocialAccount:
    """The account of that reference with what its page shows."""
    rows = SocialAccount.objects.select_related(
        "platform",
        "organisation",
        "application",
        "custodian",
        "displayed_owner",
        "recovery_owner",
        "moderator",
        "deputy_moderator",
        "created_by",
    )
    found = rows.filter(reference=reference).first()
    if found is None:
        raise NotFoundHere
    return found


def history_lines(thing: Referenced) -> list[Line]:
    """What was done to a thing, in words, oldest first."""
    return [_line(event) for event in _told(history_of(thing.thing_type, thing.reference))]


def whole_history(account: SocialAccount) -> QuerySet[AuditEvent]:
    """All that was done to an account, its application, authorisations and technical tasks: the open chain alone (D06)."""
    belonging = (account.authorisations, account.technical_tasks)
    references = [account.reference, *(one for rows in belonging for one in rows.values_list("reference", flat=True))]
    if account.application:
        references.append(account.application.reference)
    return AuditEvent.objects.filter(thing_reference__in=references, chain=Chain.OPEN, action__in=list(VERBS))


def lines_of(account: SocialAccount, events: Iterable[AuditEvent]) -> list[Line]:
    """Events in words; one of what belongs to it says which."""
    return [_of(event, account) for event in events]


def latest_lines(account: SocialAccount, most: int = 10) -> list[Line]:
    """The latest of it, the newest first, for the account's own page."""
    return lines_of(account, whole_history(account).order_by("-at", "-id")[:most])


def _of(event: AuditEvent, account: SocialAccount) -> Line:
    line = _line(event)
    if event.thing_reference == account.reference:
        return line
    kind = OF_IT.get(event.thing_type.rpartition(".")[2], "Authorisation")
    return replace(line, sentence=f"{kind} {event.thing_reference}: {line.sentence[:1].lower()}{line.sentence[1:]}")


def _told(events: Iterable[AuditEvent]) -> list[AuditEvent]:
    return [event for event in events if event.action in VERBS]


def _line(event: AuditEvent) -> Line:
    reason = json.loads(event.facts).get("reason", "")
    sentence = VERBS[event.action]
    acting = f" for {event.acting_for_name}" if event.acting_for_name else ""
    return Line(f"{sentence}: {reason}" if reason else f"{sentence}.", f"{event.actor_name}{acting}", event.at)
