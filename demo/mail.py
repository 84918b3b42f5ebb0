"""The messages that would have gone out, read from the files in which the mail backend keeps them."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_string, policy
from pathlib import Path

from django.conf import settings

BOUNDARY = "-" * 79
SIZE = 50
AFTER = "after"
NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Mail:
    """One message as the page shows it."""

    subject: str
    to: str
    sent_at: datetime | None
    text: str


@dataclass(frozen=True)
class MailPage:
    """Some of the messages, the newest first, and the addresses of those on either side."""

    rows: list[Mail]
    first: int
    last: int
    total: int
    next_url: str = ""
    previous_url: str = ""


def page_of_mail(asked: str, *, size: int = SIZE) -> MailPage:
    """The messages older than the one of that number; a spoilt number shows the newest.

    They are numbered from the oldest, so that new ones move nobody's page.
    """
    texts = _texts()
    total = len(texts)
    newest = _number(asked, total)
    oldest = max(newest - size, 0)
    return MailPage(
        rows=[_mail(text) for text in reversed(texts[oldest:newest])],
        first=total - newest + 1,
        last=total - oldest,
        total=total,
        next_url=f"?{AFTER}={oldest}" if oldest else "",
        previous_url=f"?{AFTER}={min(newest + size, total)}" if newest < total else "",
    )


def _number(asked: str, total: int) -> int:
    return min(int(asked), total) if NUMBER.fullmatch(asked) else total


def _texts() -> list[str]:
    """Every message, the oldest first: a file's name begins with the time at which it was opened."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"))
    parts = (part.strip() for file in files for part in file.read_text(errors="replace").split(BOUNDARY))
    return [part for part in parts if part]


def _mail(text: str) -> Mail:
    """One message read from the file that the mail backend wrote."""
    mail = message_from_string(text, policy=policy.default)
    body = mail.get_body(("plain",))
    return Mail(
        subject=mail["subject"] or "",
        to=mail["to"] or "",
        sent_at=mail["date"].datetime if mail["date"] else None,
        text=body.get_content() if body else "",
    )
