"""When an account's settings are looked at again, when it is reviewed, and when the web is searched (J05, J47, J48)."""

from datetime import date, timedelta

from governance.calendar.rules import Days, add_months, add_years, last_day_of_term, term_of

SETTINGS_AHEAD = timedelta(days=21)
REVIEW_AHEAD = timedelta(days=28)
SEARCH_AHEAD = timedelta(days=2)
SEARCH_EVERY = timedelta(days=7)
MONTHS_WITHOUT_TERMS = 4
ONE_DAY = timedelta(days=1)


def settings_due(opened_on: date, looked_on: date | None, days: Days) -> date:
    """The day by which settings are to be looked at: the end of each term, the one of going live included (J48).

    Where the term dates run out, four months after the last look, or after going live. A look in the holidays counts for
    the term before; a day that was missed stays the day until somebody has looked.
    """
    if looked_on is None:
        return last_day_of_term(opened_on, days) or add_months(opened_on, MONTHS_WITHOUT_TERMS)
    running = term_of(looked_on, days)
    after = running.ends_on + ONE_DAY if running else looked_on
    return last_day_of_term(after, days) or add_months(looked_on, MONTHS_WITHOUT_TERMS)


def review_due(counted_from: date, reviewed_on: date | None = None) -> date:
    """The next yearly day of the account, counted from its first day and never in a chain, so that it cannot drift (J47).

    A review in the four weeks before such a day is the review of that day; a late one leaves the days as they are.
    """
    years = 1
    while reviewed_on is not None and add_years(counted_from, years) <= reviewed_on + REVIEW_AHEAD:
        years += 1
    return add_years(counted_from, years)


def review_counted_from(counted_from: date, due_on: date, reviewed_on: date, before: date) -> date:
    """What later reviews are counted from: as before or, where one came long before it was due, that review itself.

    A second review soon after the last one, `before`, or soon after going live mends it and moves no day.
    """
    in_time = reviewed_on >= due_on - REVIEW_AHEAD
    return counted_from if in_time or reviewed_on <= before + REVIEW_AHEAD else reviewed_on


def search_due(searched_on: date | None, today: date) -> date:
    """A week after the last search; where there was none, a week from today (J05)."""
    return (searched_on or today) + SEARCH_EVERY
