"""The form of every kind, in a real browser: each link of the summary moves the focus, with scripts and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.look.forms import EveryKind
from tests.look.page import draw, show

pytestmark = pytest.mark.urls("tests.look.addresses")

HALF_A_DATE = {"signed_on_day": "27", "signed_on_year": "2026"}


def links_of(page):
    return page.locator(".govuk-error-summary__list a")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_each_link_of_the_summary_moves_the_focus(chromium_here, new_context, scripts):
    tab = new_context(java_script_enabled=scripts, viewport={"width": 320, "height": 640}).new_page()
    show(tab, draw(EveryKind(HALF_A_DATE, {})))
    links = links_of(tab)
    assert links.count() > len(EveryKind.base_fields) - 2

    for index in range(links.count()):
        link = links.nth(index)
        target = link.get_attribute("href")[1:]
        link.click()
        assert tab.locator(":focus").get_attribute("id") == target
        assert tab.locator(":focus").is_visible()


def test_the_summary_is_told_at_once(chromium_here, new_context):
    page = new_context().new_page()
    show(page, draw(EveryKind(HALF_A_DATE, {})))
    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")
    assert page.title().startswith("Error: ")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("form", [EveryKind(), EveryKind(HALF_A_DATE, {})], ids=["empty", "in error"])
def test_the_page_fits_and_nothing_stands_in_anybodys_way(chromium_here, new_context, width, form):
    page = new_context(viewport={"width": width, "height": 800}).new_page()
    wrong = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    show(page, draw(form))

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]] == []
    assert wrong == []
