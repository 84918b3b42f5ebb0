"""The pages on which accounts are looked after: looks, reviews, searches, and what is due or late."""

from datetime import UTC, date, datetime

import pytest

from accounts.models import SettingsCheck, SocialAccount, WebSearch
from accounts.services import ask_to_look_after
from accounts.views.looking_after import has_page
from governance.duties.models import Duty
from tests.accounts.factories import (
    AccountFactory,
    ApplicationFactory,
    ReviewFactory,
    SearchFactory,
    SettingsCheckFactory,
)

pytestmark = pytest.mark.django_db
DAY = {"day_day": "5", "day_month": "10", "day_year": "2026", "time": "9am"}
LOOK = {**DAY, "comments": "off", "privacy": "public", "tagging": "off", "resharing": "no-choice"}


@pytest.fixture
def on(monkeypatch):
    """Set the clock."""

    def at(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return moment

    return at


@pytest.fixture
def today(on, now):
    """Monday 5 October 2026, 11am in London."""
    return on(now)


@pytest.fixture
def account(spx):
    """A live account of the school with its application."""
    applied = ApplicationFactory(organisation=spx.school, applicant=spx.teacher)
    return AccountFactory(organisation=spx.school, name="Harbour news", application=applied)


def text(response):
    """The page."""
    return response.content.decode()


@pytest.mark.clause("T47", "C047", "J48")
def test_what_is_not_as_it_should_be_is_asked_about_beside_its_setting(spx, account, today, client_for):
    client, page = client_for(spx.com), f"/accounts/{account.reference}/settings/check/"
    assert "done_comments" not in text(client.get(page))

    shown = text(client.post(page, {**LOOK, "comments": "open"}))

    assert "Comments are open though the policy says parents cannot comment. Say what you did about it." in shown
    assert "and it shows “Nobody can comment”" in shown
    assert 'value="9am"' in shown
    assert not SettingsCheck.objects.exists()

    done = client.post(page, {**LOOK, "comments": "open", "done_comments": "put-back"}, follow=True)
    assert "The look is recorded." in text(done)
    assert "Looked at" in text(done)
    kept = SettingsCheck.objects.get()
    assert kept.looked_at == datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    assert "It was put back." in text(client.get(f"/accounts/{account.reference}/looking-after/"))


@pytest.mark.clause("C041", "C048")
def test_each_sentence_stands_beside_its_field(spx, account, today, client_for):
    page = f"/accounts/{account.reference}/settings/check/"
    sent = {**LOOK, "time": "11:30am", "tagging": "open", "done_tagging": "cannot", "minimum_age": "16"}

    form = client_for(spx.com).post(page, sent).context["form"]

    assert set(form.errors) == {"day", "limit", "age_looked_up_on", "age_source"}


@pytest.mark.clause("J47", "C043", "C044", "C045")
def test_a_review_shows_what_the_application_promised_and_a_change_is_marked_done(spx, account, today, client_for):
    client, page = client_for(spx.com), f"/accounts/{account.reference}/review/"
    shown = text(client.get(page))
    assert "Families read it, by Easter" in shown
    assert "One hour a week" in shown
    sent = {
        "measure": "Families read it",
        "how_it_went": "Some do",
        "enough_time": "no",
        "enough_content": "yes",
        "consulted": "The staff meeting",
        "consulted_on_day": "1",
        "consulted_on_month": "10",
        "consulted_on_year": "2026",
        "outcome": "keep",
    }
    refused = client.post(page, sent)
    assert set(refused.context["form"].errors) == {"outcome"}
    assert "Some do" in text(refused)

    by = {"change_by_day": "2", "change_by_month": "11", "change_by_year": "2026"}
    told = text(client.post(page, {**sent, **by, "outcome": "change", "what": "Another runner"}, follow=True))
    assert "Another runner" in told
    assert "By Monday 2 November 2026" in told
    [review] = account.reviews.all()
    told = text(client.post(f"/accounts/reviews/{review.reference}/changed/", follow=True))
    assert "It is marked as done." in told
    assert "It was changed" not in told


@pytest.mark.clause("C043")
def test_a_wish_to_close_says_how_closing_is_asked_for(spx, account, today, client_for):
    ReviewFactory(account=account, outcome="close", what="Nobody reads it")

    shown = text(client_for(spx.head).get(f"/accounts/{account.reference}/looking-after/"))

    assert "The wish to close it is recorded" in shown
    assert "have it closed" in shown or "/close/" in shown


def test_a_page_is_led_to_only_where_there_is_one():
    assert has_page("view_account")
    assert not has_page("no_such_page")


@pytest.mark.clause("J48", "J47")
def test_the_account_s_page_says_when_it_is_looked_at_and_who_may_record_it(spx, account, on, client_for):
    on(datetime(2027, 1, 5, 10, 0, tzinfo=UTC))
    page = account.get_absolute_url()

    assert "Was due by" in text(client_for(spx.head).get(page))
    assert "/settings/check/" not in text(client_for(spx.head).get(page))
    assert "/settings/check/" in text(client_for(spx.com).get(page))
    assert "looked-after" not in text(client_for(spx.teacher).get(page))


@pytest.mark.clause("J47", "J48")
def test_what_is_due_late_and_done_is_listed_by_school(spx, account, on, client_for):
    elsewhere = AccountFactory(organisation=spx.small, name="Quay news")
    ask_to_look_after(on(datetime(2026, 12, 1, 10, 0, tzinfo=UTC)))
    SettingsCheckFactory(account=account)
    ReviewFactory(account=elsewhere)
    client = client_for(spx.head)

    everything = text(client.get("/accounts/looking-after/"))
    assert "Look at the settings of Harbour news" in everything
    assert "Quay news" in everything
    assert "Nothing is late" not in text(client.get("/accounts/looking-after/?show=late"))
    one_school = text(client.get(f"/accounts/looking-after/?school={spx.school.reference}"))
    assert "Quay news" not in one_school
    assert "Harbour news" in text(client.get("/accounts/looking-after/?show=looks"))
    assert "Quay news" in text(client.get("/accounts/looking-after/?show=reviews"))
    assert "Look at the settings" in text(client.get("/accounts/looking-after/?show=nonsense&after=nonsense"))

    Duty.objects.all().delete()
    assert "Nothing is due" in text(client.get("/accounts/looking-after/"))
    assert "Nothing is late" in text(client.get("/accounts/looking-after/?show=late"))


@pytest.mark.clause("J05", "C121")
def test_a_search_is_recorded_listed_and_exported_and_no_address_is_a_link(spx, today, client_for):
    ask_to_look_after(today)
    client = client_for(spx.com)
    url = Duty.objects.get(kind="J05", organisation=spx.school).url
    assert "No search has been recorded yet" in text(client.get("/accounts/searches/"))
    assert f'value="{spx.school.reference}" selected' in text(client.get(url))
    sent = {
        **DAY,
        "organisation": spx.school.reference,
        "looked_in": ["x", "other"],
        "looked_for": "=Harbour Primary",
        "anything": "no",
        "finds": "A post, https://x.com/someone/1",
    }
    refused = client.post(url, sent)
    assert set(refused.context["form"].errors) == {"anything"}
    assert "https://x.com/someone/1" in text(refused)

    listed = text(client.post(url, {**sent, "anything": "yes"}, follow=True))

    assert "1 thing:" in listed
    assert "https://x.com/someone/1" in listed
    assert 'href="https://x.com' not in listed
    assert "12 October 2026" in listed or "12 Oct" in listed
    file = b"".join(client.get("/accounts/searches/export/").streaming_content).decode()
    assert "'=Harbour Primary" in file
    assert "X (Twitter); Somewhere else" in file
    assert f"export/?school={spx.school.reference}" in text(
        client.get(f"/accounts/searches/?school={spx.school.reference}")
    )


@pytest.mark.clause("D04")
def test_searches_of_another_school_are_not_there(spx, today, client_for):
    SearchFactory(organisation=spx.elsewhere, finds=["A secret of Moorland"])
    client = client_for(spx.head)

    assert "Moorland" not in text(client.get(f"/accounts/searches/?school={spx.elsewhere.reference}"))
    assert "Moorland" not in b"".join(client.get("/accounts/searches/export/").streaming_content).decode()


@pytest.mark.clause("J47", "J48", "D04")
def test_what_the_list_shows_is_what_is_taken_away(spx, today, client_for):
    AccountFactory(organisation=spx.school, name="Harbour sports", opened_on=date(2025, 10, 19))
    account = AccountFactory(organisation=spx.school)
    SettingsCheckFactory(account=account)
    ReviewFactory(account=account, how_it_went="Families read it")
    SettingsCheckFactory(account=AccountFactory(organisation=spx.elsewhere, name="Moorland news"))
    ask_to_look_after(today)
    client, address = client_for(spx.head), "/accounts/looking-after/"

    files = {
        show: b"".join(client.get(f"{address}export/", {"show": show}).streaming_content).decode()
        for show in ("due", "late", "looks", "reviews")
    }

    assert files["due"].splitlines()[0].endswith("School,What,Due by the end of")
    assert "Review Harbour sports (X),2026-10-19" in files["due"]
    assert "Review" not in files["late"]
    assert "Nobody can comment" in files["looks"]
    assert "Families read it" in files["reviews"]
    assert "Moorland" not in "".join(files.values())
    assert "export/?show=looks&amp;as=xlsx" in text(client.get(address, {"show": "looks"}))


@pytest.mark.clause("J05")
def test_an_empty_list_and_turning_its_pages(spx, today, client_for):
    for number in range(27):
        SearchFactory(organisation=spx.school, looked_for=f"Harbour {number}")
    client = client_for(spx.com)

    first = client.get("/accounts/searches/")
    second = client.get(f"/accounts/searches/{first.context['page'].next_url}")

    shown = [row.pk for page in (first, second) for row in page.context["page"].rows]
    assert len(set(shown)) == WebSearch.objects.count() == 27


@pytest.mark.clause("J48")
def test_a_look_at_an_account_that_was_suspended_meanwhile_is_told_in_the_form(spx, account, today, client_for):
    SocialAccount.objects.update(status="suspended")

    shown = text(client_for(spx.com).post(f"/accounts/{account.reference}/settings/check/", LOOK))

    assert "This account is not live" in shown
