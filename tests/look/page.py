"""A page drawn without a server: its HTML, and the files it asks for, handed to the browser one by one.

It is drawn under a content security policy as strict as the product's, so that an inline script or style would show.
"""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.template import engines

ADDRESS = "http://gatepost.test/every-kind/"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'"
PAGE = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Every kind of field{% endblock %}
{% block content %}<h1 class="govuk-heading-l">Every kind</h1>{% crispy form %}{% endblock %}"""


def draw(form, source=PAGE):
    """The page as text, with the form on it."""
    return engines["django"].from_string(source).render({"form": form})


def show(browser_page, html):
    """Open the text as a page in the browser; nothing else can be reached."""

    def answer(route):
        path = urlsplit(route.request.url).path
        if route.request.url == ADDRESS:
            headers = {"content-security-policy": POLICY, "content-type": "text/html; charset=utf-8"}
            return route.fulfill(body=html, headers=headers)
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if found is None:
            return route.fulfill(status=404)
        return route.fulfill(body=Path(found).read_bytes(), content_type=mimetypes.guess_type(found)[0])

    browser_page.route("**/*", answer)
    browser_page.goto(ADDRESS)
    browser_page.wait_for_load_state("networkidle")
