"""Whether an e-mail address is the school's own, or only looks like it (C033, T45)."""

import contextlib
import unicodedata
from collections.abc import Collection

# Letters and pairs of letters that are taken for one another at a glance.
_LOOK_ALIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "3": "e", "4": "a", "8": "b", "-": "", "_": ""})
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("nn", "m"))
# Letters of other alphabets drawn like ours, which no compatibility form takes back.
_FOREIGN = str.maketrans("аеорсухіјѕԁɡոһкмтвнαορνικ", "aeopcyxijsdgnhkmtbhaopvik")
NEAR = 2


def domain_of(email: str) -> str:
    """What stands behind the sign, as domains are compared."""
    return email.rpartition("@")[2].strip().rstrip(".").casefold()


def is_official(email: str, domains: Collection[str]) -> bool:
    """Whether the address is on one of the school's own domains, exactly."""
    return "@" in email and domain_of(email) in {domain.casefold() for domain in domains}


def resembled(email: str, domains: Collection[str]) -> str:
    """The official domain that the address only looks like, or nothing."""
    typed = domain_of(email)
    return next((known for known in sorted(domains) if typed != known.casefold() and _alike(typed, known)), "")


def official_email_refused(email: str, domains: Collection[str]) -> list[str]:
    """Why the address may not be the one an account is tied to (C033, T45)."""
    if is_official(email, domains):
        return []
    if not domains:
        return ["The school’s e-mail domains are not recorded yet. Ask the school office to add them."]
    known = " or ".join(sorted(domains))
    if lookalike := resembled(email, domains):
        return [
            f"“{domain_of(email)}” looks like {lookalike} but is not the same. Type the address again, letter by letter."
        ]
    return [
        f"Use a school e-mail address: one that ends in {known}. A personal address may not hold a school account."
    ]


def _alike(typed: str, known: str) -> bool:
    """The same to the eye, one or two slips away, or the school's name under another ending."""
    one, other = _skeleton(typed), _skeleton(known.casefold())
    return one == other or _distance(one, other) <= NEAR or one.split(".")[0] == other.split(".")[0]


def _skeleton(domain: str) -> str:
    """The domain as the eye takes it in."""
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("ascii").decode("idna")
    plain = unicodedata.normalize("NFKD", domain.translate(_FOREIGN)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LOOK_ALIKE)
    for pair, single in _PAIRS:
        plain = plain.replace(pair, single)
    return plain


def _distance(one: str, other: str) -> int:
    """How many letters must be changed, added or left out to make one from the other."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row = row, [place]
        for column, against in enumerate(other, 1):
            row.append(min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != against)))
    return row[-1]
