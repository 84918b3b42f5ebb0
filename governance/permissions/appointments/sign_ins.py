"""Who may give or move a sign-in: it opens everything its owner may do, wherever they may do it (M47, K14, K15)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from governance.kernel.dates import local_date
from governance.organisations.models import Organisation
from governance.people.models import Person
from governance.people.roles import Role
from governance.people.rules import decides_about, plainly
from governance.people.selectors import roles_behind, workplaces
from governance.permissions.appointments.roles import ABOVE_THE_HEAD, action_for
from governance.permissions.conflicts import PRINCIPALS_OWN
from governance.permissions.selectors import Verdict, can, deciders

BOARD, HEAD = "roles.grant_head", "people.sign_in"
WHO = {BOARD: "the governors, their chair or a trust officer", HEAD: "the headteacher or a trust officer"}
OWN = "You do not move your own sign-in: {who} may change your address."
THEIRS = "{name} acts as {role} at {place}. Only {who} may give them a sign-in or change its address."
LEFT = "{name} works nowhere now, so nobody may change their address. Say first from when they work here again."
WIDER = "This sign-in also opens what you do not look after, so somebody else gives it or may change its address."


def action_to_move(role: str) -> str:
    """Whoever the board appoints, and whoever judges the head, is out of the head's reach: the board moves theirs."""
    named = Role(role)
    return BOARD if named in ABOVE_THE_HEAD or decides_about(named, Role.HD) else HEAD


def may_move_sign_in(person: Person, by: Person, now: datetime) -> Verdict:
    """Yes, if the right is there behind each role of the person, held or stood in for, and wherever else they work."""
    today = local_date(now)
    behind, places = roles_behind(person, today), workplaces(person, today)
    if not (behind or places):
        return Verdict(False, (LEFT.format(name=person.name),))
    if behind and person == by:
        return Verdict(False, (_own(role for role, _ in behind),))
    verdicts = [_behind_role(role, place, person, by, now) for (role, _), place in behind.items()]
    covered = {place.root_id for place in behind.values()}
    verdicts += _elsewhere([place for place in places if place.root_id not in covered], by, now)
    reasons = [reason for verdict in verdicts for reason in verdict.reasons]
    principal = next((one.acting_for for one in verdicts if one.acting_for), None)
    if principal == person:
        reasons.append(PRINCIPALS_OWN.format(name=person.name))
    return Verdict(not reasons, tuple(dict.fromkeys(reasons)), principal)


def _own(roles: Iterable[Role]) -> str:
    actions = {action_to_move(role) for role in roles}
    return OWN.format(who=WHO[BOARD if BOARD in actions else HEAD])


def _behind_role(role: Role, place: Organisation, person: Person, by: Person, now: datetime) -> Verdict:
    """The right to move it; where nobody else has that, the right to grant the role; at the very first, to enter it."""
    action = action_to_move(role)
    for tried in dict.fromkeys((action, action_for(role))):
        verdict = can(by, tried, place, now=now)
        if verdict:
            return verdict
        if verdict.hidden:
            return Verdict(False, (WIDER,))
        if any(one != person for one in _who_can(tried, place, now)):
            return _theirs(action, role, place, person)
    if not _who_can(BOARD, place, now) and can(by, "roles.carry_out", place, now=now):
        return Verdict(True)
    return _theirs(action, role, place, person)


def _who_can(action: str, place: Organisation, now: datetime) -> list[Person]:
    """Everybody who may; the head, who is named for the board's right too, only where it is theirs."""
    return [one for one in deciders(action, place, place, now) if can(one, action, place, now=now)]


def _theirs(action: str, role: Role, place: Organisation, person: Person) -> Verdict:
    said = THEIRS.format(name=person.name, role=plainly(role), place=place.name, who=WHO[action])
    return Verdict(False, (said,))


def _elsewhere(places: Iterable[Organisation], by: Person, now: datetime) -> Iterator[Verdict]:
    """Where the person works without a role, somebody who keeps the people of that school or trust may move it (D04)."""
    trees: dict[int | None, list[Organisation]] = {}
    for place in places:
        trees.setdefault(place.root_id, []).append(place)
    for tree in trees.values():
        verdicts = (can(by, "people.add", place, now=now) for place in tree)
        yield next((verdict for verdict in verdicts if verdict), Verdict(False, (WIDER,)))
