"""Days that people say something happened on: neither ahead nor a slip of the pen long ago."""

from datetime import date

from policies.rules.documents import signed_until

NOT_YET = "That day has not come yet. Record it once it is over."
TOO_LONG_AGO = "That day is more than a year ago. Look at the year again."


def faults_of_day(day: date, today: date) -> list[str]:
    """Why nothing can be recorded for that day."""
    if day > today:
        return [NOT_YET]
    return [TOO_LONG_AGO] if today >= signed_until(day) else []
