"""How pages write dates, lists and statuses."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines

AFTERNOON = datetime(2026, 9, 4, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ at|when }}", "Friday 4 September 2026, 2:30pm"),
        ("{{ at|long_date }}", "Friday 4 September 2026"),
        ("{{ day|long_date }}", "Friday 4 September 2026"),
        ("{{ day|short_date }}", "4 Sep 2026"),
        ("{{ at|clock_time }}", "2:30pm"),
        ("{{ at|short_when }}", "Fri 4 Sep, 2:30pm"),
        ("{{ midnight|short_when }}", "Fri 4 Sep"),
        ("{{ none|when }}", ""),
        ("{{ words|sentence_list }}", "images, videos and captions"),
        ('{{ words|sentence_list:"or" }}', "images, videos or captions"),
        ('{% status_tag "approved" "Approved" %}', '<strong class="govuk-tag govuk-tag--green">Approved</strong>'),
        ('{% status_tag "changes_asked" %}', '<strong class="govuk-tag govuk-tag--blue">Changes asked</strong>'),
        ('{% status_tag "x" label "red" %}', '<strong class="govuk-tag govuk-tag--red">&lt;b&gt;</strong>'),
    ],
)
def test_words(source, words):
    values = {
        "at": AFTERNOON,
        "day": date(2026, 9, 4),
        "midnight": datetime(2026, 9, 4, 23, 0, tzinfo=UTC),  # the night between the 4th and the 5th, in summer time
        "none": None,
        "label": "<b>",
        "words": ["images", "videos", "captions"],
    }
    assert engines["django"].from_string("{% load gatepost %}" + source).render(values) == words
