"""Organisations stand in trees; a role reaches down (D04)."""

import pytest

from governance.organisations.rules import in_line, is_within, line_up
from governance.organisations.selectors import ancestors_of, schools_under, tree
from tests.factories import OrganisationFactory

PARENTS = {1: None, 2: 1, 3: 1, 9: None}


@pytest.mark.clause("D04")
@pytest.mark.parametrize(
    ("organisation", "top", "within"), [(2, 1, True), (1, 1, True), (1, 2, False), (2, 3, False), (2, 9, False)]
)
def test_an_organisation_is_within_itself_and_what_stands_above_it(organisation, top, within):
    assert is_within(organisation, top, PARENTS) is within


@pytest.mark.parametrize(("one", "other", "together"), [(1, 2, True), (2, 1, True), (2, 2, True), (2, 3, False)])
def test_two_stand_in_line_when_one_is_above_the_other(one, other, together):
    assert in_line(one, other, PARENTS) is together


def test_the_line_goes_up_nearest_first():
    assert list(line_up(2, PARENTS)) == [2, 1]


@pytest.mark.clause("D04", "T114")
def test_a_federation_spans_its_schools_and_a_school_itself(spx):
    assert set(schools_under(spx.federation)) == {spx.school, spx.small}
    assert list(schools_under(spx.school)) == [spx.school]


def test_ancestors_are_named_nearest_first_with_the_organisation_itself(spx):
    assert ancestors_of(spx.school) == [spx.school, spx.federation]


def test_a_tree_is_read_from_its_top(spx):
    assert set(tree([spx.federation.pk])) == {spx.federation, spx.school, spx.small}


def test_a_school_that_joins_a_federation_has_its_top(db):
    federation, school = OrganisationFactory(federation=True), OrganisationFactory()

    school.parent = federation
    school.save()

    school.refresh_from_db()
    assert school.root == federation
