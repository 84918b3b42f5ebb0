"""Any school system's CSV is read; what cannot be read is refused in a sentence."""

from datetime import date

import pytest

from governance.kernel.errors import Refused
from governance.kernel.read_dates import read_date
from governance.kernel.tables import read_table
from pupils.rules.check import check
from pupils.rules.columns import guess, problems_of, to_remember

TODAY = date(2026, 10, 5)
PLAIN = "UPN,Forename,Surname\nA1,Zoë,O’Brién\n"


@pytest.mark.clause("Hostile6")
@pytest.mark.parametrize(
    "content",
    [PLAIN.encode(e) for e in ("utf-8", "utf-8-sig", "cp1252", "utf-16")]
    + [PLAIN.replace(",", mark).encode() for mark in (";", "\t")]
    + [PLAIN.replace("\n", "\r\n").encode(), b"\r\n" + PLAIN.encode(), PLAIN.replace("A1", '"A1"').encode()],
)
def test_every_usual_encoding_and_separator_is_read(content):
    table = read_table(content)

    assert table.headings == ("UPN", "Forename", "Surname")
    assert table.lines[0].cells == ("A1", "Zoë", "O’Brién")


HOSTILE = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n \n", "empty"),
    "too large": (b"a,b\n" + b"x" * 10_000_001, "10 MB"),
    "workbook": (b"PK\x03\x04rest", "workbook"),
    "old workbook": (b"\xd0\xcf\x11\xe0rest", "workbook"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "gzip": (b"\x1f\x8b\x08", "compressed"),
    "nul": (b"UPN,Name\nA\x001,Ann\n", "NUL"),
    "utf-16 without mark": ("UPN,Name\nA1,Ann\n".encode("utf-16-le"), "NUL"),
    "broken utf-16": (b"\xff\xfea", "cannot read the letters"),
    "no letters": (b"UPN,Name\nA1,\x81\x8d\n", "cannot read the letters"),
    "a thousand columns": (b",".join(b"c%d" % n for n in range(1000)) + b"\nx\n", "1,000 columns"),
    "a million columns": (b"," * 999_999 + b"x\ny\n", "1,000,000 columns"),
    "unclosed quote": (b'UPN,Name\nA1,"Ann\nA2,Bo\n', "Row 2 has a quotation mark"),
    "text after quote": (b'UPN,Name\nA1,Ann\nA2,"Bo"x\n', "Row 3 has a quotation mark"),
    "endless cell": (b'UPN,Name\nA1,"' + b"x" * 200_000 + b'"\n', "Row 2"),
    "duplicate headings": (b"UPN,Name,NAME\nA1,x,y\n", "more than once, in columns B and C"),
    "one column": (b"UPN\nA1\n", "only one column"),
    "headings alone": (b"UPN,Name\n\n", "no rows"),
}


@pytest.mark.clause("Hostile6")
@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(case):
    content, sentence = HOSTILE[case]

    with pytest.raises(Refused) as refusal:
        read_table(content)

    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


@pytest.mark.clause("Hostile6")
def test_formulas_are_only_text():
    table = read_table(b'UPN,Forename,Surname\nA1,"=HYPERLINK(""http://x"")",@SUM(1)\n')

    found = check(table, guess(table.headings, {}), TODAY)

    assert found.problems == ()
    assert found.pupils[0].values["given_name"] == '=HYPERLINK("http://x")'


def rows(text, mapping=None):
    """The file checked with its guessed columns."""
    table = read_table(text.encode())
    return check(table, mapping or guess(table.headings, {}), TODAY)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("UPN", "school_number"), ("Adno", "school_number"), ("Admission Number", "school_number"),
        ("Forename", "given_name"), ("First name", "given_name"), ("Legal Forename", "given_name"),
        ("Legal Surname", "family_name"), ("Pupil Last Name", "family_name"), ("Student Name", "full_name"),
        ("Preferred Name", "known_as"), ("Middle name(s)", "other_names"), ("DOB", "date_of_birth"),
        ("Date of Birth", "date_of_birth"), ("Year Group", "year_group"), ("NC Year", "year_group"),
        ("Reg", "class_name"), ("Registration Group", "class_name"), ("Tutor group", "class_name"),
        ("Date of Admission", "joined_on"), ("Leaving Date", "left_on"),
        ("Contact 1 Email", "contact1.email"), ("Parent 2 Mobile", "contact2.telephone"),
        ("Priority 2 Contact Surname", "contact2.family_name"), ("Contact Name", "contact1.full_name"),
        ("Mother Email", "contact1.email"), ("Father Name", "contact2.full_name"),
        ("Parental Responsibility", "contact1.responsibility"), ("Contact 3 PR", "contact3.responsibility"),
        ("Relationship", "contact1.relationship"), ("Eye colour", ""),
    ],
)  # fmt: skip
def test_headings_of_many_systems_are_understood(heading, field):
    assert guess([heading], {}).get(heading, "") == field


def test_what_was_chosen_last_time_wins_over_the_guess():
    remembered = to_remember({"House": "class_name"}, ["House", "Reg"])

    assert guess(["House", "Reg", "UPN"], remembered) == {"House": "class_name", "UPN": "school_number"}


def test_columns_that_are_missing_or_twice_are_all_named():
    said = problems_of({"A": "date_of_birth", "B": "date_of_birth"})

    assert len(said) == 3
    assert "Date of birth" in said[0]


@pytest.mark.parametrize(
    "text",
    ["27/03/2017", "27-03-2017", "27.3.2017", "2017-03-27", "2017-03-27T00:00:00", "27 Mar 2017", "27 March 2017",
     "27th March 2017", "27-Mar-17", "27/03/17", "20170327", "27/03/2017 00:00"],
)  # fmt: skip
def test_dates_of_every_usual_shape_are_read(text):
    assert read_date(text, TODAY) == date(2017, 3, 27)


@pytest.mark.parametrize("text", ["03/27/2017", "31/02/2017", "yesterday", "27/03/0017", "45 000", "27/03/2999"])
def test_what_is_no_date_is_not_guessed(text):
    assert read_date(text, TODAY) is None


def test_a_two_figure_year_is_one_that_has_come():
    assert read_date("27/03/98", TODAY) == date(1998, 3, 27)


@pytest.mark.clause("Hostile6")
def test_every_error_is_told_at_once_with_row_and_column():
    found = rows(
        "UPN,Forename,Surname,DOB,Contact 1 Name,Contact 1 Email,Contact 1 PR\n"
        ",Ann,Wren,1/1/2016,,,\n"
        "A2,,Lark,32/1/2016,Jo Lark,nobody,maybe\n"
        "A3,Cy,Rook,1/1/2030,,,,extra\n"
        "A3,Cy,Crow,1/1/2030,,,\n"
    )

    told = {(problem.row, problem.column) for problem in found.problems}
    assert told == {
        (2, "A (UPN)"), (3, "B (Forename)"), (3, "D (DOB)"), (3, "F (Contact 1 Email)"), (3, "G (Contact 1 PR)"),
        (4, ""), (4, "D (DOB)"), (5, "C (Surname)"), (5, "D (DOB)"),
    }  # fmt: skip


@pytest.mark.clause("Hostile6")
def test_the_same_number_twice_is_an_error_that_names_both_rows():
    found = rows("UPN,Forename,Surname\nA1,Ann,Wren\nA1,Ann,Wren\n")

    assert "already on row 2" in found.problems[0].sentence
    assert found.problems[0].row == 3


def test_contacts_repeated_in_rows_belong_to_one_pupil():
    found = rows("UPN,Forename,Surname,Contact Name,Contact PR\nA1,Ann,Wren,Jo Wren,Yes\nA1,Ann,Wren,Ed Wren,No\n")

    assert found.problems == ()
    assert [c.responsibility for c in found.pupils[0].contacts.values()] == [True, False]


def test_contacts_repeated_in_columns_belong_to_one_pupil():
    found = rows(
        "UPN,Forename,Surname,Contact 1 Name,Contact 1 Email,Contact 2 Name,Contact 2 Relationship\n"
        'A1,Ann,Wren,"Wren, Jo",jo@home.example,Ed Wren,Father\n'
    )

    assert set(found.pupils[0].contacts) == {("jo", "wren"), ("ed", "wren")}
    assert found.pupils[0].contacts["ed", "wren"].relationship == "Father"


def test_a_whole_name_is_divided():
    found = rows('UPN,Student Name\nA1,"Wren-Lark, Ann Marie"\nA2,Bo Rook\n')

    names = [(one.values["given_name"], one.values["family_name"]) for one in found.pupils]
    assert names == [("Ann Marie", "Wren-Lark"), ("Bo", "Rook")]


@pytest.mark.parametrize("name", ["Ann\u202egnp", "A\x07nn", "x" * 101])
def test_names_that_cannot_be_shown_are_errors(name):
    found = rows(f"UPN,Forename,Surname\nA1,{name},Wren\n")

    assert [problem.column for problem in found.problems] == ["B (Forename)"]
