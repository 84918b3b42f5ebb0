"""Posts by the teacher in each status, their pictures, and takedowns."""

import io
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from accounts.models import SocialAccount
from posts.models import Media, Post, PostVersion, Takedown, TakedownCause, Target
from tests.accounts.factories import AccountFactory, AuthorisationFactory
from tests.crowd import Crowd
from tests.factories import LONG_AGO, PersonFactory
from tests.policies.factories import make_ready
from tests.pupils.factories import PupilFactory

LINK = "https://x.com/harbour/status/1"
SENT = {"version": 1, "content_hash": "a" * 64, "submitted_at": LONG_AGO}
APPROVED = {**SENT, "approved_hash": "a" * 64, "approved_at": LONG_AGO}


def account_of(crowd: Crowd) -> SocialAccount:
    """The school's account; the teacher and the communications officer may post to it."""
    account = AccountFactory(organisation=crowd.world.school)
    for name in ("teacher", "com"):
        make_ready(crowd.person(name), crowd.world.school)
        AuthorisationFactory(account=account, person=crowd.person(name))
    return account


def make_post(crowd: Crowd, status: str = "draft", **fields: Any) -> Post:
    """A post by the teacher to the school's account."""
    teacher, head = crowd.person("teacher"), crowd.person("hos")
    people = {"submitted_by": teacher} if "submitted_at" in fields else {}
    people |= {"approved_by": head} if "approved_at" in fields else {}
    post = Post.objects.create(
        organisation=crowd.world.school,
        author=teacher,
        status=status,
        text="Sports day is on Friday.",
        category="news",
        no_identifiable=True,
        checklist_ticked=True,
        created_at=LONG_AGO,
        **people,
        **fields,
    )
    Target.objects.create(post=post, account=account_of(crowd))
    if "submitted_at" in fields:
        PostVersion.objects.create(
            post=post, number=1, snapshot={}, content_hash="a" * 64, submitted_at=LONG_AGO, submitted_by=teacher
        )
    return post


def draft(crowd: Crowd) -> dict[str, str]:
    """A draft of the teacher's."""
    return {"reference": make_post(crowd).reference}


def submitted(crowd: Crowd) -> dict[str, str]:
    """A post that waits for approval."""
    return {"reference": make_post(crowd, "submitted", **SENT).reference}


def approved(crowd: Crowd) -> dict[str, str]:
    """A post that may go out."""
    return {"reference": make_post(crowd, "approved", **APPROVED).reference}


def opened(crowd: Crowd) -> dict[str, str]:
    """A post whose copy pack is open."""
    post = make_post(crowd, "publishing", **APPROVED)
    post.targets.update(status="publishing")
    return {"reference": post.reference}


def _live(crowd: Crowd) -> Target:
    post = make_post(crowd, "published", **APPROVED, published_at=LONG_AGO)
    post.targets.update(status="published", link=LINK, published_at=LONG_AGO, published_by=PersonFactory())
    return post.targets.get()


def published(crowd: Crowd) -> dict[str, str]:
    """A post that is out, put there by somebody else."""
    return {"reference": _live(crowd).post.reference}


def up(crowd: Crowd) -> dict[str, str]:
    """The teacher, who put a post out that is still up."""
    live = _live(crowd)
    live.published_by = crowd.person("teacher")
    live.save()
    return {"reference": crowd.person("teacher").reference}


def picture(crowd: Crowd) -> dict[str, str]:
    """A picture in a draft."""
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    made = Media(
        post=make_post(crowd),
        kind="scene",
        content_type="image/png",
        sha256="b" * 64,
        width=8,
        height=8,
        uploaded_at=LONG_AGO,
        uploaded_by=crowd.person("teacher"),
    )
    made.file.save("a.png", ContentFile(data.getvalue()), save=True)
    return {"reference": made.reference}


def _takedown(crowd: Crowd, status: str = "opened", **fields: Any) -> Takedown:
    target = _live(crowd)
    return Takedown.objects.create(
        organisation=crowd.world.school,
        post=target.post,
        target=target,
        status=status,
        cause="consent",
        due_at=timezone.now() + timedelta(days=2),
        created_at=LONG_AGO,
        **fields,
    )


def _removed(crowd: Crowd) -> dict[str, Any]:
    return {"removed_at": LONG_AGO, "removed_by": crowd.person("teacher")}


def takedown(crowd: Crowd) -> dict[str, str]:
    """A takedown that has just been opened."""
    return {"reference": _takedown(crowd).reference}


def takedown_removed(crowd: Crowd) -> dict[str, str]:
    """The teacher says it is removed."""
    return {"reference": _takedown(crowd, "removed", **_removed(crowd)).reference}


def takedown_stuck(crowd: Crowd) -> dict[str, str]:
    """Somebody says it cannot be removed."""
    return {"reference": _takedown(crowd, "not-practicable-asked", not_practicable_because="Shared").reference}


def takedown_confirmed(crowd: Crowd) -> dict[str, str]:
    """It was removed and somebody else looked."""
    looked = {"confirmed_at": LONG_AGO, "confirmed_by": crowd.person("com")}
    return {"reference": _takedown(crowd, "confirmed", **_removed(crowd), **looked).reference}


def change(crowd: Crowd) -> dict[str, str]:
    """A change of consent that opened a takedown."""
    opened_for = _takedown(crowd)
    pupil = PupilFactory(organisation=crowd.world.school)
    TakedownCause.objects.create(
        takedown=opened_for, pupil=pupil, change_reference="WD-2222222222", received_at=LONG_AGO
    )
    return {"reference": "WD-2222222222"}


def account_of_the_last(crowd: Crowd) -> dict[str, str]:
    """What is posted to name the account of the post just made."""
    return {"account": SocialAccount.objects.latest("pk").reference}
