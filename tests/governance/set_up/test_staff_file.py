"""A file of staff as plain text: headings, kinds of work, what is wrong in a row, and what it would do."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.kernel.tables import read_table
from governance.people.models import Engagement
from governance.set_up.rules.staff_cells import split_name
from governance.set_up.rules.staff_check import check
from governance.set_up.rules.staff_columns import KINDS, guess, kind_of, problems_of, role_columns
from governance.set_up.rules.staff_compare import NEW, answered, compare
from governance.set_up.rules.staff_known import Known, KnownWork, Register

TODAY, HERE, THERE = date(2026, 10, 5), 1, 2
SCHOOLS = {"harbourprimary": HERE, "quayinfants": THERE}
ADA = Known(
    7, "PE-ADA", "Ada", "Reed", "ada@x.example", (KnownWork(3, HERE, "employed", "", False, date(2025, 9, 1), None),)
)
NAMELESS = Known(8, "PE-BEN", "Ben", "Marsh", "", ())


def read(*lines, heading="First name,Surname,Email,Type"):
    """The rows of a file, checked."""
    table = read_table("\n".join([heading, *lines]).encode())
    return check(table, guess(table.headings), schools=SCHOOLS, here=HERE, today=TODAY)


def beside(*lines, elsewhere=(), **kwargs):
    """What the file would do where Ada and a Ben without an address are known."""
    by_name = {("ada", "reed"): (ADA,), ("ben", "marsh"): (NAMELESS,)}
    return compare(read(*lines, **kwargs), Register({ADA.email: ADA}, by_name, frozenset(elsewhere)))


@pytest.mark.clause("C014", "T101")
def test_every_kind_of_work_has_words_and_none_is_made_up():
    assert list(KINDS.items()) == Engagement.Kind.choices
    for kind, label in KINDS.items():
        assert kind_of(kind) == kind, kind
        assert kind_of(label.upper()) == kind, label
    assert [kind_of(words) for words in ("Supply Teacher", "NQT", "volunteer helper", "")] == [
        "agency", "trainee", "volunteer", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (("Forename", "Surname", "Work E-mail", "Contract Type"), ["given_name", "family_name", "email", "kind"]),
        (
            ("Name", "EMAIL ADDRESS", "Start Date", "End Date", "Site"),
            ["full_name", "email", "starts_on", "ends_on", "school"],
        ),
        (("First name", "Last name", "Mail", "Role"), ["given_name", "family_name", "email"]),
    ],
)
def test_headings_are_known_by_many_names(headings, fields):
    assert list(guess(headings).values()) == fields


@pytest.mark.clause("M47", "T69")
def test_a_column_of_roles_is_never_read():
    headings = ("Name", "E-mail", "Role", "Permissions")

    assert role_columns(headings) == ["Role", "Permissions"]
    assert "role" not in set(guess(headings).values())


def test_a_file_without_names_cannot_be_read():
    assert problems_of({"E-mail": "email", "Mail": "email"}) == [
        "Two columns are both chosen as “E-mail”.",
        "Choose the columns of the first name and the family name, or that of the whole name.",
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",Reed,a@x.example,Employed", "name is missing"),
        ("Ada,Reed,nonsense,Employed", "is not an e-mail address"),
        ("Ada,Reed,a@x.example,Wizard", "is no kind of work"),
        ("Ada,Reed,a@x.example,", "this is empty"),
        ("Ada\u202e,Reed,a@x.example,Employed", "cannot be shown"),
        (f"{'A' * 101},Reed,a@x.example,Employed", "at most 100"),
        ("Ada,Reed,a@x.example,Employed,31/02/2026,,", "is no date"),
        ("Ada,Reed,a@x.example,Employed,02/09/2026,01/09/2026,", "before the first"),
        ("Ada,Reed,a@x.example,Employed,01/09/2025,01/09/2026,", "is over"),
        ("Ada,Reed,a@x.example,Employed,,,Nowhere", "none of your schools"),
        ("Ada,Reed,a@x.example,Employed,,,,,extra", "more cells than headings"),
    ],
)
@pytest.mark.clause("D17")
def test_each_fault_is_told_beside_its_row_and_the_others_stand(line, reason):
    checked = read(line, "Zed,Good,z@x.example,Volunteer", heading="First name,Surname,Email,Type,Start,End,School")

    assert reason in " ".join(checked.problems[2])
    assert [row.name for row in checked.rows] == ["Zed Good"]


def test_all_faults_of_a_row_are_told_at_once():
    assert len(read(",,nonsense,Wizard").problems[2]) == 3


def test_the_same_work_twice_and_a_name_twice_without_address_are_not_guessed_about():
    checked = read(
        "A,B,a@x.example,Employed",
        "A,B,A@x.example,Employed",
        "C,D,,Volunteer",
        "c,d,,Volunteer",
        "A,B,a@x.example,Governor",
    )

    assert [row.number for row in checked.rows] == [2, 4, 6]
    assert "Row 2 already has this address" in checked.problems[3][0]
    assert "Row 4 has the same name" in checked.problems[5][0]


@pytest.mark.clause("T40")
def test_one_address_under_two_names_is_not_made_into_one_person():
    checked = read("Orla,Fenwick,office1@x.example,Employed", "Pim,Marsh,Office1@x.example,Governor")

    assert [row.name for row in checked.rows] == ["Orla Fenwick"]
    assert checked.problems[3] == ("Row 2 has this address under another name. Give each person their own.",)


def test_without_a_column_of_kinds_everybody_is_employed_and_a_school_is_found_by_name():
    checked = read("Reed, Ada;quay infants", "Mr Ben Marsh;", heading="Name;School")

    assert [(row.given_name, row.family_name, row.place, row.kind) for row in checked.rows] == [
        ("Ada", "Reed", THERE, "employed"),
        ("Ben", "Marsh", HERE, "employed"),
    ]


@pytest.mark.clause("T40")
def test_the_same_address_is_the_same_person_and_a_name_alone_is_a_question():
    plan = beside(
        "Ada,Reed,ADA@x.example,Employed",
        "Ben,Marsh,,Volunteer",
        "Ada,Reed,other@x.example,Employed",
        "Cy,New,c@x.example,Agency",
    )

    assert [row.number for row in plan.unchanged] == [2]
    assert [(one.row.number, one.namesakes) for one in plan.questions] == [(3, (NAMELESS,)), (4, (ADA,))]
    assert [row.number for row in plan.added] == [5]


def test_an_address_under_another_name_or_of_another_school_is_refused():
    plan = beside("Zoe,Other,ada@x.example,Employed", "Yan,Else,y@x.example,Employed", elsewhere={"y@x.example"})

    assert "belongs to somebody of another name" in plan.problems[2][0]
    assert "not in your organisations" in plan.problems[3][0]
    assert plan.does_nothing


def test_only_what_the_file_says_and_is_otherwise_would_change():
    heading = "First name,Surname,Email,Type,Job title,Teaches,End"
    [change] = beside("Ada,Reed-Hill,ada@x.example,Employed,Teacher,yes,", heading=heading).changes

    assert {one.field: (one.old, one.new) for one in change.differences} == {
        "family_name": ("Reed", "Reed-Hill"),
        "job_title": ("", "Teacher"),
        "teaches": (False, True),
    }
    away = replace(ADA, is_here=False)
    register = Register({ADA.email: away}, {}, frozenset())
    assert not compare(read("Ada,Reed-Hill,ada@x.example,Employed"), register).changes
    [further] = beside("Ada,Reed,ada@x.example,Governor").changes
    assert (further.work, further.differences) == (None, ())


@pytest.mark.parametrize(
    ("days", "is_further"),
    [("01/01/2027,", True), ("01/01/2027,31/12/2027", True), ("31/12/2026,", False), (",31/12/2027", False)],
)
def test_a_contract_that_is_renewed_after_its_last_day_is_further_work(days, is_further):
    ending = replace(ADA.works[0], ends_on=date(2026, 12, 31))
    register = Register({ADA.email: replace(ADA, works=(ending,))}, {}, frozenset())

    plan = compare(
        read(f"Ada,Reed,ada@x.example,Employed,{days}", heading="First name,Surname,Email,Type,Start,End"), register
    )

    assert [one.work for one in plan.changes] == [None if is_further else ending]
    assert not plan.problems


@pytest.mark.clause("D17")
def test_a_last_day_before_the_work_on_record_begins_is_told_beside_its_row():
    coming = replace(ADA.works[0], starts_on=date(2027, 1, 1))
    register = Register({ADA.email: replace(ADA, works=(coming,))}, {}, frozenset())
    rows = read("Ada,Reed,ada@x.example,Employed,30/11/2026", heading="First name,Surname,Email,Type,End")

    plan = compare(rows, register)

    assert plan.problems == {2: ("The work on record begins after this last day.",)}
    assert plan.does_nothing


@pytest.mark.clause("T40", "D17")
@pytest.mark.parametrize(("answer", "added", "changed"), [("", 0, 0), (NEW, 1, 0), ("PE-BEN", 0, 1), ("PE-ADA", 0, 0)])
def test_a_question_without_an_answer_leaves_its_row_out(answer, added, changed):
    plan = answered(beside("Ben,Marsh,,Volunteer"), {2: answer})

    assert (len(plan.added), len(plan.changes)) == (added, changed)


@pytest.mark.clause("T40")
@pytest.mark.parametrize("kind", ["Volunteer", "Employed"])
def test_two_rows_said_to_be_the_same_person_give_them_no_work_twice(kind):
    ada = "Ada,Reed,ada@x.example,Employed"
    asked = beside(ada, *(f"Ada,Reed,{one}@x.example,{kind}" for one in ("a", "b", "c")))

    plan = answered(asked, {3: "PE-ADA", 4: "PE-ADA", 5: NEW})

    first = 2 if kind == "Employed" else 3
    assert [one.row.number for one in plan.changes] == ([] if kind == "Employed" else [3])
    assert [row.number for row in plan.added] == [5]
    assert plan.problems[4] == (f"Row {first} is already about the same person with the same work.",)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Reed, Ada", ("Ada", "Reed")),
        ("Dr Ada Reed", ("Ada", "Reed")),
        ("Reed, Mrs Ada", ("Ada", "Reed")),
        ("Ada", ("", "Ada")),
    ],
)
def test_a_whole_name_is_taken_apart(whole, parts):
    assert split_name(whole) == parts


@given(st.lists(st.text(max_size=30), min_size=4, max_size=4))
def test_whatever_a_row_holds_it_is_understood_or_told(cells):
    line = ",".join('"' + cell.replace('"', '""').replace("\0", "").replace("\r", " ") + '"' for cell in cells)
    try:
        checked = read("Zed,Good,z@x.example,Volunteer", line)
    except UnicodeEncodeError:
        return

    assert {row.number for row in checked.rows}.isdisjoint(checked.problems)
