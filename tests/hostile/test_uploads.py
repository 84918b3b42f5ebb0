"""Files from wrongdoers: refused with a sentence, nothing of them kept, the large ones unread (Hostile5, Hostile6)."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from posts.models import Media, Post
from pupils.models import Pupil
from pupils.models import RegisterUpload as Upload
from tests.access_table import Row
from tests.access_things import posts
from tests.crowd import Crowd, digest, taken_back
from tests.hostile.fields import SENDS, allowed, asked
from tests.posts import pictures as made
from tests.posts.test_pictures import HOSTILE as PICTURES
from tests.pupils.test_reading import HOSTILE as REGISTERS

pytestmark = pytest.mark.django_db
KINDS = ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/csv"]
A_HUNDRED_MB = 100 * 1024 * 1024
NAMES = [
    "../../../tmp/evil.jpg",
    "..\\..\\evil.jpg",
    "a\0.jpg",
    "/etc/passwd",
    "x" * 3000 + ".jpg",
    ".htaccess",
    "con.php.jpg",
    "",
]
SMALL = {name: data for name, (data, _) in PICTURES.items() if len(data) < 1_000_000}
REGISTER_FILES = {name: data for name, (data, _) in REGISTERS.items() if len(data) < 2_000_000}


class Endless:
    """A body of the length it says, that counts how much of it is read."""

    def __init__(self) -> None:
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """As much as is asked for."""
        wanted = A_HUNDRED_MB - self.taken if size < 0 else min(size, A_HUNDRED_MB - self.taken)
        self.taken += wanted
        return bytes(wanted)

    readline = read


def kept() -> set[Path]:
    """Every file under the folder of pictures."""
    return {file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file()}


def send_picture(crowd: Crowd, file: Any) -> tuple[Any, Post]:
    """The teacher adds a file to a draft."""
    post = Post.objects.get(reference=posts.draft(crowd)["reference"])
    address = reverse("posts:edit_post", args=[post.reference])
    asks = asked(next(row for row in SENDS if row.name == "posts:edit_post"), crowd, {"reference": post.reference})[1]
    said = {**asks, "text": post.text, "category": post.category, "new_pictures": file, "press": "pictures"}
    return crowd.send("teacher", "POST", address, said), post


@pytest.mark.parametrize("name", SMALL)
def test_a_hostile_picture_is_refused_and_nothing_of_it_is_kept(name: str, crowd: Crowd) -> None:
    with taken_back():
        before = kept()

        answer, post = send_picture(crowd, SimpleUploadedFile("holiday.jpg", SMALL[name], "image/jpeg"))

        assert answer.status_code == 200
        assert b"govuk-error" in answer.content
        assert not Media.objects.filter(post=post).exists()
        assert kept() == before


@pytest.mark.parametrize("name", NAMES, ids=lambda name: repr(name[:20]))
def test_a_file_name_never_reaches_the_disk(name: str, crowd: Crowd) -> None:
    with taken_back():
        before = kept()
        file = SimpleUploadedFile("a.jpg", made.jpeg(), "image/jpeg")
        file._name = name  # as a browser without manners would send it

        answer, post = send_picture(crowd, file)

        stored = kept() - before
        assert answer.status_code < 500
        assert all(file.suffix in {".jpg", ".png"} and len(file.stem) == 32 for file in stored)
        assert Media.objects.filter(post=post).count() == len(stored)


def test_a_picture_is_shown_as_what_it_was_made_into(crowd: Crowd) -> None:
    with taken_back():
        kwargs = posts.picture(crowd)

        shown = crowd.send("teacher", "GET", reverse("posts:view_picture", kwargs=kwargs))
        saved = crowd.send("teacher", "GET", reverse("posts:download_picture", kwargs=kwargs))

    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert saved["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("name", REGISTER_FILES)
def test_a_hostile_register_is_refused_and_nothing_of_it_is_kept(name: str, crowd: Crowd) -> None:
    with taken_back():
        before = Pupil.objects.count(), Upload.objects.count()
        file = SimpleUploadedFile("register.csv", REGISTER_FILES[name], "text/csv")

        answer = crowd.send(
            "office", "POST", reverse("pupils:start_load"), {"school": crowd.world.school.reference, "file": file}
        )

        assert answer.status_code == 200
        assert b"govuk-error" in answer.content
        assert (Pupil.objects.count(), Upload.objects.count()) == before


@pytest.mark.parametrize("row", SENDS, ids=lambda row: row.name)
def test_a_request_of_100_mb_is_refused_before_it_is_read(row: Row, crowd: Crowd) -> None:
    with taken_back():
        address, body = reverse(row.name, kwargs=row.kwargs(crowd)), Endless()
        browser = crowd.browser(allowed(row, "POST"), enforce_csrf_checks=True)
        said = {"CONTENT_LENGTH": str(A_HUNDRED_MB), "wsgi.input": body}

        answers = [browser.generic("POST", address, b"", kind, **said) for kind in KINDS]

    assert {answer.status_code for answer in answers} == {413}
    assert body.taken == 0


def test_what_is_refused_for_its_size_changes_nothing(crowd: Crowd) -> None:
    before = digest()

    crowd.browser("office").generic("POST", "/pupils/load/", b"", CONTENT_LENGTH=str(A_HUNDRED_MB))

    assert digest() == before
