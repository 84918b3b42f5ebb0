"""Pictures that are let in: told by their first bytes, measured before decoding, then rebuilt pixel by pixel (T31)."""

import hashlib
import io
import struct
import warnings
from dataclasses import dataclass
from datetime import date, datetime

from PIL import Image, ImageOps
from PIL.ExifTags import IFD, Base

LARGEST_FILE = 30 * 1024 * 1024
LARGEST_AREA = 50_000_000
LONGEST_SIDE = 2560
JPEG_QUALITY = 88
SIGNATURES = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG"}
CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}
# The markers of a JPEG that carry its size; between them stand C4, C8 and CC, which do not.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

TOO_BIG = "This file is larger than 30 MB. Save it smaller and try again."
EMPTY = "This file is empty. Choose another."
WRONG_TYPE = "This is not a JPEG or PNG picture. Save it as one of those and try again."
TOO_MANY_PIXELS = "This picture has more than 50 million pixels. Save it smaller and try again."
DAMAGED = "This picture is damaged or incomplete. Save it again and try once more."


@dataclass(frozen=True)
class Cleaned:
    """A picture made afresh: pixels and nothing else."""

    data: bytes
    content_type: str
    width: int
    height: int
    # The day it was taken, where the file says so; nothing else is taken from what the file says (T33).
    taken_on: date | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint by which the approval knows it again."""
        return hashlib.sha256(self.data).hexdigest()


class NotAPicture(ValueError):
    """The file is refused; the sentence says why."""


def fault(data: bytes) -> str:
    """Why the file is refused before anything decodes it, or nothing (Hostile5)."""
    if not data:
        return EMPTY
    if len(data) > LARGEST_FILE:
        return TOO_BIG
    kind = kind_of(data)
    if not kind:
        return WRONG_TYPE
    size = png_size(data) if kind == "PNG" else jpeg_size(data)
    if size is None or 0 in size:
        return DAMAGED
    return TOO_MANY_PIXELS if size[0] * size[1] > LARGEST_AREA else ""


def kind_of(data: bytes) -> str:
    """What the first bytes say it is; neither its name nor what the browser called it counts."""
    return next((kind for mark, kind in SIGNATURES.items() if data.startswith(mark)), "")


def png_size(data: bytes) -> tuple[int, int] | None:
    """The width and height that a PNG's header declares."""
    if len(data) < 33 or data[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def jpeg_size(data: bytes) -> tuple[int, int] | None:
    """The width and height that a JPEG's frame declares."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
        elif marker in FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None


def clean(data: bytes) -> Cleaned:
    """The picture rebuilt from its pixels alone: no place, no device, no comment, no thumbnail, nothing appended."""
    if why := fault(data):
        raise NotAPicture(why)
    kind = kind_of(data)
    try:
        image, taken_on = _decoded(data, kind)
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        struct.error,
        Warning,
        Image.DecompressionBombError,
    ) as failure:
        raise NotAPicture(DAMAGED) from failure
    held = io.BytesIO()
    if kind == "JPEG":
        image.save(held, "JPEG", quality=JPEG_QUALITY, optimize=True)
    else:
        image.save(held, "PNG")
    return Cleaned(held.getvalue(), CONTENT_TYPES[kind], image.width, image.height, taken_on)


def _decoded(data: bytes, kind: str) -> tuple[Image.Image, date | None]:
    """The pixels, turned the right way up, no larger than needed, in an image that never knew the file; and its day."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            if opened.width * opened.height > LARGEST_AREA:
                raise NotAPicture(TOO_MANY_PIXELS)
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            opened.load()
            taken_on = _day_of(opened)
            turned = ImageOps.exif_transpose(opened)
            mode = "RGBA" if kind == "PNG" and turned.has_transparency_data else "RGB"
            pixels = turned.convert(mode)
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    fresh = Image.new(mode, pixels.size)
    fresh.paste(pixels)
    return fresh, taken_on


def _day_of(opened: Image.Image) -> date | None:
    """The day on which the camera says it was taken, by the camera's own clock; nothing where it cannot be read."""
    try:
        said = opened.getexif().get_ifd(IFD.Exif)
        return datetime.strptime(str(said.get(Base.DateTimeOriginal, ""))[:10], "%Y:%m:%d").date()  # noqa: DTZ007
    except (ValueError, TypeError, KeyError, OSError, SyntaxError, struct.error):
        return None
