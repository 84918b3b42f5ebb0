"""What every page shows around its content: the way round, the name of the place, and refusals in forms."""

import pytest
from django import forms
from django.utils import timezone

from governance.kernel.errors import Refused
from governance.kernel.models import Installation
from governance.pages import context, navigation, tasks
from governance.pages.forms import refuse
from governance.pages.navigation import Item
from governance.permissions.registry import ACTIONS
from governance.permissions.selectors import standing_of


@pytest.fixture
def items(monkeypatch):
    """A navigation of its own for one test."""
    monkeypatch.setattr(navigation, "_items", {})
    navigation.declare(
        Item("Duties", "governance:list_duties", order=2),
        Item("Home", "governance:home", order=1),
        Item("Technical", "governance:view_health", action="health.view", order=3),
    )


def test_entries_come_in_order_and_only_where_the_action_is_allowed(spx, now, items):
    texts = {
        name: [entry.text for entry in navigation.entries_for(standing_of(person, now), "/")]
        for name, person in (("tech", spx.tech), ("teacher", spx.teacher))
    }

    assert texts == {"tech": ["Home", "Duties", "Technical"], "teacher": ["Home", "Duties"]}


@pytest.mark.parametrize(("path", "current"), [("/", ["Home"]), ("/duties/", ["Duties"]), ("/notices/", [])])
def test_the_entry_of_this_page_is_marked(spx, now, items, path, current):
    entries = navigation.entries_for(standing_of(spx.com, now), path)

    assert [entry.text for entry in entries if entry.current] == current


@pytest.mark.parametrize("item", navigation.every(), ids=lambda item: item.url_name)
def test_every_entry_leads_somewhere_and_asks_a_declared_action(item):
    assert navigation.address_of(item)
    assert not item.action or item.action in ACTIONS


def test_an_entry_that_leads_nowhere_breaks_no_page(spx, now, items):
    navigation.declare(Item("Gone", "governance:gone"))

    assert "Gone" not in [entry.text for entry in navigation.entries_for(standing_of(spx.com, now), "/")]


def test_declaring_an_entry_twice_shows_it_once(spx, now, items):
    navigation.declare(Item("Home", "governance:home", order=1))

    assert len(navigation.entries_for(standing_of(spx.com, now), "/")) == 2


def test_the_place_is_where_one_works_or_the_whole_for_whom_works_at_the_top(spx, client_for):
    names = [client_for(person).get("/").context["site"].organisation_name for person in (spx.teacher, spx.head)]

    assert names == [spx.school.name, spx.top.name]


def test_demonstration_data_is_announced_as_such(spx, client_for):
    context._known_demo.cache_clear()
    before = client_for(spx.com).get("/").content.decode()
    Installation.objects.create(pk=1, is_demo=True, made_at=timezone.now())
    after = client_for(spx.com).get("/").content.decode()
    context._known_demo.cache_clear()

    assert "Demonstration data" not in before
    assert "Demonstration data" in after


def test_in_service_nothing_asks_whether_this_is_a_demonstration(db, settings, django_assert_num_queries):
    settings.DEMO = False

    with django_assert_num_queries(0):
        assert context.Site(None).is_demo is False


def test_a_refusal_is_shown_whole_with_all_that_was_typed():
    class Letter(forms.Form):
        words = forms.CharField()

    form = refuse(Letter({"words": "Dear parents"}), Refused(["It is late.", "It is long."]))

    assert form.non_field_errors() == ["It is late.", "It is long."]
    assert form["words"].value() == "Dear parents"


@pytest.mark.clause("D16")
def test_every_job_of_the_floor_may_run_twice(spx, mailoutbox):
    for task in (tasks.deliver_waiting_notices, tasks.sweep_duties, tasks.start_and_end_deputies):
        task()
        before = len(mailoutbox)
        task()

        assert len(mailoutbox) == before
