"""How a notice reads as a message: a subject, one line, a link, and nothing else (D14)."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from governance.notices.models import Notice
from governance.notices.registry import InMail, named
from governance.notices.rules import SEALED_LINE, SEALED_SUBJECT


def notice_mail(notice: Notice) -> EmailMultiAlternatives:
    """The message for one notice; its Message-ID is the notice's own, so that a mail server may drop a second copy."""
    return _mail([notice], subject_of(notice), "governance/notices/mail/notice")


def digest_mail(notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """One message for everything that waited for the digest."""
    count = len(notices)
    return _mail(
        notices, f"Gatepost: {count} {'notice' if count == 1 else 'notices'} for you", "governance/notices/mail/digest"
    )


def subject_of(notice: Notice) -> str:
    """The subject; a restricted notice has the same one as every other restricted notice."""
    return SEALED_SUBJECT if notice.sealed else notice.subject


def line_of(notice: Notice) -> str:
    """The line under it."""
    only_here = _in_mail(notice)
    return SEALED_LINE if notice.sealed else only_here.line if only_here else notice.line


def link_of(notice: Notice) -> str:
    """Where the message leads: the thing's page, or the list of notices for what is restricted."""
    only_here = _in_mail(notice)
    url = only_here.url if only_here and only_here.url else notice.url
    return settings.SITE_URL + ("/notices/" if notice.sealed or not url.startswith("/") else url)


def _in_mail(notice: Notice) -> InMail | None:
    """What its kind says in the message alone."""
    say = None if notice.sealed else named(notice.kind).in_mail
    return say(notice) if say else None


def _mail(notices: Sequence[Notice], subject: str, template: str) -> EmailMultiAlternatives:
    first = notices[0]
    words = {
        "subject": subject,
        "person": first.person,
        "notices": [{"subject": subject_of(one), "line": line_of(one), "link": link_of(one)} for one in notices],
        "choices_link": f"{settings.SITE_URL}/notices/choices/",
    }
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=render_to_string(f"{template}.txt", words),
        to=[first.person.email],
        headers={
            "Message-ID": f"<{first.reference.lower()}@{urlsplit(settings.SITE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("governance/notices/mail/message.html", words), "text/html")
    return message
