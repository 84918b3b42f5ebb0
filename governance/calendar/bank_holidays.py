"""The nation's bank holidays, from data that comes with the product and never from the network (T55)."""

from datetime import date
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays


@cache
def bank_holidays(division: str) -> frozenset[date]:
    """Every bank holiday and substitute day known for that part of the country."""
    known = BankHolidays(use_cached_holidays=True).get_holidays(division=division)
    return frozenset(holiday["date"] for holiday in known)


def known_to(division: str) -> date:
    """The last day for which the list is complete: the end of the last year that has its Boxing Day."""
    last = max(bank_holidays(division))
    return date(last.year if last.month == 12 else last.year - 1, 12, 31)
