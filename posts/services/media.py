"""Pictures in and out of a draft: refused before decoding, rebuilt, kept under a random name (C074, T31)."""

from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.rules.device_cover import suits_day
from governance.kernel.dates import local_date
from governance.kernel.errors import Refused
from governance.kernel.verbs import verb
from governance.people.models import Person
from posts.models import Media, Post
from posts.rules.pictures import Cleaned, NotAPicture, clean
from posts.rules.words import PICTURES_AT_MOST, TOO_MANY_PICTURES
from posts.services.drafts import after_change, open_for_change


def add(post: Post, *, data: bytes, by: Person, now: datetime, kind: str = Media.Kind.PHOTO) -> Media:
    """Take a picture into the draft: only its pixels are kept, the file that was sent is dropped."""
    try:
        cleaned = clean(data)
    except NotAPicture as fault:
        raise Refused(str(fault)) from fault
    written: list[Media] = []
    try:
        with transaction.atomic():
            return _keep(post, cleaned, kind, written, by=by, now=now)
    except Exception:
        for picture in written:
            _forget(picture)
        raise


@verb
def drop(picture: Media, *, by: Person, now: datetime) -> None:
    """Take a picture out; one that was never submitted is deleted, any other stays with the versions that showed it."""
    post, before = open_for_change(picture.post, by=by, now=now)
    if post.version:
        Media.objects.filter(pk=picture.pk, dropped_at=None).update(dropped_at=now, dropped_by=by)
    else:
        Media.objects.filter(pk=picture.pk).delete()
        transaction.on_commit(partial(_forget, picture))
    after_change(post, before, by=by, now=now)


def _forget(picture: Media) -> None:
    """Take the file away for good."""
    picture.file.storage.delete(str(picture.file.name))


def _keep(post: Post, cleaned: Cleaned, kind: str, written: list[Media], *, by: Person, now: datetime) -> Media:
    """The row and the file; whoever calls removes the file if the row does not stay."""
    post, before = open_for_change(post, by=by, now=now)
    places = Media.objects.filter(post=post, dropped_at=None).values_list("position", flat=True)
    if len(places) >= PICTURES_AT_MOST:
        raise Refused(TOO_MANY_PICTURES)
    # A camera whose clock is ahead of the day says nothing.
    day = cleaned.taken_on if not suits_day(cleaned.taken_on, local_date(now)) else None
    picture = Media(
        post=post,
        kind=kind,
        content_type=cleaned.content_type,
        sha256=cleaned.sha256,
        width=cleaned.width,
        height=cleaned.height,
        position=max(places, default=0) + 1,
        taken_on=day,
        camera_day=day,
        uploaded_at=now,
        uploaded_by=by,
    )
    picture.file.save("picture", ContentFile(cleaned.data), save=False)
    written.append(picture)
    picture.save()
    after_change(post, before, by=by, now=now)
    return picture
