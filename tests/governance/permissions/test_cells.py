"""Reading the cells of section 4b."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.people.roles import Role
from governance.permissions.rules.cells import Relation, Tiers, may_use, tiers_of
from governance.permissions.rules.holdings import Holding
from governance.permissions.table import SATISFIES, Action, Condition, Level, Row, read_cell

SHARED = "trust officer V (ODB); HR N only if CHR allows"


@pytest.mark.parametrize(
    ("text", "role", "level", "condition"),
    [
        (".", Role.HD, Level.NONE, Condition.NONE),
        ("A fallback", Role.HD, Level.DECIDE, Condition.NONE),
        ("A (SPX)", Role.HOS, Level.DECIDE, Condition.NONE),
        ("V; X if named", Role.HD, Level.SEE, Condition.NONE),
        ("X until CHR adds", Role.GOV, Level.MUST_NOT_KNOW, Condition.ADDED),
        ("v if added", Role.SLT, Level.SEE_PART, Condition.ADDED),
        ("v own draft", Role.PST, Level.SEE_PART, Condition.OWN),
        ("v own school", Role.HOS, Level.SEE_PART, Condition.NONE),
        ("D own accounts", Role.PST, Level.DO, Condition.OWN),
        ("O child", Role.PAR, Level.OWN, Condition.OWN),
        ("V teaching", Role.STF, Level.SEE, Condition.TEACHES),
        ("A for HD's own", Role.CHR, Level.DECIDE, Condition.LAST_RESORT),
        ("A if HD applies or runs it", Role.CHR, Level.DECIDE, Condition.LAST_RESORT),
        ("A HD's role", Role.CHR, Level.DECIDE, Condition.LAST_RESORT),
        ("V only if HD conflicted", Role.GOV, Level.SEE, Condition.LAST_RESORT),
        ("via staff", Role.PUP, Level.HELP, Condition.NONE),
        ("help", Role.ICT, Level.HELP, Condition.NONE),
        ("carries out, cannot grant self", Role.SYS, Level.HELP, Condition.NONE),
        (SHARED, Role.TRU, Level.SEE, Condition.NONE),
        (SHARED, Role.HR, Level.TOLD, Condition.ADDED),
        ("TRU A (ODB)", Role.HR, Level.NONE, Condition.NONE),
        ("TRU A (ODB)", Role.TRU, Level.DECIDE, Condition.NONE),
    ],
)
def test_a_cell_is_read_as_a_person_would_read_it(text, role, level, condition):
    cell = read_cell(text, role)

    assert (cell.level, cell.condition) == (level, condition)


@pytest.mark.parametrize("level", ["X", "N", ".", "help"])
@pytest.mark.parametrize("need", sorted(SATISFIES))
def test_barred_told_and_empty_cells_never_satisfy_anything(level, need):
    row = Row("M+test", "A row", HD=level)
    action = Action("test.do", "M+test", need)

    assert not may_use(action, row, Holding(Role.HD, 1), Relation(owner=True, added=True), tiers_of(action, row, ()))


@given(st.sampled_from("ADVvO"), st.sampled_from("ADVvO"))
def test_a_level_meets_every_need_below_it_and_none_above(have, need):
    row = Row("M+test", "A row", HD=have)
    action = Action("test.do", "M+test", need)

    allowed = may_use(action, row, Holding(Role.HD, 1), Relation(owner=True), tiers_of(action, row, ()))

    assert allowed == ("ADVvO".index(have) <= "ADVvO".index(need))


@pytest.mark.parametrize("cell", ["v own draft", "D own accounts", "O"])
def test_a_cell_for_ones_own_counts_for_owners_only(cell):
    row, holding = Row("M+test", "A row", PST=cell), Holding(Role.PST, 1)
    action = Action("test.see", "M+test", "O")

    answers = [may_use(action, row, holding, Relation(owner=owner), Tiers(())) for owner in (True, False)]

    assert answers == [True, False]


def test_a_role_marked_own_only_decides_nobody_elses():
    action = Action("test.do", "M+test", "D", own_only_roles=(Role.PST,))
    row = Row("M+test", "A row", PST="D", COM="D")

    answers = [
        may_use(action, row, Holding(role, 1), Relation(owner=owner), Tiers(()))
        for role, owner in [(Role.PST, False), (Role.PST, True), (Role.COM, False)]
    ]

    assert answers == [False, True, True]


def test_the_profile_takes_the_decision_from_the_roles_the_table_prints():
    action = Action("test.decide", "M+test", "A", decider_setting="P10", fallback=(Role.HD,), last_resort=(Role.CHR,))
    row = Row("M+test", "A row", HD="A", HOS="A (SPX)", COM="A (ROS)", CHR="A for HD's own")

    tiers = tiers_of(action, row, ("COM",))

    assert tiers == Tiers((Role.COM, Role.HD), (Role.CHR,))
    assert not may_use(action, row, Holding(Role.HOS, 1), Relation(), tiers)
    assert may_use(action, row, Holding(Role.COM, 1), Relation(), tiers)


def test_a_need_that_no_level_meets_is_refused_at_once():
    with pytest.raises(ValueError, match="needs 'Z'"):
        Action("test.do", "M+test", "Z")
