"""The platforms as they stood when they were last looked up (P79, T49)."""

from datetime import date

from django.db import migrations

CHECKED = date(2026, 10, 1)

# slug, name, other names, hosts, behind which words of the path the account's name stands, first words of the paths
# that carry no name, an example, lowest age, source. Where the fifth is None no address of a post carries the name.
PLATFORMS = (
    (
        "x",
        "X",
        ["Twitter", "X (Twitter)", "X/Twitter", "Twitter/X"],
        ["x.com", "twitter.com"],
        [""],
        [],
        "https://x.com/harbourprimary/status/1700000000000000000",
        13,
        "X Terms of Service, section 1",
    ),
    (
        "facebook",
        "Facebook",
        ["FB"],
        ["facebook.com", "fb.com"],
        [""],
        ["permalink.php", "story.php", "photo", "photo.php", "watch", "reel", "share"],
        "https://www.facebook.com/harbourprimary/posts/1234567890",
        13,
        "Meta Terms of Service, section 3",
    ),
    (
        "instagram",
        "Instagram",
        [],
        ["instagram.com"],
        [""],
        ["p", "reel", "tv"],
        "https://www.instagram.com/harbourprimary/p/Cabcdefghij/",
        13,
        "Instagram Terms of Use",
    ),
    (
        "youtube",
        "YouTube",
        [],
        ["youtube.com", "youtu.be"],
        None,
        [],
        "https://www.youtube.com/watch?v=abcdefghijk",
        13,
        "YouTube Terms of Service, who may use the service",
    ),
    (
        "tiktok",
        "TikTok",
        [],
        ["tiktok.com"],
        [""],
        [],
        "https://www.tiktok.com/@harbourprimary/video/7200000000000000000",
        13,
        "TikTok Terms of Service, section 2",
    ),
    (
        "bluesky",
        "Bluesky",
        ["Bsky"],
        ["bsky.app"],
        ["profile"],
        [],
        "https://bsky.app/profile/harbourprimary.bsky.social/post/3kabcdefghi",
        13,
        "Bluesky Terms of Service, section 2",
    ),
    (
        "linkedin",
        "LinkedIn",
        [],
        ["linkedin.com"],
        ["posts", "company", "school"],
        ["feed"],
        "https://www.linkedin.com/posts/harbour-primary_activity-7100000000000000000-abcd",
        16,
        "LinkedIn User Agreement, section 2.1",
    ),
    (
        "threads",
        "Threads",
        [],
        ["threads.net", "threads.com"],
        [""],
        [],
        "https://www.threads.net/@harbourprimary/post/Cabcdefghij",
        13,
        "Threads Terms of Use",
    ),
    (
        "snapchat",
        "Snapchat",
        ["Snap"],
        ["snapchat.com"],
        ["", "add"],
        ["spotlight"],
        "https://www.snapchat.com/@harbourprimary/spotlight/W7_abc",
        13,
        "Snap Terms of Service, section 1",
    ),
    (
        "tapestry",
        "Tapestry",
        [],
        ["tapestryjournal.com"],
        None,
        [],
        "https://tapestryjournal.com/s/harbour-primary/observation/1",
        18,
        "Tapestry Terms and Conditions",
    ),
    (
        "class-dojo",
        "Class Dojo",
        ["ClassDojo"],
        ["classdojo.com", "home.classdojo.com"],
        None,
        [],
        "https://home.classdojo.com/story/1",
        18,
        "ClassDojo Terms of Service",
    ),
)


def add(apps, schema_editor):
    """Write what is known of each platform; a row that is there already is brought up to date."""
    model = apps.get_model("accounts", "Platform")
    for slug, name, aliases, hosts, behind, nameless, example, age, source in PLATFORMS:
        model.objects.update_or_create(
            slug=slug,
            defaults={
                "name": name,
                "aliases": aliases,
                "hosts": hosts,
                "handle_in_address": behind is not None,
                "handle_behind": behind or [],
                "nameless": nameless,
                "address_example": example,
                "minimum_age": age,
                "source": source,
                "checked_on": CHECKED,
            },
        )


class Migration(migrations.Migration):
    """The platforms, as data."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
