"""Dates in three parts, times as people write them, several files at once."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from governance.pages.widgets import ClockTimeField, DatePartsField, SeveralFilesField


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (["4", "9", "2026"], date(2026, 9, 4)),
        ([" 04 ", "Sept", "2026"], date(2026, 9, 4)),
        (["29", "february", "2028"], date(2028, 2, 29)),
        ("2026-09-04", date(2026, 9, 4)),
        (date(2026, 9, 4), date(2026, 9, 4)),
    ],
)
def test_a_date_is_read(parts, day):
    assert DatePartsField().clean(parts) == day


@pytest.mark.parametrize(
    ("parts", "codes"),
    [
        (["", "", ""], ["required"]),
        (None, ["required"]),
        (["4", "", "2026"], ["no_month"]),
        (["", "9", ""], ["no_day", "no_year"]),
        (["32", "9", "2026"], ["bad_day"]),
        (["4", "13", "26"], ["bad_month", "bad_year"]),
        (["4", "²", "2026"], ["bad_month"]),
        (["29", "2", "2027"], ["unreal"]),
        (["4", "9", "99999999999999999999"], ["bad_year"]),
    ],
)
def test_a_wrong_date_says_which_part(parts, codes):
    with pytest.raises(ValidationError) as caught:
        DatePartsField().clean(parts)
    assert [error.code for error in caught.value.error_list] == codes


def test_a_date_may_be_left_out():
    assert DatePartsField(required=False).clean(["", "", ""]) is None


def test_a_date_knows_whether_it_changed():
    field = DatePartsField()
    assert not field.has_changed(date(2026, 9, 4), ["4", "9", "2026"])
    assert field.has_changed(date(2026, 9, 4), ["5", "9", "2026"])
    assert field.has_changed(date(2026, 9, 4), ["x", "9", "2026"])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2:30pm", time(14, 30)),
        ("2.30 PM", time(14, 30)),
        ("2pm", time(14)),
        ("14:30", time(14, 30)),
        ("midday", time(12)),
        ("12am", time(0)),
    ],
)
def test_a_time_is_read(text, moment):
    assert ClockTimeField().clean(text) == moment


@pytest.mark.parametrize("text", ["25:00", "half past two", ""])
def test_a_wrong_time_is_told(text):
    with pytest.raises(ValidationError, match="such as 2:30pm"):
        ClockTimeField().clean(text)


def test_several_files_are_counted_and_each_is_checked():
    field = SeveralFilesField(limit=2)
    one, empty = SimpleUploadedFile("one.jpg", b"x"), SimpleUploadedFile("two.jpg", b"")

    assert field.clean([one]) == [one]
    for files, code in (([], "required"), ([one, one, one], "too_many"), ([one, empty], "empty")):
        with pytest.raises(ValidationError) as caught:
            field.clean(files)
        assert [error.code for error in caught.value.error_list] == [code]
