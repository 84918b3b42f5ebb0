"""What the rules ask about a leaver’s accounts, read at one moment: decisions, and what is left (S27, T39)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from accounts.models import AccountRunner, HandoverLine, LeaverHandover, SocialAccount
from accounts.rules.accounts import AccountStatus
from accounts.rules.applications import RunnerFacts
from accounts.rules.leaver_states import HandoverStatus, Hat
from accounts.rules.leavers import LeftFacts, LineFacts, line_refused
from accounts.selectors.applications import runner_facts
from accounts.selectors.holdings import ONE_DAY, WAITS, hats_of
from accounts.selectors.leavers import held_now, leaving_by, lines_of, names_of, task_words
from accounts.selectors.people import engaged_in, staff_among
from accounts.selectors.posting import needs_of
from governance.audit.services import Entry, record_many
from governance.kernel.dates import local_date, long_date
from governance.people.models import Person
from governance.profile.selectors import profile_for

RUNNING = (
    AccountStatus.LIVE,
    AccountStatus.NEEDS_ATTENTION,
    AccountStatus.SUSPENDED,
    AccountStatus.BEING_TRANSFERRED,
)
ENDING = (AccountStatus.CLOSING, AccountStatus.CLOSED)


def undecided(handover: LeaverHandover, now: datetime) -> list[str]:
    """Everything wrong with the decisions of a handover, at once; an account that names them no more asks nothing."""
    return [reason for line in lines_of(handover) for reason in refused(line, now, handover)]


def refused(line: HandoverLine, now: datetime, handover: LeaverHandover | None = None) -> list[str]:
    """Everything wrong with one decision, read again; nothing where it was carried out or the account is ending."""
    account = line.account
    if line.carried_at or account.status in ENDING:
        return []
    facts = line_facts(line, handover or line.handover, now)
    profile = profile_for(account.organisation, now)
    return line_refused(facts, fewest=profile["P07"], needs=needs_of(profile)) if facts.hats else []


def line_facts(line: HandoverLine, handover: LeaverHandover, now: datetime) -> LineFacts:
    """What the rules ask of a decision, read at this moment: staff are those at work the day after the last day (T39)."""
    account, today = line.account, local_date(now)
    root_id = account.organisation.root_id or 0
    hats = hats_of([handover.leaver_id], [root_id], today).get((handover.leaver_id, root_id), {}).get(account, [])
    day = max(handover.last_day + ONE_DAY, today)
    named = [one for one in (line.lead, line.runner, *keepers_of(line).values()) if one is not None]
    after = _after(account, line, handover.leaver_id, now)
    there = there_on({one.pk for one in named} | set(after), root_id, day)
    facts = _counted({pk: one for pk, one in after.items() if pk in there}, account, day, now)
    running = running_on(account)
    return LineFacts(
        account=account.name,
        way=line.way,
        hats=frozenset(hats),
        running=account.status in RUNNING,
        afterwards=tuple(facts),
        incoming=tuple(one for one in facts if one.person_id not in running),
        taken=_taken(line, account, handover.leaver_id),
        # Asked while it is decided; what was confirmed like that before is carried out, the second time skipped.
        named_twice=handover.status == HandoverStatus.OPEN and line.lead is not None and line.lead == line.runner,
        away=tuple(names_of(one for one in named if one.pk not in there)),
        reason=line.reason,
    )


def running_on(account: SocialAccount) -> dict[int, AccountRunner]:
    """Who runs the account for good, by person; whoever only stands in for some days does not count."""
    return {one.person_id: one for one in account.runners.filter(ends_on__isnull=True).select_related("person")}


def _after(
    account: SocialAccount, line: HandoverLine, leaver_id: int, now: datetime
) -> dict[int, tuple[Person, bool]]:
    """Who would run it once the leaver has gone, each once, with whether they lead."""
    staying = {
        pk: (one.person, one.is_lead and line.lead is None)
        for pk, one in running_on(account).items()
        if pk != leaver_id
    }
    for person, leads in ((line.runner, False), (line.lead, True)):
        if person is not None and person.pk != leaver_id:
            staying[person.pk] = (person, leads or staying.get(person.pk, (person, False))[1])
    return staying


def there_on(people: Collection[int], root_id: int, day: date) -> set[int]:
    """Who of these works there on that day, and leaves no sooner."""
    return {pk for pk, _ in engaged_in(people, [root_id], day)} - leaving_by(root_id, day)


def _counted(
    people: dict[int, tuple[Person, bool]], account: SocialAccount, day: date, now: datetime
) -> list[RunnerFacts]:
    staff = staff_among(list(people), account.organisation, day)
    found = runner_facts(list(people.values()), account.organisation, account.platform.slug, now)
    return [replace(one, is_staff=one.person_id in staff) for one in found]


def keepers_of(line: HandoverLine) -> dict[Hat, Person | None]:
    """Who was chosen for each hat that a field of the account holds."""
    return {
        Hat.CUSTODIAN: line.custodian,
        Hat.RECOVERY: line.recovery_owner,
        Hat.MODERATOR: line.moderator,
        Hat.DEPUTY: line.deputy_moderator,
    }


def _taken(line: HandoverLine, account: SocialAccount, leaver_id: int) -> dict[str, int]:
    """Who wears which hat afterwards: whoever was chosen, else whoever wears it now and does not leave."""
    now_on = {
        Hat.CUSTODIAN: account.custodian_id,
        Hat.RECOVERY: account.recovery_owner_id,
        Hat.MODERATOR: account.moderator_id,
        Hat.DEPUTY: account.deputy_moderator_id,
    }
    chosen = {hat: one.pk if one else None for hat, one in keepers_of(line).items()}
    worn = {hat: chosen[hat] or (pk if pk != leaver_id else None) for hat, pk in now_on.items()}
    if line.lead is not None:
        worn[Hat.LEAD] = line.lead_id
    return {str(hat): pk for hat, pk in worn.items() if pk and pk != leaver_id}


def left_facts(handover: LeaverHandover, now: datetime) -> LeftFacts:
    """What is still open, by name, read at this moment."""
    held = held_now(handover, now)
    mine = [one for one in held.applications if one.status in WAITS and one.applicant_id == handover.leaver_id]
    return LeftFacts(
        accounts=names_of(held.accounts),
        passwords=[f"The password of {one.account}" for one in held.passwords],
        authorisations=[f"Their authorisation for {one.account}" for one in held.granted],
        requests=[f"The request that they may use {one.account}" for one in held.requests],
        turns=[f"the turn to watch {one.account} until {long_date(one.ends_on)}" for one in held.turns],
        tasks=[task_words(one) for one in held.tasks],
        applications=[f"The application for {one}" for one in mine],
        reminded=handover.reminded_on is not None,
    )


def note(
    handover: LeaverHandover,
    action: str,
    facts: dict[str, object],
    by: Person,
    now: datetime,
    acting_for: Person | None,
) -> None:
    """One line in the handover’s own history."""
    entry = Entry(
        organisation_reference=handover.organisation.reference,
        action=f"leaver_handover.{action}",
        thing_type=handover.thing_type,
        thing_reference=handover.reference,
        by=by,
        facts=facts,
        profile_version=profile_for(handover.organisation, now).version,
        acting_for=acting_for,
    )
    record_many([entry], now=now)
