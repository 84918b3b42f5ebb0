"""May this person do this to that: conflicts, restriction, ownership, freshness."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from governance.kernel.actors import SYSTEM
from governance.kernel.errors import NotAllowed, NotFoundHere
from governance.people.models import RoleHeld
from governance.people.roles import Role
from governance.permissions.conflicts import SENTENCES
from governance.permissions.selectors import can, standing_of
from governance.permissions.services import require
from governance.permissions.table import Action
from tests.factories import EngagementFactory, PersonFactory
from tests.governance.permissions.things import Thing, decide, declare


@pytest.mark.clause("K03", "K04", "K05", "D02", "T35")
@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_an_interest_bars_whoever_has_it_with_its_sentence(spx, now, monkeypatch, kind):
    declare(monkeypatch, decide(bars=(kind,)), HOS="A")

    verdict = can(spx.hos, "test.decide", Thing(spx.school, {kind: {spx.hos.pk}}), now=now)

    assert (bool(verdict), verdict.reason, verdict.hidden) == (False, SENTENCES[kind], False)


def test_every_conflict_is_told_at_once(spx, now, monkeypatch):
    declare(monkeypatch, decide(bars=("author", "parent")), HOS="A")
    thing = Thing(spx.school, {"author": {spx.hos.pk}, "parent": {spx.hos.pk}})

    verdict = can(spx.hos, "test.decide", thing, now=now)

    assert verdict.reasons == (SENTENCES["author"], SENTENCES["parent"])


def test_an_interest_that_the_action_does_not_name_bars_nobody(spx, now, monkeypatch):
    declare(monkeypatch, decide(bars=("author",)), HOS="A")

    assert can(spx.hos, "test.decide", Thing(spx.school, {"editor": {spx.hos.pk}}), now=now)


def test_the_reason_names_the_roles_that_may(spx, now, monkeypatch):
    declare(monkeypatch, decide(fallback=(Role.HD,)), HOS="A")

    verdict = can(spx.teacher, "test.decide", Thing(spx.school), now=now)

    assert verdict.reason == "You need one of these roles here: Head of school; Executive headteacher or headteacher."


@pytest.mark.clause("D06", "K01")
def test_a_restricted_thing_is_not_found_even_by_those_whose_role_would_do(spx, now, monkeypatch):
    declare(monkeypatch, decide(), HD="A")

    verdict = can(spx.head, "test.decide", Thing(spx.school, known_to={spx.chair.pk}), now=now)

    assert (bool(verdict), verdict.hidden) == (False, True)


def test_a_restricted_thing_is_open_to_whom_it_names(spx, now, monkeypatch):
    declare(monkeypatch, decide(), HD="A")

    assert can(spx.head, "test.decide", Thing(spx.school, known_to={spx.head.pk}), now=now)


def test_a_refusal_for_restriction_reads_like_one_for_another_school(spx, now, monkeypatch):
    declare(monkeypatch, decide(), HD="A")

    restricted = can(spx.head, "test.decide", Thing(spx.school, known_to=set()), now=now)
    elsewhere = can(spx.head, "test.decide", Thing(spx.elsewhere), now=now)

    assert restricted == elsewhere


def test_an_owner_sees_their_own_and_nobody_elses(spx, now, monkeypatch):
    declare(monkeypatch, Action("test.see", "M+test", "O"), STF="O")

    own = can(spx.teacher, "test.see", Thing(spx.school, owned_by={spx.teacher.pk}), now=now)
    others = can(spx.teacher, "test.see", Thing(spx.school, owned_by={spx.hos.pk}), now=now)

    assert (bool(own), bool(others), others.hidden) == (True, False, False)


def test_who_was_added_sees_a_part(spx, now, monkeypatch):
    declare(monkeypatch, Action("test.see", "M+test", "v"), HOS="v if added")

    answers = [
        bool(can(spx.hos, "test.see", Thing(spx.school, {"added": added}), now=now)) for added in ({spx.hos.pk}, set())
    ]

    assert answers == [True, False]


def test_a_thing_lends_the_role_of_poster_to_its_own_posters(spx, now, monkeypatch):
    declare(monkeypatch, Action("test.post", "M+test", "D"), PST="D")
    beside = Thing(spx.small, lends={"PST": {spx.teacher.pk}})

    answers = [bool(can(person, "test.post", beside, now=now)) for person in (spx.teacher, spx.hos)]

    assert answers == [True, False]


@pytest.mark.clause("D09", "T88")
def test_a_poster_who_has_left_is_lent_nothing(spx, now, monkeypatch):
    declare(monkeypatch, Action("test.post", "M+test", "D"), PST="D")
    spx.teacher.engagements.update(ends_on=date(2026, 10, 4))

    verdict = can(spx.teacher, "test.post", Thing(spx.school, lends={"PST": {spx.teacher.pk}}), now=now)

    assert verdict.hidden


@pytest.mark.clause("D04")
def test_a_thing_lends_its_parents_their_role_though_they_do_not_work_here(spx, now, monkeypatch):
    declare(monkeypatch, Action("test.see", "M+test", "O"), PAR="O child")
    parent = PersonFactory()
    child = Thing(spx.school, owned_by={parent.pk}, lends={"PAR": {parent.pk}})

    assert can(parent, "test.see", child, now=now)


@pytest.mark.clause("M11")
@pytest.mark.parametrize("teaches", [True, False])
def test_a_cell_for_teaching_staff_counts_for_those_who_teach(spx, now, monkeypatch, teaches):
    declare(monkeypatch, Action("test.see", "M+test", "V"), STF="V teaching")
    person = PersonFactory(working_at=spx.school, working_at__teaches=teaches)

    assert bool(can(person, "test.see", Thing(spx.school), now=now)) is teaches


def test_a_federations_thing_that_reaches_up_serves_the_staff_of_its_schools(spx, now, monkeypatch):
    declare(monkeypatch, Action("test.sign", "M+test", "D", reaches_up=True), STF="D")

    allowed = can(spx.teacher, "test.sign", Thing(spx.federation), now=now)
    beside = can(spx.teacher, "test.sign", Thing(spx.small), now=now)

    assert (bool(allowed), bool(beside)) == (True, False)
    assert standing_of(spx.teacher, now).organisation_ids("test.sign") == {spx.school.pk, spx.federation.pk}


@pytest.mark.clause("D04", "D06")
def test_require_says_not_found_or_not_allowed(spx, now, monkeypatch):
    declare(monkeypatch, decide(), HD="A")

    with pytest.raises(NotFoundHere):
        require(spx.stranger, "test.decide", Thing(spx.school), now=now)
    with pytest.raises(NotAllowed, match="Executive headteacher"):
        require(spx.teacher, "test.decide", Thing(spx.school), now=now)


@pytest.mark.parametrize("nobody", [None, SYSTEM])
def test_nobody_and_the_product_itself_hold_no_role(spx, now, monkeypatch, nobody):
    declare(monkeypatch, decide(), HD="A")

    assert can(nobody, "test.decide", Thing(spx.school), now=now).hidden


@pytest.mark.clause("D05", "T87")
def test_require_reads_the_roles_again_while_a_page_may_keep_them(spx, now, monkeypatch):
    declare(monkeypatch, decide(), HOS="A")
    assert can(spx.hos, "test.decide", Thing(spx.school), now=now)
    RoleHeld.objects.filter(person=spx.hos).update(revoked_at=now, revoked_by=spx.head)

    assert can(spx.hos, "test.decide", Thing(spx.school), now=now)
    with pytest.raises(NotAllowed):
        require(spx.hos, "test.decide", Thing(spx.school), now=now)


@pytest.mark.clause("D09")
def test_a_person_who_has_left_finds_nothing(spx, now, monkeypatch):
    declare(monkeypatch, decide(), HOS="A")
    spx.hos.engagements.update(ends_on=date(2026, 10, 4))

    assert can(spx.hos, "test.decide", Thing(spx.school), now=now).hidden


def test_standing_is_two_statements_and_kept_for_the_request(spx, now):
    EngagementFactory(person=spx.hos, organisation=spx.elsewhere)

    with CaptureQueriesContext(connection) as first:
        standing = standing_of(spx.hos, now)
    with CaptureQueriesContext(connection) as second:
        again = standing_of(spx.hos, now)

    assert (len(first), len(second)) == (2, 0)
    assert again is standing
    assert standing.roles_at(spx.school.pk) == {Role.HOS, Role.STF}
    assert standing.roles_at(spx.elsewhere.pk) == {Role.STF}
    assert standing.roles_at(spx.small.pk) == set()
