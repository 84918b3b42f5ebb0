"""How pages write dates, lists and statuses: `{% load gatepost %}`."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from governance.kernel import dates

register = template.Library()

# A status is coloured by what it asks of the reader, not by which app it belongs to: green stands, blue waits for
# somebody, yellow is held or wants a look, red is a no or is late, grey is over or not begun.
COLOURS = {
    "green": "acknowledged active approved adopted authorised complete completed confirmed created current given in_force "
    "live noted ok passed published resolved signed",
    "blue": "applied asked asked_changes awaited awaiting changes_asked declared discussed granted in_review open "
    "pending proposed queued review scheduled signing submitted technical_check under_review waiting",
    "yellow": "expiring held needs_attention on_hold paused partial suspended takedown_due withdrawing",
    "red": "bounced breached declined failed late missing overdue refused rejected stopped",
    "grey": "archived cancelled closed draft ended expired inactive lapsed none not_asked removed replaced superseded "
    "taken_down withdrawn",
}
COLOUR_OF = {status: colour for colour, statuses in COLOURS.items() for status in statuses.split()}


def _local_day(value: date | datetime) -> date:
    return dates.local_date(value) if isinstance(value, datetime) else value


@register.filter
def long_date(value: date | datetime | None) -> str:
    """ "Thursday 4 September 2026", from a day or from an instant (its day in London)."""
    return dates.long_date(_local_day(value)) if value else ""


@register.filter
def short_date(value: date | datetime | None) -> str:
    """ "4 Sep 2026", for tables."""
    if not value:
        return ""
    day = _local_day(value)
    return f"{day.day} {day:%b %Y}"


@register.filter
def clock_time(value: datetime | None) -> str:
    """ "2:30pm", in London."""
    return dates.clock_time(value) if value else ""


@register.filter
def when(value: date | datetime | None) -> str:
    """ "Thursday 4 September 2026, 2:30pm"; a day without a time is written without one."""
    if isinstance(value, datetime):
        return f"{long_date(value)}, {clock_time(value)}"
    return long_date(value)


@register.filter
def short_when(value: date | datetime | None) -> str:
    """ "Fri 4 Sep, 2:30pm", for lists of what is near; a duty due as a day begins is due by the end of the day before."""
    if not value:
        return ""
    if isinstance(value, datetime) and dates.local_midnight(dates.local_date(value)) == value:
        value = dates.local_date(value) - timedelta(days=1)
    day = _local_day(value)
    time = f", {clock_time(value)}" if isinstance(value, datetime) else ""
    return f"{day:%a} {day.day} {day:%b}{time}"


@register.filter
def sentence_list(values: Iterable[object], joiner: str = "and") -> str:
    """ "images, videos and captions"; `joiner` may be "or"."""
    words = [str(value) for value in values]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joiner} {words[-1]}"


@register.simple_tag
def status_tag(status: object, label: object = "", colour: str = "") -> SafeString:
    """A coloured word: `{% status_tag post.status post.get_status_display %}`; the third argument names another colour."""
    key = str(getattr(status, "value", status)).lower().replace("-", "_").replace(" ", "_")
    chosen = colour or COLOUR_OF.get(key, "grey")
    words = label or str(status).replace("_", " ").capitalize()
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', chosen, words)
