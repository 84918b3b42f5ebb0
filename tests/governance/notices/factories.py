"""Notices in the outbox."""

import factory

from governance.notices.models import Notice
from tests.factories import LONG_AGO, PersonFactory


class NoticeFactory(factory.django.DjangoModelFactory):
    """Waiting to be sent since long ago; `read=True`, `sent=True` and `given_up=True` tell another story."""

    class Meta:
        model = Notice

    class Params:
        read = factory.Trait(read_at=LONG_AGO)
        sent = factory.Trait(sent_at=LONG_AGO, next_try_at=None)
        given_up = factory.Trait(given_up_at=LONG_AGO, next_try_at=None, last_error="SMTPRecipientsRefused")

    person = factory.SubFactory(PersonFactory)
    kind = "T07"
    key = factory.Sequence(lambda n: f"PX-{n}:asked")
    subject = factory.Sequence(lambda n: f"Parcel waiting (PX-{n})")
    line = "A parcel waits for you."
    url = "/duties/"
    created_at = LONG_AGO
    next_try_at = LONG_AGO
