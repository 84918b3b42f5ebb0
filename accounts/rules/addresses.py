"""Addresses: whether a pasted one belongs to the platform and the account, and whether an e-mail is the school's own.

Nothing is ever fetched from an address; it is only read, as browsers read it.
"""

import itertools
import re
from dataclasses import dataclass
from urllib.parse import unquote

import ada_url

# There the account's name, a line and then the first words of the post make one part of a post's address.
WORDS_AFTER_NAME = ("linkedin",)
SMALL_PREFIXES = ("www", "m", "mobile", "web", "uk")


@dataclass(frozen=True)
class PlatformFacts:
    """What the rules ask of a platform."""

    slug: str
    name: str
    hosts: tuple[str, ...]
    handle_in_address: bool = True
    # Words of the path behind which the account's name stands; "" where it is the first part of the path.
    handle_behind: tuple[str, ...] = ("",)
    # First words of the paths by which the platform names a post without its account, as a shared link often does.
    nameless: tuple[str, ...] = ()


def read_address(url: str) -> ada_url.URL | None:
    """The address as a browser would read it, with https where no scheme was typed; None where it is none."""
    text = url.strip()
    if not text or any(character.isspace() for character in text):
        return None
    try:
        return ada_url.URL(text if re.match(r"^[A-Za-z][A-Za-z0-9+.-]*:", text) else f"https://{text}")
    except ValueError:
        return None


def as_link(url: str) -> str:
    """The address in full, so that it leads to the platform wherever it is shown; unchanged where it is none."""
    address = read_address(url)
    return str(address.href) if address else url.strip()


def host_of(address: ada_url.URL) -> str:
    """The host without a trailing dot and without the small prefixes that platforms use."""
    labels = str(address.hostname).rstrip(".").lower().split(".")
    while len(labels) > 2 and labels[0] in SMALL_PREFIXES:
        labels = labels[1:]
    return ".".join(labels)


def clean_handle(handle: str) -> str:
    """The handle as it is compared: no sign before it, no capitals."""
    return handle.strip().lstrip("@").strip("/").casefold()


def check_post_address(platform: PlatformFacts, handle: str, url: str) -> list[str]:
    """What is wrong with a pasted link: no web address, another platform's, or another account's (C058)."""
    address = read_address(url)
    if reasons := _not_on_platform(platform, address):
        return reasons
    assert address is not None  # noqa: S101  (said to the type checker; what is not an address was refused above)
    parts = _parts_of(address)
    if not parts:
        return [f"This is the front page of {platform.name}. Open the post itself and paste the link from there."]
    if not platform.handle_in_address or parts[0] in platform.nameless:
        return []
    return _another_account(platform, handle, parts)


def check_account_address(platform: PlatformFacts, handle: str, url: str) -> list[str]:
    """What is wrong with an account's own address: it must be the platform's, and carry the account's name (C032)."""
    address = read_address(url)
    if reasons := _not_on_platform(platform, address):
        return reasons
    assert address is not None  # noqa: S101
    return _another_account(platform, handle, _parts_of(address)) if platform.handle_in_address else []


def _not_on_platform(platform: PlatformFacts, address: ada_url.URL | None) -> list[str]:
    if address is None or address.protocol not in ("https:", "http:"):
        return ["This is not a web address. Copy it from the address bar of your browser."]
    if address.username or address.password:
        return ["This web address has a user name in it. Copy it from the address bar of your browser."]
    if address.port or host_of(address) not in platform.hosts:
        return [f"This is not an address on {platform.name}. Paste one that is on {platform.name}."]
    return []


def _another_account(platform: PlatformFacts, handle: str, parts: list[str]) -> list[str]:
    """Refuse unless the account's name stands where the platform puts it."""
    named = {parts[0]} if "" in platform.handle_behind else set()
    named |= {behind for word, behind in itertools.pairwise(parts) if word in platform.handle_behind}
    ours = clean_handle(handle)
    with_words = platform.slug in WORDS_AFTER_NAME
    if ours and any(name == ours or (with_words and name.startswith(f"{ours}_")) for name in named):
        return []
    return [f"This address does not carry the account’s name, {handle}. Check that it belongs to this account."]


def _parts_of(address: ada_url.URL) -> list[str]:
    """The parts of the path, as handles are compared."""
    return [clean_handle(unquote(part)) for part in str(address.pathname).split("/") if part]
