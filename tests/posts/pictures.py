"""Pictures made in the test, with everything a camera or a wrongdoer puts into a file."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo


def jpeg(size: tuple[int, int] = (64, 48), colour: str = "teal") -> bytes:
    """A plain JPEG."""
    held = BytesIO()
    Image.new("RGB", size, colour).save(held, "JPEG")
    return held.getvalue()


def png(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> bytes:
    """A plain PNG."""
    held = BytesIO()
    Image.new(mode, size).save(held, "PNG")
    return held.getvalue()


def telling_jpeg() -> bytes:
    """A JPEG that says where, when and with what it was taken, with a comment and a thumbnail's worth of secrets."""
    image = Image.new("RGB", (80, 40), "navy")
    exif = Image.Exif()
    exif[Base.Make] = "SecretCam"
    exif[Base.Orientation] = 6
    exif[Base.ImageDescription] = "Aled Penrose on the pier"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (50.0, 21.0, 7.0)
    held = BytesIO()
    image.save(held, "JPEG", exif=exif, comment=b"secret comment", xmp=b"<x:xmpmeta>secret xmp</x:xmpmeta>")
    return held.getvalue() + b"<script>alert('secret tail')</script>"


def telling_png() -> bytes:
    """A PNG with a text chunk."""
    info = PngInfo()
    info.add_text("Author", "secret author")
    held = BytesIO()
    Image.new("RGBA", (40, 80), (0, 0, 0, 0)).save(held, "PNG", pnginfo=info)
    return held.getvalue()


def bomb_png(width: int = 65_000, height: int = 65_000) -> bytes:
    """A PNG whose header declares more pixels than any school has."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
