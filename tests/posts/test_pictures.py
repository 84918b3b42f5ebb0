"""Pictures are told by their bytes, refused in a sentence, and rebuilt without anything that tells on a pupil."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from posts.rules import pictures
from posts.rules.pictures import NotAPicture, clean, fault
from tests.posts import pictures as made

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HOSTILE = {
    "nothing at all": (b"", pictures.EMPTY),
    "an SVG with a script": (SVG, pictures.WRONG_TYPE),
    "a page called .jpg": (b"<!doctype html><script>alert(1)</script>", pictures.WRONG_TYPE),
    "a GIF that is also a script": (b"GIF89a/*\0\0*/=1;alert(1)", pictures.WRONG_TYPE),
    "a PDF": (b"%PDF-1.7\n", pictures.WRONG_TYPE),
    "a WebP": (b"RIFF\0\0\0\0WEBPVP8 ", pictures.WRONG_TYPE),
    "a PNG of four thousand million pixels": (made.bomb_png(), pictures.TOO_MANY_PIXELS),
    "a PNG just over the limit": (made.bomb_png(10_000, 5_001), pictures.TOO_MANY_PIXELS),
    "a PNG of no width": (made.bomb_png(0, 10), pictures.DAMAGED),
    "a PNG's first bytes alone": (b"\x89PNG\r\n\x1a\n", pictures.DAMAGED),
    "a JPEG's first bytes alone": (b"\xff\xd8\xff\xe0", pictures.DAMAGED),
    "a file of 30 MB and a byte": (made.jpeg() + bytes(pictures.LARGEST_FILE), pictures.TOO_BIG),
}


@pytest.mark.clause("T31", "C065", "T26")
@pytest.mark.parametrize("original", [made.telling_jpeg(), made.telling_png()], ids=["JPEG", "PNG"])
def test_nothing_but_pixels_is_left(original):
    assert b"secret" in original

    cleaned = clean(original)

    assert not any(word in cleaned.data for word in (b"secret", b"Secret", b"Penrose", b"Exif", b"script", b"xmp"))
    with Image.open(BytesIO(cleaned.data)) as image:
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_picture_taken_sideways_is_turned_the_right_way_up():
    cleaned = clean(made.telling_jpeg())

    assert (cleaned.width, cleaned.height) == (40, 80)


def test_a_large_picture_is_made_smaller_in_proportion():
    cleaned = clean(made.jpeg((5200, 2600)))

    assert (cleaned.width, cleaned.height) == (2560, 1280)


@pytest.mark.parametrize(("data", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_and_never_decoded(data, sentence, monkeypatch):
    monkeypatch.setattr(pictures.Image, "open", lambda *_, **__: pytest.fail("it was decoded"))

    with pytest.raises(NotAPicture, match=sentence[:20]):
        clean(data)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("original", [made.jpeg((400, 300)), made.png((400, 300))], ids=["JPEG", "PNG"])
def test_a_picture_cut_short_is_refused_as_damaged(original, keep):
    cut = original[: int(len(original) * keep)]

    with pytest.raises(NotAPicture, match="damaged"):
        clean(cut)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_every_sort_of_png_comes_out_as_one_that_browsers_show(mode):
    cleaned = clean(made.png(mode=mode))

    assert cleaned.content_type == "image/png"
    with Image.open(BytesIO(cleaned.data)) as image:
        assert image.mode in {"RGB", "RGBA"}


def cleaned_or_refused(data):
    """Whether the file became a picture or was refused in a sentence: never anything else."""
    try:
        return clean(data).width > 0
    except NotAPicture as refusal:
        return str(refusal).endswith(".")


@given(st.binary(max_size=400))
def test_any_bytes_after_a_signature_are_cleaned_or_refused(tail):
    for mark in pictures.SIGNATURES:
        assert cleaned_or_refused(mark + tail)


@given(st.integers(0, 700), st.binary(min_size=1, max_size=4))
def test_a_picture_with_bytes_overwritten_is_cleaned_or_refused(at, bytes_):
    spoilt = bytearray(made.jpeg())
    spoilt[at : at + len(bytes_)] = bytes_

    assert fault(bytes(spoilt)) in {"", pictures.DAMAGED, pictures.WRONG_TYPE, pictures.TOO_MANY_PIXELS}
    assert cleaned_or_refused(bytes(spoilt))
