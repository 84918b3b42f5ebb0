"""Links that people paste: the platform's host, and the account's name wherever that platform's addresses carry it."""

import pytest

from accounts.rules.addresses import check_account_address, check_post_address
from tests.accounts.factories import platform

pytestmark = pytest.mark.django_db
HANDLE = "@HarbourPrimary"

OURS = [
    ("x", "https://x.com/harbourprimary/status/1700000000000000000"),
    ("x", "https://twitter.com/HarbourPrimary/status/1700000000000000000?s=20"),
    ("x", "https://mobile.twitter.com/HarbourPrimary/status/17"),
    ("x", "x.com/harbourprimary/status/17"),
    ("x", "https://www.x.com./harbourprimary/status/17"),
    ("facebook", "https://www.facebook.com/harbourprimary/posts/pfbid02"),
    ("facebook", "https://www.facebook.com/permalink.php?story_fbid=1&id=2"),
    ("facebook", "https://www.facebook.com/share/p/abc/"),
    ("instagram", "https://www.instagram.com/p/Cabc/"),
    ("instagram", "https://www.instagram.com/harbourprimary/reel/Cabc/"),
    ("youtube", "https://youtu.be/abcdefghijk"),
    ("youtube", "https://www.youtube.com/watch?v=abcdefghijk"),
    ("tiktok", "https://www.tiktok.com/@harbourprimary/video/72"),
    ("bluesky", "https://bsky.app/profile/harbourprimary/post/3k"),
    ("linkedin", "https://uk.linkedin.com/posts/harbourprimary_activity-71-ab"),
    ("threads", "https://www.threads.net/@harbourprimary/post/Cabc"),
]
NOT_OURS = [
    ("x", "https://x.com/harbourprimary2/status/17"),
    ("x", "https://x.com/harbourprimary_fans/status/17"),
    ("tiktok", "https://www.tiktok.com/@harbourprimary_fans/video/72"),
    ("x", "https://x.com/someone/status/17?from=harbourprimary"),
    ("x", "https://x.com/someone/harbourprimary"),
    ("x", "https://x.com/someone/status/17#harbourprimary"),
    ("x", "https://x.com.evil.example/harbourprimary/status/17"),
    ("x", "https://evilx.com/harbourprimary/status/17"),
    ("x", "https://x.com@evil.example/harbourprimary/status/17"),
    ("x", "https://evil.example\\@x.com/harbourprimary/status/17"),
    ("x", "https://harbourprimary:x@x.com/harbourprimary/status/17"),
    ("x", "https://x.com:8443/harbourprimary/status/17"),
    ("x", "https://facebook.com/harbourprimary/posts/17"),
    ("x", "javascript:alert('x.com/harbourprimary')"),
    ("x", "ftp://x.com/harbourprimary/status/17"),
    ("x", "https://x.com/"),
    ("x", "see x.com/harbourprimary"),
    ("x", ""),
    ("x", "http://2130706433/harbourprimary"),
    ("bluesky", "https://bsky.app/profile/someone/post/harbourprimary"),
    ("bluesky", "https://bsky.app/harbourprimary"),
    ("tiktok", "https://www.tiktok.com/@someone/video/72"),
    ("linkedin", "https://www.linkedin.com/posts/harbourprimaryfriends_activity-71"),
    ("linkedin", "https://www.linkedin.com/in/harbourprimary"),
]


@pytest.mark.clause("C058", "C103")
@pytest.mark.parametrize(("slug", "url"), OURS)
def test_a_link_to_our_own_post_is_taken(slug, url):
    assert check_post_address(platform(slug).facts, HANDLE, url) == []


@pytest.mark.clause("C058", "C103")
@pytest.mark.parametrize(("slug", "url"), NOT_OURS)
def test_any_other_link_is_refused_in_one_sentence(slug, url):
    assert len(check_post_address(platform(slug).facts, HANDLE, url)) == 1


def test_an_account_without_a_name_owns_no_link():
    assert check_post_address(platform("x").facts, "", "https://x.com/harbour/status/1")


@pytest.mark.clause("T49", "P79")
def test_twitter_is_x_under_another_name():
    x = platform("x")

    assert "Twitter" in x.aliases
    assert set(x.hosts) == {"x.com", "twitter.com"}


@pytest.mark.parametrize("slug", ["x", "facebook", "instagram", "tiktok", "threads"])
def test_an_accounts_own_page_carries_its_name(slug):
    host = platform(slug).hosts[0]

    assert check_account_address(platform(slug).facts, HANDLE, f"https://{host}/@harbourprimary") == []
    assert check_account_address(platform(slug).facts, HANDLE, f"https://{host}/someone") != []


def test_each_platforms_example_is_an_address_of_that_platform():
    for slug in ("x", "facebook", "instagram", "youtube", "tiktok", "linkedin", "threads", "snapchat"):
        row = platform(slug)
        handle = "harbour-primary" if slug == "linkedin" else HANDLE

        assert check_post_address(row.facts, handle, row.address_example) == [], slug
