"""The test of the mail: its code, how often it is sent, and what went wrong in plain words."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

BETWEEN = timedelta(minutes=1)
WITHIN, MOST_SENT = timedelta(hours=1), 5
MOST_TRIES = 5
CODE_LASTS = timedelta(hours=24)
CODE_LENGTH = 6

TOO_SOON = "A test message went less than a minute ago. Wait a moment for it to arrive."
TOO_MANY = (
    "Five test messages went within the hour. Look for them in your mail box, and among the junk, then try again."
)
WRONG_CODE = "That is not the code in the message. Type the six figures as they stand there."
TRIED_TOO_OFTEN = "The code was typed wrongly five times. Send a new message and use its code."
TOO_OLD = "This message is more than a day old. Send a new one and use its code."

# The kinds of failure, as the mail libraries name them, in words for whoever has to mend it.
FAILURES = {
    "ConnectionRefusedError": "The mail server does not answer. Check its address and port.",
    "ConnectionResetError": "The mail server broke off. Check its port and whether it wants TLS.",
    "TimeoutError": "The mail server did not answer in time. Check its address, its port and the firewall.",
    "gaierror": "There is no mail server by that name. Check how it is spelled.",
    "SMTPAuthenticationError": "The mail server refused the name or password with which Gatepost signs in to it.",
    "SMTPConnectError": "The mail server refused the connection.",
    "SMTPServerDisconnected": "The mail server broke off. Check its port and whether it wants TLS.",
    "SMTPRecipientsRefused": "The mail server refused your address. Check it on your page.",
    "SMTPSenderRefused": "The mail server does not let Gatepost send from its own address. Check FROM_EMAIL.",
    "SMTPNotSupportedError": "The mail server does not offer what Gatepost asked of it, such as TLS.",
    "SSLCertVerificationError": "The mail server's certificate could not be verified.",
    "SSLError": "Gatepost and the mail server could not agree on TLS. Check the port.",
}
FAILED = "The mail server did not take the message. Ask whoever looks after it to read Gatepost's log."


def code_of(reference: str) -> str:
    """The six figures of one message; worked out from the product's own secret and kept nowhere."""
    digest = salted_hmac("gatepost.set_up.mail", reference, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**CODE_LENGTH:0{CODE_LENGTH}d}"


def is_code(typed: str, reference: str) -> bool:
    """Whether what was typed is the code, spaces aside."""
    return constant_time_compare("".join(typed.split()), code_of(reference))


def sending_refused(sent: Sequence[datetime], now: datetime) -> list[str]:
    """Why no further test message goes now, from when the last ones went."""
    if any(now - at < BETWEEN for at in sent):
        return [TOO_SOON]
    return [TOO_MANY] if sum(now - at < WITHIN for at in sent) >= MOST_SENT else []


def in_words(failure: str) -> str:
    """What went wrong, for a person who has to mend it."""
    return FAILURES.get(failure, FAILED)
