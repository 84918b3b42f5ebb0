"""Every declared action, for every role, at the own school, below, above, beside and elsewhere."""

import re

import pytest

from governance.people.models import Engagement
from governance.people.roles import DERIVED, GRANTABLE, Role
from governance.permissions import registry
from governance.permissions.selectors import can, standing_of
from governance.profile.selectors import profile_for
from tests.factories import PersonFactory
from tests.governance.permissions.things import Thing

GOVERNORS = (Role.CHR, Role.GOV)
IN_WORDS = {Role.HR: "HR", Role.TRU: "TRU|trust officer"}
ENOUGH = {"A": "A", "D": "DA", "V": "VDA", "v": "vVDA", "O": "OvVDA"}
# Notes that ask for more than the role; none of these things gives it.
CONDITIONAL = re.compile(r"^[ADVvO] (own (?!school)|if |only if |until |for HD's|HD's role|teaching|child|self)|^O\b")


def letter(row, role):
    """The letter a reader finds for the role in the printed cell, where nothing more is asked."""
    text = row.text(role)
    if role in (Role.HR, Role.TRU):
        found = re.search(rf"\b(?:{IN_WORDS[role]}) ([ADVv])\b", text) or re.search(r"^([ADVv])\b", text)
        return found[1] if found and not re.match(r"^HR if", text) else ""
    return "" if CONDITIONAL.match(text) else text[:1] if re.match(r"^[ADVv]\b", text) else ""


def expected(action, roles, organisation, now):
    """Whether one of the roles may, read straight from the printed cells and the profile."""
    row = registry.row_of(action)
    for role in roles:
        chosen = role in profile_for(organisation, now)[action.decider_setting] if action.decider_setting else None
        by_cell = letter(row, role) in tuple(ENOUGH[action.needs])
        if ((by_cell if chosen is None else chosen) or role in action.fallback) and role not in action.own_only_roles:
            return True
    return False


def spared(action, roles):
    """Whether only the last resort could answer, which depends on who else is there."""
    return bool(set(roles) & set(action.last_resort))


@pytest.mark.clause("D04", "D05", *(f"M{number:02}" for number in range(1, 51)))
@pytest.mark.parametrize("role", GRANTABLE)
def test_each_action_goes_to_the_roles_the_table_and_profile_name_and_nowhere_else(spx, now, role):
    kind = Engagement.Kind.GOVERNOR if role in GOVERNORS else Engagement.Kind.EMPLOYED
    person = PersonFactory(working_at=spx.school, working_at__kind=kind, roles=[role])
    held = {role} if role in GOVERNORS else {role, Role.STF}

    wrong = []
    for key, action in registry.ACTIONS.items():
        here = can(person, key, Thing(spx.school), now=now)
        if not spared(action, held) and bool(here) != expected(action, held, spx.school, now):
            wrong.append((key, "own school", bool(here)))
        for name, place in (("sibling", spx.small), ("elsewhere", spx.elsewhere)):
            there = can(person, key, Thing(place), now=now)
            if there or not there.hidden:
                wrong.append((key, name, there.reason))
        above = can(person, key, Thing(spx.federation), now=now)
        if not action.reaches_up and (above or not above.hidden):
            wrong.append((key, "federation", above.reason))

    assert wrong == []


@pytest.mark.clause("D04", "T114")
@pytest.mark.parametrize("role", GRANTABLE)
def test_a_role_at_the_federation_reaches_each_school_below(spx, now, role):
    kind = Engagement.Kind.GOVERNOR if role in GOVERNORS else Engagement.Kind.EMPLOYED
    person = PersonFactory(working_at=spx.federation, working_at__kind=kind, roles=[role])

    answers = {
        key: {bool(can(person, key, Thing(place), now=now)) for place in (spx.federation, spx.small)}
        for key, action in registry.ACTIONS.items()
        if not spared(action, {role})
    }

    assert not [key for key, answer in answers.items() if len(answer) > 1]


@pytest.mark.clause("D04", "D06", "T87")
@pytest.mark.parametrize("role", ["head", "hos", "com", "teacher", "dpo", "chair", "stranger"])
def test_registers_are_filtered_by_the_same_answers(spx, now, role):
    person = getattr(spx, role)
    places = (spx.federation, spx.school, spx.small, spx.elsewhere)
    standing = standing_of(person, now)

    wrong = [
        (key, place.name)
        for key, action in registry.ACTIONS.items()
        if not action.last_resort
        for place in places
        if bool(can(person, key, place, now=now)) != (place.pk in standing.organisation_ids(key))
    ]

    assert wrong == []


@pytest.mark.clause("D07", "K15", "T87")
def test_a_superuser_without_roles_may_do_nothing(spx, now):
    person = PersonFactory(working_at=spx.elsewhere)
    person.user.is_superuser = person.user.is_staff = True
    person.user.save()

    allowed = [key for key in registry.ACTIONS if can(person, key, Thing(spx.school), now=now)]

    assert allowed == []


@pytest.mark.clause("D07", "K15")
def test_the_technical_administrator_reads_no_case_and_no_register(spx, now):
    cases = [key for key, action in registry.ACTIONS.items() if action.row in ("M23", "M24", "M25", "M26", "M27")]

    allowed = [key for key in (*cases, "audit.view") if can(spx.tech, key, Thing(spx.school), now=now)]

    assert len(cases) > 5
    assert allowed == []


def test_derived_roles_are_never_granted():
    assert not set(GRANTABLE) & DERIVED
