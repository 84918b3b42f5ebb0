"""The shared parts: each draws what it is given and nothing it is not, and every page stands without a request."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace as Thing

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string

from tests.look.reading import Page

pytestmark = pytest.mark.urls("tests.look.addresses")

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
AT = datetime(2026, 10, 5, 13, 30, tzinfo=UTC)
DUTY = Thing(label="Approve the post", url="/posts/PO-1/", due_at=AT, late=False)
LATE = Thing(label="Reply to a comment", url="", due_at=AT, late=True)


class Filters(forms.Form):
    words = forms.CharField(required=False)


# Part, what it is given, and the words that must be there.
PARTS = [
    ("_back", {"url": "/posts/"}, ["Back", "/posts/"]),
    ("_breadcrumbs", {"crumbs": [Thing(url="/posts/", text="Posts")]}, ["Posts"]),
    ("_button", {"url": "/x/", "text": "Start"}, ["Start"]),
    ("_confirm", {"title": "Sure?", "action": "Hold", "url": "/x/", "cancel_url": "/y/"}, ["Sure?", "Hold", "Cancel"]),
    ("_details_help", {"summary": "What?", "text": "<This>"}, ["What?", "&lt;This&gt;"]),
    ("_download", {"url": "/x/export/"}, ["/x/export/?as=xlsx", "workbook (Excel)", "CSV"]),
    ("_download", {"url": "/x/export/", "query": "a=b", "what": "the register"}, ["?a=b&amp;as=xlsx", "the register"]),
    ("_duty_list", {"title": "Waiting", "duties": [DUTY, LATE]}, ["(2)", "by Mon 5 Oct, 2:30pm", "Late"]),
    ("_duty_list", {"title": "Waiting", "duties": [], "empty": "Nothing."}, ["Nothing."]),
    ("_duty_list", {"title": "Waiting", "duties": []}, []),
    ("_empty", {"title": "No posts yet"}, ["No posts yet"]),
    ("_error_summary", {"links": [("id_x", "Enter x")]}, ["#id_x", "Enter x"]),
    ("_file_upload", {"field": Filters()["words"], "label": "Upload"}, ["Upload", "multipart/form-data"]),
    ("_filters", {"form": Filters()}, ["Apply", 'method="get"']),
    ("_messages", {"messages": [Thing(level_tag="error", __str__=lambda: "x")]}, ["Not done"]),
    ("_not_now", {"reason": "You wrote it."}, ["You wrote it."]),
    ("_pager", {"page": Thing(previous_url="", next_url="?after=1")}, ["Next"]),
    ("_pager", {"page": Thing(previous_url="", next_url="")}, []),
    ("_panel_confirmation", {"title": "Sent"}, ["Sent"]),
    ("_post_button", {"url": "/x/", "text": "Hold it"}, ["Hold it", 'method="post"']),
    ("_print", {}, ["hidden"]),
    ("_reasons", {"reasons": ["One.", "Two."]}, ["<li>One.</li>", "<li>Two.</li>"]),
    ("_reasons", {"reasons": ["Only <one>."], "title": "Not yet"}, ["Only &lt;one&gt;.", "Not yet"]),
    ("_summary_list", {"rows": [Thing(label="Author", value="")]}, ["Author", "Not given"]),
    ("_summary_list", {"rows": [{"label": "Pictures", "value": 0, "url": "/x/"}]}, ["0", "Change"]),
    ("_table", {"caption": "Signed", "columns": ["Who"], "rows": [["Ann"], [None]]}, ["Signed", "Ann"]),
    ("_tag", {"text": "New"}, ["New"]),
    ("_task_list", {"tasks": [{"title": "Upload", "status_label": "To do"}]}, ["Upload", "To do"]),
    ("_timeline", {"events": [Thing(sentence="Approved.", actor_name="Ann", at=AT)]}, ["Approved.", "Ann", "2:30pm"]),
    ("_title", {"title": "Harvest"}, ["Harvest"]),
    ("_title", {"title": "Harvest", "status": "approved", "caption": "Post"}, ["Approved", "Post"]),
    ("_warning", {"text": "Careful."}, ["Careful.", "Warning"]),
]


@pytest.mark.parametrize(("name", "values", "words"), PARTS)
def test_a_part_says_what_it_is_given(name, values, words):
    html = render_to_string(f"components/{name}.html", values)
    assert [word for word in words if word not in html] == []
    assert words or not html.strip()


def test_every_part_is_tried():
    tried = {name for name, _, _ in PARTS} | {"_account_menu"}
    assert {path.stem for path in COMPONENTS.glob("*.html")} == tried


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 500, "403_csrf"])
def test_error_pages_need_nothing_from_the_request(code):
    html = render_to_string(f"{code}.html")
    assert html.count("<h1") == 1
    assert "Demonstration" not in html


@pytest.mark.parametrize("code", [403, 409, 413])
def test_error_pages_give_every_reason(code):
    html = render_to_string(f"{code}.html", {"reasons": ["You wrote it.", "It is <held>."]})
    assert "<li>You wrote it.</li>" in html
    assert "It is &lt;held&gt;." in html


def frame(**site):
    page = engines["django"].from_string('{% extends "base.html" %}{% block title %}Posts{% endblock %}')
    return page.render({"site": Thing(**site)})


def test_the_frame_names_the_person_the_place_and_the_demonstration():
    places = [Thing(url="/", text="Home", current=False), Thing(url="/posts/", text="Posts", current=True)]
    html = frame(
        is_demo=True, navigation=places, unread=3, person="Ann Shaw", organisation_name="Elm School", name="Gatepost"
    )
    for words in ("Demonstration data", "Ann Shaw", "3<span", "<title>Posts – Elm School – Gatepost</title>"):
        assert words in html
    current = [attrs["href"] for tag, attrs in Page(html).tags if tag == "a" and attrs.get("aria-current")]
    assert current == ["/posts/"]


def test_the_frame_of_a_stranger_shows_no_menu():
    html = frame(is_demo=False, navigation=[], unread=0, person=None, organisation_name="", name="Gatepost")
    for words in ("Demonstration", "gp-account", "<nav"):
        assert words not in html


def test_no_page_carries_a_script_or_a_style_of_its_own():
    tags = Page(frame(is_demo=True, navigation=[], unread=0, person="Ann", organisation_name="", name="Gatepost")).tags
    assert [attrs for tag, attrs in tags if tag == "script" and "src" not in attrs] == []
    assert [tag for tag, attrs in tags if tag == "style" or "style" in attrs or "onclick" in attrs] == []
