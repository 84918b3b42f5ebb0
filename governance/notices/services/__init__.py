"""The verbs of notices: queue, deliver, read, choose."""

from governance.notices.services.delivery import deliver, deliver_waiting, send_digests
from governance.notices.services.outbox import Message, enqueue, queue, queue_many
from governance.notices.services.reading import choose, mark_all_read, mark_read

__all__ = [
    "Message",
    "choose",
    "deliver",
    "deliver_waiting",
    "enqueue",
    "mark_all_read",
    "mark_read",
    "queue",
    "queue_many",
    "send_digests",
]
