"""Whether a text gives a secret away: a password, PIN, recovery code, key or one-time code (T42, C039).

It judges by shape and by the words around, keeps nothing and repeats nothing of what it found.
"""

import re

from governance.kernel.secret_shapes import EDGES, secret_token
from governance.kernel.secret_words import ABOUT, JOINTS, PROVERBIAL, SCHOOL

REFUSAL = (
    "This looks like a password. Never write one here: "
    "say who looks after it and where it is kept, or take the number or code out."
)

_NAME = (
    r"(?:pass ?words?|passwd|pass ?phrase|pass ?code|passkey|pwd?|p/w|pin(?: number| code)?|log-?in|log ?in details"
    r"|credentials|recovery (?:code|key|phrase)s?|back-?up codes?|secret(?: key| answer)?|api[ -]?key|api token"
    r"|access (?:token|key|code)|one[- ]time (?:code|password|pin)|otp|verification code|security code|2fa code"
    r"|authenticat(?:or|ion) code|entry code|door code|unlock code|security answer|memorable word|sign-?in code)"
)
_SAYS = re.compile(
    rf"\b{_NAME}\b(?P<for>(?: (?:for|of|on|to) (?:the |our |my |your )?[\w’'-]+(?: [\w’'-]+){{0,2}}?)?)"
    r"\s*(?P<how>is now|is still|is|was|are|=>?|->|→|:-?|–|—|-|now)\s*(?=(?P<what>[^\n]{1,90}))",
    re.IGNORECASE,
)
_CHANGED_TO = re.compile(
    r"\b(?:(?:password|passphrase|passcode|pin|pw)\b[^.\n]{0,40}?\b(?:changed|reset|set|updated|back)"
    r"|(?:set|changed?|reset|updated?)\b[^.\n]{0,20}\b(?:password|passphrase|passcode|pin|pw)\b[^.\n]{0,20}?)"
    r" to (?=(?P<what>[^\n]{1,90}))",
    re.IGNORECASE,
)
_SLASHED = re.compile(
    r"\b(?:log-?in|log ?on|user ?name|user|credentials|sign-?in)\b[^/\n]{0,60}?\s/\s(?P<what>\S+)", re.IGNORECASE
)
_PAIR = re.compile(
    r"\b(?:user(?:name)?|log-?in)\b[^\n]{1,60}?\b(?:password|pw|pass|pwd)\b\W{0,3}(?P<what>\S+)", re.IGNORECASE
)
_BESIDE = re.compile(rf"\b{_NAME}\b\W{{0,3}}(?P<what>\S+)", re.IGNORECASE)
_PIN = re.compile(
    r"\bpin(?: number| code)?\b[^\d\n.]{0,20}\b\d{4,8}\b|\b\d{4,6} is (?:the|my|our) (?:pin|code)\b"
    r"|\b(?:enter|use|type)(?: in)? \d{6}\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:otp|2fa|(?<!post)(?<!error )(?<!area )(?<!dialling )(?<!cost )(?<!budget )(?<!school )(?<!course )"
    r"(?<!product )(?<!sort )(?<!ledger )(?<!LA )(?<!nominal )(?<!order )(?<!colour )(?<!bar)codes?)\b"
    r"[^\d\n.]{0,24}(?:\d{4}[ -]\d{4}|\d{3}[ -]?\d{3}|\d{4,8})(?![\d/])",
    re.IGNORECASE,
)
_ANOTHER_NUMBER = re.compile(
    r"\bcode of\b|\b(?:in|from|since|until|before|by|for|of|the) (?:19|20)\d\d$", re.IGNORECASE
)
_SHORT = re.compile(r"\b(?:pw|pwd|passwd)\b\W{0,3}(?P<what>[\w’']+)", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][^<>]{0,200}>", re.IGNORECASE)
_SERIAL = re.compile(r"\bserial(?: (?:number|no\.?))?:? \S+", re.IGNORECASE)
_WORDS_AND_NUMBER = re.compile(r"[a-z]{4,9}(?: [a-z]{4,9}){2,3} \d{1,4}")
_LINE_OF_DIGITS = re.compile(r"^\s*(?:\d{4} \d{4}|\d{8}|\d{6})\s*$", re.MULTILINE)


def looks_like_secret(text: str) -> bool:
    """Whether the text holds what looks like a secret, or a phrase that gives one away (T42)."""
    told = _SERIAL.sub("", _MARKUP.sub(" ", text))
    return _gives_away(told) or any(secret_token(token) for token in told.split())


def _gives_away(text: str) -> bool:
    """Phrases: the name of a secret and then the secret; a PIN and its digits; a code and its digits."""
    if PROVERBIAL in text.lower() or len(_LINE_OF_DIGITS.findall(text)) > 1:
        return True
    if any(not _ANOTHER_NUMBER.search(found[0]) for shape in (_PIN, _CODE) for found in shape.finditer(text)):
        return True
    said = any(_is_given(found["what"], found["how"]) for found in _SAYS.finditer(text))
    return said or any(_is_given(found["what"], "to") for found in _CHANGED_TO.finditer(text)) or _is_listed(text)


def _is_given(what: str, how: str) -> bool:
    """Whether what follows "password is" or "PIN:" is the thing itself, and not something told about it."""
    words = re.split(r"(?<=[a-z])[.,;](?=\s|$)|[;)]|\s[-–]\s", what.strip(), maxsplit=1)[0].split()
    if not words:
        return False
    quoted = what.strip()[:1] in "\"'“‘`"
    first = words[0].strip(EDGES + "!?*`").lower()
    if not quoted and (first in ABOUT or first.endswith(("’s", "'s"))):
        return False
    if quoted or _odd(words[0]):
        return True
    plain = [_plain(word) for word in words]
    if any(word in ABOUT | JOINTS | SCHOOL or word.endswith(("ed", "ing")) for word in plain):
        return False
    return len(words) <= (1 if how in ("-", "–", "—") else 5) and not (len(words) > 1 and first.endswith("ly"))


def _is_listed(text: str) -> bool:
    """User / password, user ... password ..., and a name of a secret with something odd just behind it."""
    listed = [*_SLASHED.finditer(text), *_PAIR.finditer(text), *_SHORT.finditer(text)]
    if any(_names_one(found["what"]) for found in listed):
        return True
    if _WORDS_AND_NUMBER.fullmatch(text.strip()) and not set(text.split()) & (ABOUT | JOINTS | SCHOOL):
        return True
    return any(_odd(found["what"]) for found in _BESIDE.finditer(text))


def _names_one(word: str) -> bool:
    plain = _plain(word)
    return plain not in ABOUT | {"log", "logout", "sign", "password", "history"} and not plain.endswith(("ed", "ing"))


def _plain(word: str) -> str:
    return word.strip(EDGES + "!?*`").lower()


def _odd(word: str) -> bool:
    """A word with a digit or a sign in it, as no plain word has; dates, years, times and prices are not odd."""
    bare = word.strip(EDGES + "`")
    if re.fullmatch(
        r"(19|20)\d\d|\d{1,2}([:.]\d\d)?(am|pm|st|nd|rd|th)?|\d{1,2}[/.-]\d{1,2}([/.-]\d{2,4})?|[£$€].*", bare
    ):
        return False
    if re.fullmatch(r"(https?:|www\.).*|[\w.+-]+@[\w-]+\.\S+", bare):
        return False
    return any(c.isdigit() for c in bare) or any(c in "!@#$%^&*_+=~" for c in bare.rstrip("!?"))
