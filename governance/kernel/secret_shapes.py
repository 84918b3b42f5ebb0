"""The shapes of secrets that stand alone in a text: a strong password, a passphrase, a key, a recovery code."""

import re
from itertools import pairwise

from governance.kernel.secret_words import COMMON, JOINTS, SCHOOL

STRONG = "!@#$%^&*_+=?~"
EDGES = ".,;:()[]{}<>'\"“”‘’…«»"
# What is a name or a number of something and so no secret, whatever it looks like.
_HONEST = re.compile(
    r"""
    https?://\S* | www\.\S*                                            # addresses on the web
    | [\w.+'-]+@[\w-]+(\.[\w-]+)+                                      # and of e-mail
    | ([\w-]+\.)+(uk|com|org|net|edu|gov|sch|ac|co|io|tv|social|app|eu|school|example|test)(/\S*)?
    | [\w.&'()+-]+\.(pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|heic|mp[34]|mov|csv|txt|zip|html?|ics|odt|webp)
    | @[a-z0-9_.]+ | (?-i:[@#](_|[A-Z]?[a-z]{2,}|[A-Z]{2,}|\d{1,2}[A-Za-z]|\d{1,4})+)  # handles and hashtags
    | [£$€]\d[\d.,]*(k|m|bn|p|pp|pm|pa|each)? | \d[\d.,]*%\w* | [\d.,]+                      # money and numbers
    | [A-Za-z]{2}-[2-9BCDFGHJKMNPQRSTVWXYZ]{10}                         # references of our own
    | (?-i:[A-Z]{1,5})[-/]?\d{1,7} | [A-Z]{1,3}\d{1,4}                 # rooms, assets, course codes
    | [A-Z]{2,5}([-/]\d{1,4}){1,3} | [A-Z]\d{6,13}[A-Z]?              # and pupil numbers
    | (img|dsc|dscn|pxl|vid|mvi|screenshot)[-_]?[\d_-]+                # pictures
    | (\d{1,4}(st|nd|rd|th|am|pm|[a-z]{1,4}))                          # 3rd, 10am, 4B, 25cm
    | [A-Za-z]{1,3}\d{1,2}\s?\d?[A-Za-z]{0,3}                          # postcodes, car numbers, KS2, 4A
    | \d+x\d+\w*                                                       # sizes: 4x100m
    | (year|room|class|term|week|page|form|group)s?\d{1,4}\w?[!?]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_KEY = re.compile(
    r"eyJ[\w-]{8,}(\.[\w-]+)*|(sk|pk|rk)[-_](live|test|proj)?[-_]?\w{8,}|AKIA\w{12,}|gh[pousr]_\w{16,}|xox[abp]-[\w-]{10,}|AIza[\w-]{20,}"
)
_HEX = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{12,}|(?=.*\d)(?=.*[A-F])[0-9A-F]{12,}", re.ASCII)
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_LONG = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w+/=-]{14,}", re.ASCII)
_FOUR_FOUR = re.compile(r"(\d{4})[-–](\d{4})")
_FROM_TO = re.compile(r"[A-Z]{1,2}\d{1,4}(-[A-Z]{1,2}\d{1,4})+")
_GROUPS = re.compile(r"[A-Za-z0-9]{4,6}(-[A-Za-z0-9]{4,6})+")
_WORD_NUMBER = re.compile(r"([A-Za-z]{4,})(\d{1,6})([!?@#$%^&*_+=~£.]*)")
_NUMBER_WORD = re.compile(r"(\d{2,6})([A-Za-z]{5,})([!?@#$%^&*_+=~£]*)")
_CLASSES = re.compile(r"(KS|Y|Yr|Year|P|S)?\d{1,3}[A-Za-z]?|[A-Z]{1,2}", re.IGNORECASE)
_COUNTED = frozenset({"123", "1234", "12345", "123456"})
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def secret_token(token: str) -> bool:
    """Whether one run of characters without a blank looks like a secret by itself."""
    inner = token.strip(EDGES)
    if len(inner) < 6 or _HONEST.fullmatch(inner) or _HONEST.fullmatch(inner.rstrip("!?.")):
        return False
    return any(shape(inner) for shape in _SHAPES)


def _common(token: str) -> bool:
    return token.rstrip("!?.").lower() in COMMON


def _key(token: str) -> bool:
    """A key of a service, a number in sixteens, or a long run of letters of both sizes with digits."""
    if any(shape.fullmatch(token) for shape in (_KEY, _HEX, _GUID)):
        return True
    return bool(_LONG.fullmatch(token)) and not _schoolish(token) and _turns(token) >= 4


def _codes(token: str) -> bool:
    """1234-5678 and a1b2c-d3e4f; never two years, nor from one time of day to another."""
    if pair := _FOUR_FOUR.fullmatch(token):
        first, second = pair.groups()
        years = all(half[:2] in ("19", "20") for half in (first, second))
        times = all(int(half[:2]) < 24 and int(half[2:]) < 60 for half in (first, second)) and first < second
        return not (years or times)
    if not _GROUPS.fullmatch(token) or _FROM_TO.fullmatch(token):
        return False
    groups = token.split("-")
    mixed = [one for one in groups if any(c.isdigit() for c in one) and any(c.isalpha() for c in one)]
    numbers = [one for one in groups if one.isdigit()]
    return (bool(mixed) and not _schoolish(token)) or (len(numbers) > 1 and len(numbers) == len(groups))


def _strong(token: str) -> bool:
    """Letters, a digit and a sign of the kind that passwords ask for: Xy7!kd, P@ssw0rd, Blue_Kettle_7."""
    body = token.rstrip("!?")
    signs = [c for c in body if c in STRONG]
    if not (any(c.isalpha() for c in token) and signs):
        return False
    if not any(c.isdigit() for c in token):
        return len(set(signs)) > 1 and _turns(body) >= 4
    if _schoolish(body) or body.startswith(("@", "#")):
        return False
    return not all(_CLASSES.fullmatch(part) for part in re.split(r"[&+=]", body))


def _word_and_number(token: str) -> bool:
    """Sunshine2024! and 77kettle: a word that is no name of anything at school, with a number at one end."""
    if found := _WORD_NUMBER.fullmatch(token):
        word = found.group(1)
    elif found := _NUMBER_WORD.fullmatch(token):
        return not _schoolish(found.group(2))
    else:
        return False
    if _schoolish(word):
        return found.group(2) in _COUNTED or bool(found.group(3) and len(token) > len(word) + 3)
    bare = not found.group(3).strip("!?.") and len(found.group(2)) == 1 and "!" not in found.group(3)
    return not (bare or (word.isupper() and not found.group(3)))


def _tangled(token: str) -> bool:
    """kR9vT2mQ: letters of both sizes and digits in turn, or many turns between letters and digits."""
    body = token.rstrip("!?.")
    if not body.isalnum() or not body.isascii() or _schoolish(body):
        return False
    digits = sum(c.isdigit() for c in body)
    if not digits or digits == len(body):
        return False
    both = any(c.islower() for c in body) and any(c.isupper() for c in body)
    return _turns(body) >= (3 if both or len(body) > 8 else 4) and len(body) - digits >= 3


def _passphrase(token: str) -> bool:
    """otter-lantern-crumpet, tiger.lamp.42, Correct7Horse9Battery: words that no school puts together."""
    body = token.rstrip("!?.")
    parts = [part for part in re.split(r"[-._~+=*!#]+|(?<=[a-z])(?=\d)|(?<=\d)(?=[A-Za-z])", body) if part]
    separators = {c for c in body if not c.isalnum()}
    words = [part for part in parts if part.isalpha()]
    numbers = [part for part in parts if part.isdigit()]
    if len(separators) > 2 or len(words) + len(numbers) != len(parts) or "/" in separators or "'" in separators:
        return False
    if any(len(word) < 3 or word.lower() in JOINTS for word in words) or _schoolish(body):
        return False
    return len(words) >= 3 or (len(words) == 2 and bool(numbers))


def _camel(token: str) -> bool:
    """BlueKettleRiver9 and OtterLanternCrumpet!: words run together, with a number or a sign."""
    body = token.rstrip("!?.@#$%^&*")
    words = _WORDS.findall(body)
    tail = body.lstrip("".join(words)) if not body.isalpha() else ""
    return (
        len(words) >= 2
        and bool(tail or len(body) < len(token))
        and body.isalnum()
        and not _schoolish(body)
        and (min(len(word) for word in words) >= 3)
        and body != body.lower()
    )


_SHAPES = (_common, _key, _codes, _strong, _word_and_number, _tangled, _passphrase, _camel)


def _schoolish(token: str) -> bool:
    """Whether a word in it is one of those by which schools name their things."""
    return any(word.lower() in SCHOOL or word.lower().removesuffix("s") in SCHOOL for word in _WORDS.findall(token))


def _turns(token: str) -> int:
    """How often it changes between small letters, capitals, digits and signs; a capital that begins a word is none."""
    kinds = [_kind(c) for c in token]
    return sum(a != b and (a, b) != ("upper", "lower") for a, b in pairwise(kinds))


def _kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    return "upper" if character.isupper() else "lower" if character.islower() else "sign"
