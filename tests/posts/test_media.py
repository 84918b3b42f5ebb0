"""Pictures in a draft: cleaned, kept under names that tell nothing, given only to those who may see the post."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from governance.kernel.errors import NotAllowed, Refused
from governance.pages.size import LARGEST_REQUEST
from posts.models import Media, Post
from posts.rules.words import PICTURES_AT_MOST
from posts.services import media
from tests.factories import PersonFactory
from tests.posts.pictures import bomb_png, jpeg, telling_jpeg


def stored(picture):
    """The file as it lies in the storage."""
    with picture.file.open("rb") as file:
        return file.read()


@pytest.mark.clause("T31", "C065", "Hostile5")
def test_nothing_that_was_in_the_file_but_pixels_reaches_the_storage(desk):
    post = desk.draft()

    picture = media.add(post, data=telling_jpeg(), by=desk.author, now=desk.now)

    kept = stored(picture)
    assert not any(word in kept for word in (b"secret", b"SecretCam", b"Penrose", b"Exif", b"<script"))
    assert (picture.width, picture.height) == (40, 80)


@pytest.mark.clause("C065", "T26")
def test_its_name_tells_nothing(desk):
    picture = desk.picture(desk.draft())

    assert re.fullmatch(r"posts/[0-9a-f]{2}/[0-9a-f]{32}\.jpg", picture.file.name)
    assert picture.download_name == "picture-1.jpg"


@pytest.mark.clause("Hostile5")
def test_a_refused_file_leaves_nothing_behind(desk):
    post = desk.draft()

    with pytest.raises(Refused, match="50 million pixels"):
        media.add(post, data=bomb_png(), by=desk.author, now=desk.now)

    assert not Media.objects.exists()


def test_somebody_without_the_right_adds_nothing_and_no_file_stays(desk, monkeypatch):
    post = desk.draft()
    written = []
    monkeypatch.setattr("posts.models.media.secrets.token_hex", lambda n: written.append(n) or "a" * 32)

    with pytest.raises(NotAllowed):
        media.add(post, data=jpeg(), by=PersonFactory(working_at=desk.world.school), now=desk.now)

    assert written == []


def test_a_file_whose_row_fails_is_taken_away_again(desk, monkeypatch):
    post = desk.draft()
    saved = []

    def fails(self, *args, **kwargs):
        saved.append((self.file.storage, self.file.name))
        raise RuntimeError

    monkeypatch.setattr(Media, "save", fails)
    with pytest.raises(RuntimeError):
        media.add(post, data=jpeg(), by=desk.author, now=desk.now)

    ((storage, name),) = saved
    assert not storage.exists(name)


def test_a_post_holds_ten_pictures(desk):
    post = desk.draft()
    for _ in range(PICTURES_AT_MOST):
        desk.picture(post)

    with pytest.raises(Refused, match="10 pictures"):
        desk.picture(post)


def test_a_picture_never_submitted_is_deleted_with_its_file(desk, django_capture_on_commit_callbacks):
    picture = desk.picture(desk.draft())
    storage, name = picture.file.storage, picture.file.name

    with django_capture_on_commit_callbacks(execute=True):
        media.drop(picture, by=desk.author, now=desk.now)

    assert not Media.objects.exists()
    assert not storage.exists(name)


@pytest.mark.clause("C104")
def test_a_picture_that_was_submitted_stays_with_the_version_that_showed_it(desk):
    post = desk.approved(picture=True)

    media.drop(post.media.get(), by=desk.author, now=desk.now)

    picture = Media.objects.get()
    assert picture.dropped_by == desk.author
    assert Post.objects.get().status == "draft"


@pytest.mark.clause("C065", "Hostile5", "D04")
@pytest.mark.parametrize(
    ("name", "status"),
    [("teacher", 200), ("hos", 200), ("dpo", 200), ("dsl", 200), ("governor", 403), ("ict", 403), ("stranger", 404)],
)
def test_a_picture_is_given_only_to_those_who_may_see_the_post(desk, client_for, name, status):
    picture = desk.picture(desk.draft())

    answers = [
        client_for(getattr(desk.world, name)).get(reverse(f"posts:{view}", args=[picture.reference]))
        for view in ("view_picture", "download_picture")
    ]

    assert [answer.status_code for answer in answers] == [status, status]


@pytest.mark.clause("Hostile5")
def test_a_picture_is_served_as_the_kind_it_was_made(desk, client_for):
    picture = desk.picture(desk.draft())

    answer = client_for(desk.author).get(reverse("posts:download_picture", args=[picture.reference]))

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="picture-1.jpg"'
    assert answer.content == stored(picture)


def test_without_a_sign_in_there_is_no_picture(desk):
    picture = desk.picture(desk.draft())

    answer = Client().get(reverse("posts:view_picture", args=[picture.reference]))

    assert answer.status_code == 302
    assert "sign-in" in answer["Location"]


@pytest.mark.clause("Hostile5")
def test_a_request_of_a_hundred_megabytes_is_refused_before_a_byte_is_read(desk, client_for):
    address = reverse("posts:edit_post", args=[desk.draft().reference])

    class Unread(BytesIO):
        def read(self, *args):
            pytest.fail("it was read")

    answer = client_for(desk.author).generic(
        "POST",
        address,
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(LARGEST_REQUEST + 1),
        **{"wsgi.input": Unread()},
    )

    assert answer.status_code == 413


@pytest.mark.clause("Hostile5")
def test_the_page_that_takes_files_still_asks_for_the_token(desk):
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.author.user, backend="governance.pages.backends.SignInBackend")

    answer = client.post(reverse("posts:edit_post", args=[desk.draft().reference]), {"text": "x"})

    assert answer.status_code == 403


@pytest.mark.clause("Hostile5")
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("photo.jpg", b"<html><script>alert(1)</script>", "not a JPEG or PNG"),
        ("photo.svg", b"<svg onload='alert(1)'/>", "not a JPEG or PNG"),
        ("../../etc/passwd\x00.png", b"GIF89a;alert(1)//", "not a JPEG or PNG"),
        ("big.png", bomb_png(), "50 million pixels"),
        ("cut.jpg", jpeg((400, 300))[:900], "damaged"),
        ("empty.jpg", b"", "empty"),
    ],
)
def test_a_hostile_upload_is_refused_with_a_sentence_and_nothing_typed_is_lost(
    desk, client_for, name, content, sentence
):
    post = desk.draft()
    posted = {
        "edition": Post.objects.get().edition,
        "text": "Words that must not be lost",
        "new_pictures": SimpleUploadedFile(name, content, content_type="image/jpeg"),
    }

    answer = client_for(desk.author).post(reverse("posts:edit_post", args=[post.reference]), posted)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "Words that must not be lost" in page
    assert not Media.objects.exists()
