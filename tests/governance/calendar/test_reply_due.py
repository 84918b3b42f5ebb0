"""The reply clock: the printed table of section 5b, and an oracle that counts in steps of five minutes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.calendar.bank_holidays import bank_holidays, known_to
from governance.calendar.rules import CalendarMissing, Days, Office, reply_due
from governance.kernel.dates import LONDON

NATION = "england-and-wales"
DAYS = Days(bank_holidays(NATION), known_to=known_to(NATION))
OFFICE = Office()

# Received; then due by 24 h and 48 h as read, and by 24 h and 48 h with bank holidays as weekend (None: the same).
TABLE = [
    ("2026-03-10 09:15", "2026-03-11 09:15", "2026-03-12 09:15", None, None),
    ("2026-03-13 16:30", "2026-03-14 16:30", "2026-03-15 16:30", None, None),
    ("2026-03-14 10:00", "2026-03-16 17:00", "2026-03-16 17:00", None, None),
    ("2026-03-15 21:00", "2026-03-16 17:00", "2026-03-16 17:00", None, None),
    ("2026-04-04 11:00", "2026-04-07 17:00", "2026-04-07 17:00", None, None),
    ("2026-04-02 18:00", "2026-04-03 18:00", "2026-04-04 18:00", None, None),
    ("2026-05-25 10:00", "2026-05-26 10:00", "2026-05-27 10:00", "2026-05-26 17:00", "2026-05-26 17:00"),
    ("2026-03-27 20:00", "2026-03-28 20:00", "2026-03-29 21:00", None, None),
    ("2026-10-23 20:00", "2026-10-24 20:00", "2026-10-25 19:00", None, None),
    ("2026-12-24 15:00", "2026-12-25 15:00", "2026-12-26 15:00", None, None),
    ("2026-12-25 10:00", "2026-12-26 10:00", "2026-12-27 10:00", "2026-12-29 17:00", "2026-12-29 17:00"),
    ("2026-12-26 10:00", "2026-12-29 17:00", "2026-12-29 17:00", None, None),
    ("2027-12-25 12:00", "2027-12-29 17:00", "2027-12-29 17:00", None, None),
    ("2026-08-01 10:00", "2026-08-03 17:00", "2026-08-03 17:00", None, None),
    ("2026-08-11 10:00", "2026-08-12 10:00", "2026-08-13 10:00", None, None),
    ("2026-08-29 10:00", "2026-09-01 17:00", "2026-09-01 17:00", None, None),
]
COLUMNS = [(24, False), (48, False), (24, True), (48, True)]


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def cells():
    for received, *dues in TABLE:
        printed = [dues[0], dues[1], dues[2] or dues[0], dues[3] or dues[1]]
        for (hours, switch), due in zip(COLUMNS, printed, strict=True):
            yield pytest.param(
                received, hours, switch, due, id=f"{received} {hours}h {'switch' if switch else 'read'}"
            )


@pytest.mark.clause("C119", "P26", "P27", "P29", "Q21", "Q34", "T52", "T53", "T54", "T56", "T57", "D15")
@pytest.mark.parametrize(("received", "hours", "switch", "due"), list(cells()))
def test_reply_is_due_when_the_table_says(received, hours, switch, due):
    found = reply_due(local(received), hours, DAYS, OFFICE, bank_holiday_as_weekend=switch)

    assert found == local(due)
    assert found.tzinfo is not None
    assert found.utcoffset() == timedelta(0)


def oracle(received: datetime, hours: int, switch: bool) -> datetime:
    """Walk five minutes at a time along a wall clock, told what is a rest day; knows nothing of the rule's arithmetic."""
    wall = received.astimezone(LONDON)
    resting = wall.strftime("%a") in ("Sat", "Sun") or (switch and wall.date() in DAYS.bank_holidays)
    moment, step = received, timedelta(minutes=5)
    if not resting:
        for _ in range(hours * 12):
            moment += step
        return moment
    while True:
        moment += step
        wall = moment.astimezone(LONDON)
        free = wall.strftime("%a") in ("Sat", "Sun") or wall.date() in DAYS.bank_holidays
        if not free and wall.date() > received.astimezone(LONDON).date() and wall.strftime("%H:%M") == "17:00":
            return moment


moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 20)).map(
    lambda moment: moment.replace(microsecond=0, second=0, minute=moment.minute // 5 * 5, tzinfo=UTC)
)
changes = st.sampled_from([date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2028, 10, 29)]).flatmap(
    lambda day: st.integers(-72 * 12, 72 * 12).map(
        lambda steps: datetime.combine(day, time(1), tzinfo=UTC) + timedelta(minutes=5 * steps)
    )
)


@pytest.mark.clause("C119", "T52", "T56")
@given(received=st.one_of(moments, changes), hours=st.sampled_from([24, 48]), switch=st.booleans())
def test_reply_agrees_with_walking_the_clock(received, hours, switch):
    found = reply_due(received, hours, DAYS, OFFICE, bank_holiday_as_weekend=switch)

    assert found == oracle(received, hours, switch)


@pytest.mark.clause("T55", "D17")
@pytest.mark.parametrize("received", ["2028-12-30 10:00", "2029-01-02 10:00"])
def test_a_day_beyond_the_data_is_refused_not_guessed(received):
    with pytest.raises(CalendarMissing) as refusal:
        reply_due(local(received), 24, DAYS, OFFICE, bank_holiday_as_weekend=True)

    assert "bank holidays" in refusal.value.reasons[0]


@pytest.mark.clause("Q33", "P29")
def test_the_office_closes_when_the_profile_says():
    due = reply_due(local("2026-03-14 10:00"), 24, DAYS, Office(time(9), time(16, 30)), bank_holiday_as_weekend=True)

    assert due == local("2026-03-16 16:30")
