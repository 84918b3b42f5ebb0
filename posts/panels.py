"""What this app adds to pages further down: to a pupil, a consent change, a device, the home page."""

from datetime import datetime
from typing import Any

from governance.people.models import Person
from governance.permissions.selectors import can, standing_of
from governance.permissions.standing import Standing
from governance.workflow.panels import Panel, panel
from posts.selectors.devices import pictures_flagged
from posts.selectors.leaver import posts_left_by
from posts.selectors.library import visible_posts
from posts.selectors.pupil import posts_showing, what_came_of, would_follow

AT_MOST = 50


@panel("home-actions")
def write_a_post(standing: Standing, person: Person | None, now: datetime) -> Panel | None:
    """The button that begins a post."""
    if not person or not standing.organisation_ids("posts.draft"):
        return None
    return Panel("posts/_start_panel.html", title="Write a post", order=10)


@panel("pupils.pupil")
def posts_of_pupil(pupil: Any, person: Person | None, now: datetime) -> Panel | None:
    """Where a pupil is shown, for those who may see the posts."""
    posts = posts_showing(pupil, person, now) if person else []
    return Panel("posts/_pupil_panel.html", title="Posts", facts={"posts": posts}, order=50) if posts else None


@panel("consent.before_withdrawal")
def what_would_follow(pupil: Any, person: Person | None, now: datetime) -> Panel | None:
    """How many posts a withdrawal would hold or ask to take down, shown before it is entered (C102, C103)."""
    if not person:
        return None
    queued, live = would_follow(pupil)
    return Panel("posts/_before_withdrawal.html", title="Posts", facts={"queued": queued, "live": live}, order=50)


@panel("consent.change")
def what_followed(change: Any, person: Person | None, now: datetime) -> Panel | None:
    """The list of what a change held and of what has to come down, with how far each is (C101)."""
    found = what_came_of(change.reference, person, now) if person else None
    return Panel("posts/_change_panel.html", title="Posts", facts=found, order=50) if found else None


@panel("accounts.device")
def pictures_that_do_not_count(device: Any, person: Person | None, now: datetime) -> Panel | None:
    """Pictures from days on which a device was withdrawn or missing, for whoever withdraws it (S21, T33).

    Whoever opens takedowns at a post's school sees those of its posts, since something may be out already (M16).
    """
    if not person:
        return None
    standing, rows = standing_of(person, now), pictures_flagged(device)
    if not can(person, "accounts.withdraw_device", device, now=now):
        rows = rows.filter(post__organisation__in=standing.organisation_ids("takedowns.open"))
    pictures = list(rows[:AT_MOST])
    if not pictures:
        return None
    seen = visible_posts(standing).filter(pk__in={one.post_id for one in pictures})
    facts = {"pictures": pictures, "open": set(seen.values_list("pk", flat=True))}
    return Panel("posts/_device_panel.html", title="Pictures that do not count", facts=facts, order=50)


@panel("accounts.handover")
def posts_of_leaver(handover: Any, person: Person | None, now: datetime) -> Panel | None:
    """What somebody who leaves has written and is not out yet, of what this reader may see (F18)."""
    posts = posts_left_by(handover, person, now) if person else []
    return Panel("posts/_leaver_panel.html", title="Posts", facts={"posts": posts}, order=50) if posts else None
